import {Component, onWillUnmount, useEffect} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

export const PAUSE = 2000;

/** Shows how far the import of a log is, and looks again while it goes on. */
export class CallLogProgress extends Component {
    static template = "property_crm.CallLogProgress";
    static props = {...standardWidgetProps};

    setup() {
        this.timer = null;
        useEffect(
            () => this.plan(),
            () => [this.isGoingOn]
        );
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get data() {
        return this.props.record.data;
    }

    get isGoingOn() {
        return ["waiting", "running"].includes(this.data.state);
    }

    get percent() {
        const {done_count: done, row_count: total} = this.data;
        return total ? Math.floor((100 * done) / total) : 0;
    }

    get progressText() {
        return _t("%(done)s of %(total)s rows", {
            done: this.data.done_count,
            total: this.data.row_count,
        });
    }

    plan() {
        browser.clearTimeout(this.timer);
        if (this.isGoingOn) {
            this.timer = browser.setTimeout(() => this.look(), PAUSE);
        }
    }

    async look() {
        await this.props.record.load();
        this.plan();
    }
}

export const callLogProgress = {
    component: CallLogProgress,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "row_count", type: "integer"},
        {name: "done_count", type: "integer"},
    ],
};

registry.category("view_widgets").add("property_call_log_progress", callLogProgress);
