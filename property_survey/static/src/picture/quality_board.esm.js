import {Component, onWillStart, useState} from "@odoo/owl";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {QualityPicture} from "./quality_picture.esm";
import {_t} from "@web/core/l10n/translation";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

/** Service quality of a site at one glance, for its board. */
export class QualityBoard extends Component {
    static template = "property_survey.QualityBoard";
    static components = {ControlPanel, QualityPicture};
    static props = {...standardActionServiceProps};
    static displayName = _t("Service quality");
    static path = "service-quality";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({board: null});
        onWillStart(() => this.load(null, false));
    }

    get result() {
        return this.state.board.result;
    }

    get pictures() {
        return this.result.pictures.filter((picture) => picture.name !== "gauge");
    }

    get gauge() {
        return this.result.pictures.find((picture) => picture.name === "gauge");
    }

    async load(siteId, resultId) {
        this.state.board = await this.orm.call(
            "property.survey.result",
            "get_quality_board",
            [siteId, resultId]
        );
    }

    formatDate(day) {
        return formatDate(deserializeDate(day));
    }

    // What the user does

    onSite(ev) {
        return this.load(Number(ev.target.value) || false, false);
    }

    onResult(ev) {
        return this.load(this.state.board.site_id, Number(ev.target.value));
    }

    openResult() {
        return this.openForm("property.survey.result", this.result.id);
    }

    async print() {
        return this.action.doAction(
            await this.orm.call("property.survey.result", "action_print", [
                [this.result.id],
            ])
        );
    }

    openForm(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openAction(xmlid) {
        return this.action.doAction(xmlid);
    }

    openLine(line) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: line.name,
            res_model: "property.survey.result.line",
            domain: [["id", "=", line.id]],
            views: [[false, "list"]],
        });
    }
}

registry.category("actions").add("property_quality_board", QualityBoard);
