import {Component, onWillUnmount, reactive, useEffect, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useDebounced} from "@web/core/utils/timing";
import {useService} from "@web/core/utils/hooks";

const {DateTime} = luxon;
const SAVE_DELAY = 800;
const SECOND = 1000;

/** Tell whether a card stays: one's own until it is put away, others while it rings. */
export function isShown({is_mine: isMine, is_free: isFree, state}) {
    return isMine || (isFree && state === "ringing");
}

/** Write seconds as a clock does: 75 is 1:15. */
export function formatSeconds(seconds) {
    const whole = Math.max(Math.floor(seconds), 0);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Hold the cards of the calls that the bus tells of, one a call. */
export const callCardService = {
    dependencies: ["bus_service", "orm"],
    start(env, {bus_service: bus, orm}) {
        const cards = reactive({});
        const dismissed = new Set();

        const show = async ({id}) => {
            if (dismissed.has(id)) {
                return;
            }
            const call = await orm.silent
                .call("property.call", "api_popup", [[id]])
                // It is none of ours, or gone
                .catch(() => null);
            if (!call || dismissed.has(id) || !isShown(call)) {
                delete cards[id];
                return;
            }
            // What is being typed is newer than what is stored
            const note = cards[id] ? cards[id].note : call.note;
            cards[id] = {...call, note};
        };
        const dismiss = (id) => {
            dismissed.add(id);
            delete cards[id];
        };

        bus.subscribe("property_call", show);
        bus.start();
        return {cards, show, dismiss};
    },
};

/** One call: who it may be, what to do, and room for notes. */
export class CallCard extends Component {
    static template = "property_crm.CallCard";
    static props = {call: Object, dismiss: Function, refresh: Function};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({now: DateTime.now(), saved: true, note: this.call.note});
        this.saveLater = useDebounced(() => this.save(), SAVE_DELAY, {
            execBeforeUnmount: true,
        });
        useEffect(
            () => {
                const timer = setInterval(() => {
                    this.state.now = DateTime.now();
                }, SECOND);
                return () => clearInterval(timer);
            },
            () => []
        );
        onWillUnmount(() => this.saveLater.cancel(true));
    }

    get call() {
        return this.props.call;
    }

    get title() {
        if (this.call.state === "ringing") {
            return this.call.direction === "inbound" ? _t("Calling") : _t("Dialling");
        }
        return this.call.state === "talking" ? _t("Talking") : _t("Call is over");
    }

    get seconds() {
        if (this.call.state !== "talking" || !this.call.answered_at) {
            return 0;
        }
        return this.state.now
            .diff(DateTime.fromISO(this.call.answered_at))
            .as("seconds");
    }

    get clock() {
        return formatSeconds(this.seconds);
    }

    get isTooLong() {
        return this.call.talk_target > 0 && this.seconds > this.call.talk_target;
    }

    getLast({last_contact: last}) {
        return last
            ? DateTime.fromISO(last).toLocaleString(DateTime.DATETIME_MED)
            : _t("never");
    }

    write(note) {
        this.state.note = note;
        this.state.saved = false;
        this.call.note = note;
        this.saveLater();
    }

    async save() {
        const {note} = this.state;
        await this.orm.silent.write("property.call", [this.call.id], {note});
        this.state.saved = note === this.state.note;
    }

    async choose({partner_id: partnerId}) {
        await this.orm.write("property.call", [this.call.id], {partner_id: partnerId});
        this.call.partner_id = partnerId;
        this.call.candidates = this.call.candidates.filter(
            (candidate) => candidate.partner_id === partnerId
        );
    }

    open(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async request() {
        const action = await this.orm.call("property.call", "action_new_request", [
            [this.call.id],
        ]);
        return action && this.action.doAction(action);
    }

    /** Take the call, and have the page of whoever calls before oneself. */
    async take() {
        await this.act("action_answer");
        const [person, ...others] = this.call.candidates;
        return person && !others.length && this.open("res.partner", person.partner_id);
    }

    async act(method) {
        await this.orm.call("property.call", method, [[this.call.id]]);
        await this.props.refresh({id: this.call.id});
    }

    onKeydown(event) {
        if (event.key === "Escape") {
            this.props.dismiss(this.call.id);
        }
    }
}

/** All cards, at the edge of the screen. */
export class CallCards extends Component {
    static template = "property_crm.CallCards";
    static components = {CallCard};
    static props = {};

    setup() {
        const service = useService("property_call_card");
        this.cards = useState(service.cards);
        this.dismiss = service.dismiss;
        this.refresh = service.show;
    }

    get calls() {
        return Object.values(this.cards);
    }
}

registry.category("services").add("property_call_card", callCardService);
registry
    .category("main_components")
    .add("property_crm.CallCards", {Component: CallCards});
