import {Component, markup} from "@odoo/owl";
import {HistoryDialog} from "@html_editor/components/history_dialog/history_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** A button that shows the earlier versions of the steps, and takes one back. */
export class SolutionVersions extends Component {
    static template = "property_helpdesk.SolutionVersions";
    static props = {...standardWidgetProps};

    setup() {
        this.dialog = useService("dialog");
    }

    get versions() {
        const metadata = this.props.record.data.html_field_history_metadata;
        return metadata?.steps || [];
    }

    open() {
        const record = this.props.record;
        this.dialog.add(HistoryDialog, {
            title: _t("Versions of the steps"),
            noContentHelper: markup`<span class="text-muted">${_t("Empty at the time")}</span>`,
            recordId: record.resId,
            recordModel: record.resModel,
            versionedFieldName: "steps",
            historyMetadata: this.versions,
            restoreRequested: async (html, close) => {
                await record.update({steps: html});
                close();
            },
        });
    }
}

registry.category("view_widgets").add("property_solution_versions", {
    component: SolutionVersions,
    fieldDependencies: [{name: "html_field_history_metadata", type: "json"}],
});
