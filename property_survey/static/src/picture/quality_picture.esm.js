import {Component, markup} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

/** A picture the server drew; a click on a part opens the figures behind it. */
export class QualityPicture extends Component {
    static template = "property_survey.QualityPicture";
    static props = {picture: Object, resultId: Number};

    setup() {
        this.action = useService("action");
    }

    get svg() {
        // The server's own drawing: every word in it was escaped there
        return markup(this.props.picture.svg);
    }

    onClick(ev) {
        const key = ev.target.closest("[data-key]")?.dataset.key;
        if (!key) {
            return undefined;
        }
        if (this.props.picture.name === "trend") {
            return this.openResult(Number(key));
        }
        if (this.props.picture.name === "heat") {
            return this.openCells(...key.split("/"));
        }
        return this.openList("property.survey.result.line", [["code", "=", key]]);
    }

    openResult(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "property.survey.result",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openCells(group, determinant) {
        const domain = [
            ["dimension", "=", "building"],
            ["group_key", "=", group],
        ];
        if (determinant) {
            domain.push(["determinant_id.code", "=", determinant]);
        }
        return this.openList("property.survey.cell", domain);
    }

    openList(model, domain) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Figures behind it"),
            res_model: model,
            domain: [
                ["result_id", "=", this.props.resultId],
                ["status", "!=", "hidden"],
                ...domain,
            ],
            views: [[false, "list"]],
        });
    }
}
