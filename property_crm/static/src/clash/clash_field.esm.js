import {deserializeDate, deserializeDateTime} from "@web/core/l10n/dates";
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * Return the fields of an event that a proposed slot changes.
 *
 * @param {Object} slot
 * @returns {Object}
 */
export function getSlotChanges(slot) {
    if (slot.allday) {
        return {
            start_date: deserializeDate(slot.start.slice(0, 10)),
            stop_date: deserializeDate(slot.stop.slice(0, 10)),
        };
    }
    return {
        start: deserializeDateTime(slot.start),
        stop: deserializeDateTime(slot.stop),
    };
}

/** Who clashes with what, and when all would be free: one click moves the event. */
export class ClashField extends Component {
    static template = "property_crm.ClashField";
    static props = {...standardFieldProps};

    get info() {
        return this.props.record.data[this.props.name];
    }

    get more() {
        return _t("and %(count)s more", {count: this.info.more});
    }

    get canMove() {
        const {record} = this.props;
        return record.isInEdition && record.data.user_can_edit !== false;
    }

    choose(slot) {
        return this.props.record.update(getSlotChanges(slot));
    }
}

registry.category("fields").add("property_clash", {
    component: ClashField,
    supportedTypes: ["json"],
});
