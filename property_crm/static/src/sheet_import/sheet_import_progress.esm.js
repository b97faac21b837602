import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** Runs the batches of an import one after the other, while the dialog is open. */
export class SheetImportProgress extends Component {
    static template = "property_crm.SheetImportProgress";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            done: 0,
            total: this.props.record.data.row_count,
            errors: 0,
        });
        this.isClosed = false;
        onMounted(() => this.run());
        onWillUnmount(() => {
            this.isClosed = true;
        });
    }

    get percent() {
        return this.state.total
            ? Math.round((100 * this.state.done) / this.state.total)
            : 0;
    }

    get progressText() {
        return _t("%(done)s of %(total)s rows", this.state);
    }

    async run() {
        const {resId, resModel} = this.props.record;
        while (!this.isClosed && this.props.record.data.state === "running") {
            const progress = await this.orm.call(resModel, "run_batch", [[resId]]);
            Object.assign(this.state, progress);
            if (progress.is_done) {
                break;
            }
        }
        if (!this.isClosed) {
            await this.props.record.load();
        }
    }
}

export const sheetImportProgress = {
    component: SheetImportProgress,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "row_count", type: "integer"},
    ],
};

registry
    .category("view_widgets")
    .add("property_sheet_import_progress", sheetImportProgress);
