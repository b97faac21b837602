import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const LIMIT = 40;
const FIELDS = [
    "number",
    "name",
    "place_name",
    "date_deadline",
    "deadline_state",
    "is_emergency",
    "user_id",
];

/** Open requests nobody goes to yet, to be dragged to who has time. */
export class UnplannedPanel extends Component {
    static template = "property_helpdesk.UnplannedPanel";
    static props = {schedule: Object};

    setup() {
        this.state = useState({tickets: []});
        onWillStart(() => this.load());
        // The schedule has changed: what is planned leaves the list
        onWillUpdateProps(() => this.load());
    }

    async load() {
        this.state.tickets = await this.props.schedule.orm.searchRead(
            "helpdesk.ticket",
            [
                ["visit_at", "=", false],
                ["stage_id.is_finished", "=", false],
                ["deferred_until", "=", false],
                ["case_type", "=", "repair"],
            ],
            FIELDS,
            {limit: LIMIT, order: "priority desc, date_deadline, id"}
        );
    }

    formatDeadline(ticket) {
        return formatDateTime(deserializeDateTime(ticket.date_deadline), {
            format: "MM-dd HH:mm",
        });
    }

    open(ticket) {
        this.props.schedule.action.doAction({
            type: "ir.actions.act_window",
            res_model: "helpdesk.ticket",
            res_id: ticket.id,
            views: [[false, "form"]],
        });
    }
}

function openVisit(schedule, item) {
    schedule.dialog.add(FormViewDialog, {
        resModel: "property.visit",
        resId: item.id,
        title: _t("Visit"),
        onRecordSaved: () => schedule.reload(),
    });
}

async function moveVisit(schedule, {item, start, stop, fromUserId, userId}) {
    const write = (values) => schedule.orm.write("property.visit", [item.id], values);
    const toValues = (from, to, user) => ({
        start: schedule.toText(from),
        stop: schedule.toText(to),
        user_id: user,
    });
    await write(toValues(start, stop, userId));
    return () => write(toValues(item.start, item.stop, fromUserId));
}

async function planVisit(schedule, {card, start, stop, userId}) {
    const values = {
        ticket_id: Number(card.id),
        user_id: userId,
        start: schedule.toText(start),
        stop: schedule.toText(stop),
    };
    await schedule.orm.create("property.visit", [values]);
}

const handlers = registry.category("property_team_schedule");
handlers.add("property.visit", {open: openVisit, move: moveVisit});
handlers.add("helpdesk.ticket", {drop: planVisit, Panel: UnplannedPanel});
