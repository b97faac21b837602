import {
    Component,
    onMounted,
    onPatched,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import {ConnectionLostError} from "@web/core/network/rpc";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {KeyingQueue} from "./keying_queue.esm";
import {KeyingSheet} from "./keying_sheet.esm";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const MODEL = "property.survey.campaign";
const LAST = 8;
const RETRY = 15000;

/** Where a clerk keys the sheets that came back, by the keyboard alone. */
export class Keying extends Component {
    static template = "property_survey.Keying";
    static components = {ControlPanel};
    static props = {...standardActionServiceProps};
    static displayName = _t("Key sheets");
    static path = "key-sheets";

    setup() {
        this.orm = useService("orm");
        this.screen = useRef("screen");
        this.entry = useRef("entry");
        this.state = useState({
            campaigns: [],
            form: null,
            sheet: null,
            number: "",
            typedNumber: "",
            problem: "",
            note: "",
            keyed: 0,
            isTwice: false,
            isBusy: false,
            waiting: 0,
            refused: [],
            last: [],
        });
        onWillStart(() => this.begin());
        onMounted(() => this.focus());
        onPatched(() => this.focus());
        // Keys that came while the server was asked
        this.ahead = [];
        this.timer = browser.setInterval(() => this.send(), RETRY);
        onWillUnmount(() => browser.clearInterval(this.timer));
        useExternalListener(window, "online", () => this.send());
    }

    // Campaign

    async begin() {
        const {campaign_id: campaignId} = this.props.action.params || {};
        if (campaignId) {
            await this.open(campaignId);
            return;
        }
        const campaigns = await this.orm.call(MODEL, "api_keying_campaigns", []);
        if (campaigns.length === 1) {
            await this.open(campaigns[0].id);
        } else {
            this.state.campaigns = campaigns;
        }
    }

    async open(campaignId) {
        const form = await this.orm.call(MODEL, "api_keying_form", [[campaignId]]);
        this.queue = new KeyingQueue(
            browser.localStorage,
            `property_survey.keying.${user.userId}.${campaignId}`
        );
        Object.assign(this.state, {
            form,
            keyed: form.keyed,
            sheet: new KeyingSheet(form.fields),
        });
        this.showQueue();
        await this.send();
    }

    call(method, args) {
        return this.orm.silent.call(MODEL, method, [[this.state.form.id], ...args]);
    }

    // Words

    get sheet() {
        return this.state.sheet;
    }

    get field() {
        return this.sheet.field;
    }

    get keyedText() {
        return _t("%s sheets keyed", this.state.keyed);
    }

    get placeText() {
        const {position, way} = this.sheet;
        return _t("%(place)s of %(count)s", {
            place: Math.min(position + 1, way.length),
            count: way.length,
        });
    }

    get rangeText() {
        const {kind, min, max} = this.field;
        return kind === "scale" ? `${min}–${max}` : "";
    }

    get firstText() {
        const {first, differing} = this.sheet;
        return differing
            ? _t("First %(first)s, then %(second)s", {
                  first: this.show(first[this.field.id]),
                  second: this.show(this.sheet.values[this.field.id]),
              })
            : "";
    }

    get pointsText() {
        const {points} = this.sheet;
        return points === null ? "" : _t("Points so far: %s of 100", points);
    }

    get turnText() {
        const {first, differing} = this.sheet;
        if (differing) {
            return _t("Keyed differently: which is right?");
        }
        return first ? _t("Second time") : "";
    }

    get waitingText() {
        return _t(
            "%s sheets wait for the server; they are kept here.",
            this.state.waiting
        );
    }

    show(value) {
        return value === undefined ? _t("not answered") : String(value);
    }

    getValue({id}) {
        const {values, typed} = this.sheet;
        if (this.field?.id === id && typed) {
            return typed;
        }
        return id in values ? String(values[id]) : "";
    }

    get words() {
        return (this.sheet.values[this.field.id] || "") + this.sheet.typed;
    }

    isFar(index) {
        const {position, differing} = this.sheet;
        return differing ? false : Math.abs(index - position) > 6;
    }

    // Focus: the cursor is always where the next key belongs

    focus() {
        const wanted = this.entry.el || this.screen.el;
        if (wanted && document.activeElement !== wanted) {
            wanted.focus();
            wanted.setSelectionRange?.(wanted.value.length, wanted.value.length);
        }
        this.screen.el
            ?.querySelector(".o_keying_current")
            ?.scrollIntoView({block: "center"});
    }

    // Number

    async takeNumber() {
        const {state} = this;
        const typed = state.typedNumber.trim();
        if (!typed || state.isBusy) {
            return;
        }
        Object.assign(state, {isBusy: true, problem: "", note: ""});
        try {
            const {number, status} = await this.call("api_check_sheet", [typed]);
            if (
                status === "free" &&
                !this.queue.waiting.some((one) => one.number === number)
            ) {
                this.start(number);
            } else {
                state.problem = this.explain(status, number);
                state.typedNumber = "";
            }
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                this.start(typed.split("-").at(-1));
            } else {
                state.problem = error.data?.message || error.message;
                state.typedNumber = "";
            }
        } finally {
            state.isBusy = false;
        }
        this.replay();
    }

    /** Take what was typed ahead; after a number that is refused it means nothing. */
    replay() {
        const {ahead, state} = this;
        if (state.problem) {
            ahead.length = 0;
        }
        while (ahead.length && !state.isBusy) {
            const key = ahead.shift();
            if (state.number) {
                this.pressAnswer(key);
            } else if (key === "Enter") {
                this.takeNumber();
            } else if (key.length === 1) {
                state.typedNumber += key;
            }
        }
    }

    explain(status, number) {
        return status === "answered"
            ? _t("%s: this household has answered already, elsewhere.", number)
            : _t("%s: this sheet was keyed already.", number);
    }

    start(number, answers = {}) {
        this.sheet.load(answers);
        Object.assign(this.state, {number, typedNumber: "", problem: "", note: ""});
    }

    // Keys

    onKeydown(ev) {
        const {state} = this;
        if (!state.form) {
            this.chooseCampaign(ev);
        } else if (state.isBusy) {
            ev.preventDefault();
            this.ahead.push(ev.key);
        } else if (ev.key === "F4") {
            ev.preventDefault();
            state.isTwice = !state.isTwice;
        } else if (state.number) {
            this.onSheetKey(ev);
        } else {
            this.onNumberKey(ev);
        }
    }

    onSheetKey(ev) {
        if (ev.key === "Escape") {
            ev.preventDefault();
            Object.assign(this.state, {number: "", problem: "", note: _t("Left off.")});
        } else if (ev.target.tagName === "TEXTAREA" && this.field?.kind === "text") {
            // the field goes with the next frame: keys before that are the next one's
            this.onTextKey(ev);
        } else if (!(ev.ctrlKey || ev.altKey || ev.metaKey)) {
            if (this.pressAnswer(ev.key)) {
                ev.preventDefault();
            }
        }
    }

    chooseCampaign(ev) {
        const campaign = this.state.campaigns[Number(ev.key) - 1];
        if (campaign) {
            ev.preventDefault();
            this.open(campaign.id);
        }
    }

    onNumberKey(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            this.takeNumber();
        } else if (ev.key === "F8") {
            ev.preventDefault();
            this.undo();
        } else if (ev.key === "Backspace") {
            ev.preventDefault();
            this.state.typedNumber = this.state.typedNumber.slice(0, -1);
        } else if (ev.key.length === 1 && !(ev.ctrlKey || ev.altKey || ev.metaKey)) {
            // not left to the field: what it shows is a frame behind a fast scanner
            ev.preventDefault();
            this.state.typedNumber += ev.key;
        }
    }

    onTextKey(ev) {
        const isEmpty = !ev.target.value;
        if (ev.key === "Enter" && !ev.shiftKey) {
            ev.preventDefault();
            this.sheet.write(ev.target.value);
        } else if (isEmpty && ["ArrowUp", "ArrowLeft", "Backspace"].includes(ev.key)) {
            ev.preventDefault();
            this.sheet.back();
        }
    }

    /** Take a key of the sheet; return whether it meant something. */
    pressAnswer(key) {
        const {sheet, state} = this;
        if (sheet.isAtEnd && key === "Enter") {
            this.finish();
            return true;
        }
        const took = sheet.press(key);
        state.note = "";
        state.problem =
            took === "refused" ? _t("This is not on the scale: %s", key) : "";
        return Boolean(took);
    }

    // The end of a sheet

    finish() {
        const {state, sheet} = this;
        const next = sheet.finish(state.isTwice);
        state.problem = "";
        if (next === "points") {
            state.problem = _t(
                "The points add up to %s. Enter once more and they are scaled to 100.",
                sheet.points
            );
        } else if (next === "again") {
            state.note = _t("Now once more from the top.");
        } else if (next === "differing") {
            state.problem = _t("Not the same twice.");
        } else {
            this.keep();
        }
    }

    keep() {
        const {number} = this.state;
        if (!this.sheet.answered) {
            this.state.problem = _t(
                "Nothing was answered. Escape leaves the sheet off."
            );
            return;
        }
        this.queue.add({number, answers: {...this.sheet.values}});
        this.sheet.clear();
        Object.assign(this.state, {number: "", note: "", problem: ""});
        this.showQueue();
        this.send();
    }

    // Server

    /** Send what waits, one sheet after the other. */
    send() {
        this.sending = (this.sending || Promise.resolve()).then(() => this.sendNow());
        return this.sending;
    }

    async sendNow() {
        for (const {number, answers} of this.queue?.waiting || []) {
            try {
                const taken = await this.call("api_key_sheet", [number, answers]);
                this.queue.remove(number);
                this.noteTaken(number, answers, taken);
            } catch (error) {
                if (error instanceof ConnectionLostError) {
                    break;
                }
                this.queue.refuse(number, error.data?.message || error.message);
            }
        }
        this.showQueue();
    }

    noteTaken(number, answers, {status, undo, keyed}) {
        const {state} = this;
        state.keyed = keyed;
        if (status === "exists") {
            state.problem = this.explain("keyed", number);
            return;
        }
        const count = Object.keys(answers).length;
        state.last = [{number, answers, undo, count}, ...state.last].slice(0, LAST);
    }

    showQueue() {
        if (this.queue) {
            const {waiting, refused} = this.queue;
            Object.assign(this.state, {waiting: waiting.length, refused});
        }
    }

    /** Take back the sheet keyed last, or a refused one, to key it anew. */
    async undo(wanted = this.state.last[0]) {
        const {state} = this;
        if (state.number) {
            state.problem = _t("Finish this sheet first, or leave it off with Escape.");
            return;
        }
        const [refused] = state.refused;
        if (refused) {
            this.queue.remove(refused.number);
            this.showQueue();
            this.start(refused.number, refused.answers);
            state.problem = refused.reason;
            return;
        }
        if (!wanted || state.isBusy) {
            return;
        }
        state.isBusy = true;
        try {
            const {undo, answers, number} = wanted;
            const {keyed} = await this.call("api_undo_sheet", [undo, answers]);
            state.keyed = keyed;
            state.last = state.last.filter((one) => one.number !== number);
            this.start(number, answers);
            state.note = _t("%s was taken back: put it right.", number);
        } catch (error) {
            state.problem =
                error instanceof ConnectionLostError
                    ? _t("The server does not answer.")
                    : error.data?.message || error.message;
        } finally {
            state.isBusy = false;
        }
    }
}

registry.category("actions").add("property_survey.keying", Keying);
