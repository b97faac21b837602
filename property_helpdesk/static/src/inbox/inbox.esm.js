import {Component, onWillStart, useExternalListener, useRef, useState} from "@odoo/owl";
import {deserializeDateTime, formatDate} from "@web/core/l10n/dates";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {HintNotes} from "../hint_notes/hint_notes.esm";
import {RecordSelector} from "@web/core/record_selectors/record_selector";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const DISPATCHER_GROUP = "property_crm.group_property_dispatcher";
const AGENT_GROUP = "property_crm.group_property_agent";
const KEYS = {j: 1, ArrowDown: 1, k: -1, ArrowUp: -1};

/** Answer which request is next to the current one; the ends hold. */
export function getNeighbourId(tickets, currentId, step) {
    const position = tickets.findIndex(({id}) => id === currentId);
    const next = Math.min(Math.max(position + step, 0), tickets.length - 1);
    return tickets[next]?.id || false;
}

export class Inbox extends Component {
    static template = "property_helpdesk.Inbox";
    static components = {ControlPanel, HintNotes, RecordSelector};
    static props = {...standardActionServiceProps};
    static displayName = _t("Inbox");
    static path = "inbox";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.root = useRef("root");
        this.state = useState({tickets: [], total: 0, current: null, isOpen: false});
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        onWillStart(() => this.start());
    }

    async start() {
        [this.canAssign, this.canWork] = await Promise.all([
            user.hasGroup(DISPATCHER_GROUP),
            user.hasGroup(AGENT_GROUP),
            this.load(),
        ]);
    }

    /** Read the list again; stay at the request, or at the one in its place. */
    async load() {
        const before = this.state.tickets.findIndex(
            ({id}) => id === this.state.current?.id
        );
        const {tickets, total} = await this.orm.call(
            "helpdesk.ticket",
            "get_inbox",
            []
        );
        Object.assign(this.state, {tickets, total});
        const same = tickets.find(({id}) => id === this.state.current?.id);
        const next = same || tickets[Math.max(before, 0)] || tickets.at(-1);
        await this.show(next?.id);
        this.state.isOpen = this.state.isOpen && Boolean(same);
    }

    async show(ticketId) {
        if (!ticketId) {
            this.state.current = null;
            return;
        }
        const current = await this.orm.call("helpdesk.ticket", "get_inbox_ticket", [
            [ticketId],
        ]);
        this.state.current = current;
    }

    async choose(ticketId) {
        await this.show(ticketId);
        this.state.isOpen = true;
    }

    // What is shown

    getAge(ticket) {
        return deserializeDateTime(ticket.reported_at).toRelative();
    }

    getDate(ticket) {
        return formatDate(deserializeDateTime(ticket.date));
    }

    get moreText() {
        const more = this.state.total - this.state.tickets.length;
        return more > 0 ? _t("%s more, newer ones", more) : "";
    }

    get emptyText() {
        return _t(
            "New requests of all channels come in here, the oldest first, until they are classified and assigned."
        );
    }

    get classDomain() {
        return [["site_kind", "in", [false, this.state.current.site_kind]]];
    }

    // What the user does

    onKeydown(ev) {
        const isTyping = ev.target.closest?.("input, textarea, select, .modal");
        if (isTyping || ev.altKey || ev.ctrlKey || ev.metaKey) {
            return;
        }
        if (KEYS[ev.key]) {
            ev.preventDefault();
            this.move(KEYS[ev.key]);
        } else if (ev.key === "Enter" && ev.target.tagName !== "BUTTON") {
            this.open();
        }
    }

    async move(step) {
        const {tickets, current} = this.state;
        const ticketId = getNeighbourId(tickets, current?.id, step);
        await this.show(ticketId);
        this.root.el
            ?.querySelector(`[data-ticket-id="${ticketId}"]`)
            ?.scrollIntoView({block: "nearest"});
    }

    async classify(classId) {
        if (classId) {
            await this.orm.write("helpdesk.ticket", [this.state.current.id], {
                class_id: classId,
            });
            await this.load();
            this.root.el?.focus();
        }
    }

    async take() {
        await this.orm.call("helpdesk.ticket", "assign_to_me", [
            [this.state.current.id],
        ]);
        await this.load();
    }

    /** Let the server ask what it needs, then read the list again. */
    async run(method) {
        const action = await this.orm.call("helpdesk.ticket", method, [
            [this.state.current.id],
        ]);
        await this.action.doAction(action, {onClose: () => this.load()});
    }

    async link() {
        await this.orm.call("helpdesk.ticket", "action_link_duplicate", [
            [this.state.current.id],
        ]);
        await this.load();
    }

    open(ticketId = this.state.current?.id) {
        if (ticketId) {
            this.openForm("helpdesk.ticket", ticketId);
        }
    }

    openForm(resModel, resId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: resModel,
            res_id: resId,
            views: [[false, "form"]],
        });
    }

    newEntry() {
        return this.action.doAction("property_helpdesk.property_quick_entry_action", {
            onClose: () => this.load(),
        });
    }
}

registry.category("actions").add("property_inbox", Inbox);
