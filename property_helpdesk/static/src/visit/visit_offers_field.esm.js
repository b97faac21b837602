import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Windows with who could come in them; one touch chooses. */
export class VisitOffersField extends Component {
    static template = "property_helpdesk.VisitOffersField";
    static props = {...standardFieldProps};

    get windows() {
        return this.props.record.data[this.props.name] || [];
    }

    get choice() {
        return this.props.record.data.choice;
    }

    getLabel(row, person) {
        return _t("%(window)s: %(name)s comes at %(time)s", {
            window: row.text,
            name: person.name,
            time: person.time,
        });
    }

    choose(person) {
        const choice = person.key === this.choice ? false : person.key;
        return this.props.record.update({choice});
    }
}

export const visitOffersField = {
    component: VisitOffersField,
    displayName: _t("Offered times"),
    supportedTypes: ["json"],
};

registry.category("fields").add("property_visit_offers", visitOffersField);
