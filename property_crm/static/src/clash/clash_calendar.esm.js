import {Component, useState} from "@odoo/owl";
import {AttendeeCalendarModel} from "@calendar/views/attendee_calendar/attendee_calendar_model";
import {Dialog} from "@web/core/dialog/dialog";
import {patch} from "@web/core/utils/patch";
import {useAutofocus} from "@web/core/utils/hooks";

/** Ask why an event is moved onto a time that is taken. */
export class ClashReasonDialog extends Component {
    static template = "property_crm.ClashReasonDialog";
    static components = {Dialog};
    static props = {message: String, confirm: Function, close: Function};

    setup() {
        this.state = useState({reason: ""});
        useAutofocus({refName: "reason"});
    }

    confirm() {
        this.props.confirm(this.state.reason.trim());
        this.props.close();
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && this.state.reason.trim()) {
            this.confirm();
        }
    }
}

/**
 * Return the clashes that an error is about, or nothing.
 *
 * @param {Error} error
 * @returns {Object|undefined}
 */
export function getClash(error) {
    return error?.data?.context?.property_clash;
}

patch(AttendeeCalendarModel.prototype, {
    /** An event that is dragged onto a taken time asks for a reason, or goes back. */
    async updateRecord(record, options) {
        try {
            return await super.updateRecord(record, options);
        } catch (error) {
            if (!getClash(error)) {
                throw error;
            }
            return this.updateDespiteClash(record, options, error);
        }
    },

    async updateDespiteClash(record, options, error) {
        const reason = await new Promise((resolve) => {
            this.dialog.add(
                ClashReasonDialog,
                {message: error.data.message, confirm: resolve},
                {onClose: () => resolve("")}
            );
        });
        if (!reason) {
            return this.load();
        }
        const rawRecord = this.buildRawRecord(record, options);
        delete rawRecord.name;
        rawRecord.clash_reason = reason;
        await this.orm.write(this.meta.resModel, [record.id], rawRecord, {
            context: this.meta.context,
        });
        return this.load();
    },
});
