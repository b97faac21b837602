import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The classes a text sounds like, as buttons: one click classifies the request. */
export class ClassChipsField extends Component {
    static template = "property_helpdesk.ClassChipsField";
    static props = {...standardFieldProps};

    get suggestions() {
        return this.props.record.data[this.props.name] || [];
    }

    choose(suggestion) {
        const [first] = this.suggestions;
        return this.props.record.update({
            class_id: {id: suggestion.id, display_name: suggestion.name},
            suggested_class_id: {id: first.id, display_name: first.name},
        });
    }
}

registry.category("fields").add("property_class_chips", {
    component: ClassChipsField,
    supportedTypes: ["json"],
    fieldDependencies: [
        {name: "class_id", type: "many2one"},
        {name: "suggested_class_id", type: "many2one"},
    ],
});
