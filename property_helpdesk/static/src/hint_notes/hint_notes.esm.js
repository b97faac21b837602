import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const ICONS = {
    "1_info": "fa-lightbulb-o",
    "2_warning": "fa-exclamation-circle text-warning",
    "3_danger": "fa-exclamation-triangle text-danger",
};

/** What is to be minded at a place. */
export class HintNotes extends Component {
    static template = "property_helpdesk.HintNotes";
    static props = {notes: Array};

    getIcon(note) {
        return ICONS[note.level];
    }

    getLabel(note) {
        return note.level === "3_danger" ? _t("Danger") : _t("Hint");
    }
}

export class HintNotesField extends Component {
    static template = "property_helpdesk.HintNotesField";
    static components = {HintNotes};
    static props = {...standardFieldProps};

    get notes() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("property_hint_notes", {
    component: HintNotesField,
    supportedTypes: ["json"],
});
