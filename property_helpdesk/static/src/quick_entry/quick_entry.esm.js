import {Component, onMounted, useRef, useState} from "@odoo/owl";
import {ConnectionLostError, RPCError} from "@web/core/network/rpc";
import {KeepLast} from "@web/core/utils/concurrency";
import {deserializeDateTime, formatDate} from "@web/core/l10n/dates";
import {RecordSelector} from "@web/core/record_selectors/record_selector";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

const EMPTY = {
    line: "",
    read: null,
    unit_id: false,
    units: [],
    site_id: false,
    sites: [],
    people: [],
    who: "name",
    partner_name: "",
    phone: "",
    text: "",
    is_urgent: false,
    classes: [],
    class_id: false,
    suggested_class_id: false,
    unread: [],
    similar: [],
    duplicate_id: false,
    solved: [],
    answers: [],
    message: "",
};

/** Answer a new name for one request: sent twice, it is still one. */
export function makeKey() {
    const numbers = crypto.getRandomValues(new Uint32Array(4));
    return [...numbers].map((number) => number.toString(36)).join("");
}

/** Answer what is sent to be saved. */
export function prepareValues(state) {
    return {
        unit_id: state.unit_id,
        site_id: state.unit_id ? false : state.site_id,
        partner_id: Number(state.who) || false,
        create_person: state.who === "new",
        partner_name: state.partner_name,
        phone: state.phone,
        text: state.text,
        is_urgent: state.is_urgent,
        class_id: state.class_id,
        suggested_class_id: state.suggested_class_id,
        channel: state.channel,
        duplicate_id: state.duplicate_id,
        unread: [...state.unread],
    };
}

export class QuickEntry extends Component {
    static template = "property_helpdesk.QuickEntry";
    static components = {RecordSelector};
    static props = {...standardActionServiceProps};
    static displayName = _t("Quick entry");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.root = useRef("root");
        this.line = useRef("line");
        this.state = useState({...EMPTY, channel: "phone", saved: [], isBusy: false});
        this.key = makeKey();
        this.alike = new KeepLast();
        onMounted(() => this.line.el.focus());
    }

    get channels() {
        return [
            ["phone", _t("Phone")],
            ["walk_in", _t("Walk-in")],
            ["letter", _t("Letter")],
            ["suggestion_box", _t("Suggestion box")],
            ["staff", _t("Found by staff")],
            ["other", _t("Other")],
        ];
    }

    get hint() {
        return _t(
            "Unit, caller, phone and problem in any order. Enter shows what was understood, Enter again saves it and starts the next."
        );
    }

    get isRead() {
        return this.state.read !== null && this.state.read === this.state.line.trim();
    }

    get otherClass() {
        const {class_id: classId, classes} = this.state;
        return classes.some(({id}) => id === classId) ? false : classId;
    }

    getDate(ticket) {
        return formatDate(deserializeDateTime(ticket.date));
    }

    // Reading

    /** Ask the server what the line says, with the unit if people chose one. */
    async readLine(unitId = false) {
        const line = this.state.line.trim();
        if (!line) {
            return;
        }
        await this.ask(async () => {
            const answer = await this.orm.call("property.quick.entry", "read_line", [
                line,
                unitId,
            ]);
            this.show(line, answer);
        });
    }

    show(line, answer) {
        this.alike.add(Promise.resolve()); // What was asked before is outdated
        const {partner_id: partnerId, ...values} = answer;
        delete values.line;
        Object.assign(this.state, values, {
            read: line,
            who: partnerId ? String(partnerId) : "name",
            duplicate_id: false,
            message: "",
        });
        if (!values.unit_id && values.units.length) {
            this.focus("[name='unit']");
        }
    }

    onUnit(unitId) {
        this.state.unit_id = unitId;
        return unitId ? this.readLine(unitId) : undefined;
    }

    onSite(siteId) {
        this.state.site_id = siteId;
        return this.readAlike();
    }

    onClass(classId) {
        this.state.class_id = classId;
        return this.readAlike();
    }

    /** Look again for the like; saving waits for nothing of it. */
    async readAlike() {
        const answer = await this.alike.add(
            this.orm.silent.call("property.quick.entry", "read_alike", [
                prepareValues(this.state),
            ])
        );
        const isThere = answer.similar.some(({id}) => id === this.state.duplicate_id);
        Object.assign(this.state, answer, {
            duplicate_id: isThere && this.state.duplicate_id,
        });
    }

    onSame(ticketId, isSame) {
        this.state.duplicate_id = isSame && ticketId;
    }

    // Saving

    async save() {
        await this.ask(async () => {
            const answer = await this.orm.call("property.quick.entry", "save_entry", [
                prepareValues(this.state),
                this.key,
            ]);
            this.state.saved.unshift(answer);
            this.next();
        });
    }

    next() {
        this.key = makeKey();
        this.alike.add(Promise.resolve());
        Object.assign(this.state, EMPTY);
        this.line.el.focus();
    }

    /** Do what needs the server once at a time; say what it refuses. */
    async ask(work) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await work();
        } catch (error) {
            this.state.message = this.explain(error);
        } finally {
            this.state.isBusy = false;
        }
    }

    explain(error) {
        if (error instanceof RPCError) {
            return error.data?.message || error.message;
        }
        if (error instanceof ConnectionLostError) {
            return _t("No connection. Press Enter again: nothing is saved twice.");
        }
        throw error;
    }

    // Keys

    onLineKeydown(ev) {
        if (ev.key !== "Enter" || ev.isComposing) {
            return undefined;
        }
        ev.preventDefault();
        ev.stopPropagation();
        return this.isRead ? this.save() : this.readLine();
    }

    /** Enter saves from every field but an open list, a button or a text to unfold. */
    onKeydown(ev) {
        const isOpen = this.root.el.querySelector(".o-autocomplete--dropdown-menu");
        const isButton = ["BUTTON", "SUMMARY"].includes(ev.target.tagName);
        if (ev.key === "Enter" && !ev.isComposing && !isOpen && !isButton) {
            ev.preventDefault();
            this.save();
        }
    }

    focus(selector) {
        requestAnimationFrame(() => this.root.el?.querySelector(selector)?.focus());
    }

    openTicket(ticketId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "helpdesk.ticket",
            res_id: ticketId,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("property_quick_entry", QuickEntry);
