import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    useRef,
    useState,
} from "@odoo/owl";
import {getChanges, walk} from "./call_script.esm";
import {CallQuestion} from "./call_question.esm";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {Customer} from "../customer/customer.esm";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useDebounced} from "@web/core/utils/timing";
import {useService} from "@web/core/utils/hooks";

const {DateTime} = luxon;
const MODEL = "property.call.entry";
const AUTO = "property_crm.call_work.auto";
const TYPING_PAUSE = 800;
const CALL_BACK = "call_back";

/** The agent's screen: the next customer, what to say, what was said, and so on. */
export class CallWork extends Component {
    static template = "property_crm.CallWork";
    static components = {CallQuestion, ControlPanel, Customer};
    static props = {...standardActionServiceProps};
    static displayName = _t("Call the next customer");
    static path = "call-work";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.screen = useRef("screen");
        this.state = useState({
            data: null,
            answers: {},
            skipped: [],
            note: "",
            saved: "",
            failure: "",
            callBack: null,
            last: null,
            isPaused: false,
            isDialling: false,
            isEnding: false,
            isAuto: browser.localStorage.getItem(AUTO) === "1",
        });
        this.saving = Promise.resolve();
        this.saveLater = useDebounced(() => this.save(), TYPING_PAUSE);
        onWillStart(() => this.next());
        onMounted(() => this.focus());
        onWillUnmount(() => this.save());
    }

    get params() {
        return this.props.action.params || {};
    }

    get entry() {
        const {data} = this.state;
        return data && (data.id || data.preview) ? data : null;
    }

    get way() {
        const {answers, skipped} = this.state;
        return walk(this.entry.script, answers, skipped);
    }

    get customerRecord() {
        return {resId: this.entry.customer.id};
    }

    // Words

    get leftText() {
        const {name, left} = this.entry.list;
        return _t("%(list)s: %(count)s to call", {list: name, count: left});
    }

    get attemptText() {
        return _t("Attempt %s", this.entry.attempt);
    }

    get lastText() {
        const {name, outcome} = this.state.last;
        return _t("%(name)s: %(outcome)s", {name, outcome});
    }

    get savedText() {
        return {
            saving: _t("Saving…"),
            saved: _t("Saved"),
            failed: _t("Not saved yet"),
            "": "",
        }[this.state.saved];
    }

    get nobodyText() {
        const {left, next_at: next} = this.state.data;
        if (next) {
            const moment = DateTime.fromISO(next).toLocaleString(DateTime.DATETIME_MED);
            return _t("%(count)s are left; the next one is due %(moment)s.", {
                count: left,
                moment,
            });
        }
        return left ? _t("%s are left.", left) : _t("All of yours have been called.");
    }

    // Next

    async next(lang = null) {
        const {
            list_id: listId,
            script_id: scriptId,
            partner_id: partnerId,
        } = this.params;
        const data = scriptId
            ? await this.orm.call("property.call.script", "api_preview", [[scriptId]], {
                  partner_id: partnerId || null,
                  lang,
              })
            : await this.orm.call(MODEL, "api_next_entry", [], {
                  list_id: listId || null,
                  lang,
              });
        this.show(data);
        if (data.id && !data.is_dialled && this.state.isAuto) {
            await this.dial();
        }
    }

    show(data) {
        const answers = data.answers || {};
        Object.assign(this.state, {
            data,
            answers: {...answers},
            skipped: [],
            note: data.note || "",
            saved: "",
            failure: "",
            callBack: null,
        });
        this.before = {answers: {...answers}, note: data.note || ""};
    }

    focus() {
        this.screen.el?.focus();
    }

    async speak(lang) {
        const {answers, skipped} = this.state;
        await this.save();
        await this.next(lang);
        if (this.entry?.preview) {
            Object.assign(this.state, {answers, skipped});
        }
    }

    // What is said

    answer(step, value) {
        this.state.answers[step.id] = value;
        this.state.skipped = this.state.skipped.filter((id) => id !== step.id);
        this.saveLater();
    }

    skip(step) {
        this.state.skipped = [...this.state.skipped, step.id];
    }

    onNote() {
        this.state.saved = "";
        this.saveLater();
    }

    getChanges() {
        const {entry, before} = this;
        if (!entry || entry.preview) {
            return {};
        }
        const {answers, skipped, note} = this.state;
        const changed = entry.script
            ? getChanges(entry.script, before.answers, answers, skipped)
            : {};
        return {
            ...(Object.keys(changed).length ? {answers: changed} : {}),
            ...(note === before.note ? {} : {note}),
        };
    }

    /** Save what is new, one request after the other. */
    save() {
        this.saving = this.saving.then(() => this.saveNow());
        return this.saving;
    }

    async saveNow() {
        const changes = this.getChanges();
        if (!Object.keys(changes).length) {
            return;
        }
        this.state.saved = "saving";
        try {
            await this.orm.silent.call(MODEL, "api_answer", [[this.entry.id], changes]);
        } catch {
            this.state.saved = "failed";
            return;
        }
        this.keep(changes);
        this.state.saved = "saved";
    }

    keep({answers = {}, note = this.before.note}) {
        this.before = {answers: {...this.before.answers, ...answers}, note};
    }

    // Dialling

    async dial() {
        const {entry, state} = this;
        if (!entry || entry.preview || state.isDialling) {
            return;
        }
        Object.assign(state, {isDialling: true, failure: ""});
        try {
            const {status, href, message} = await this.orm.call(MODEL, "api_dial", [
                [entry.id],
            ]);
            state.failure = status === "failed" ? message : "";
            if (href) {
                browser.open(href, "_self");
            }
        } finally {
            state.isDialling = false;
        }
    }

    toggleAuto(ev) {
        this.state.isAuto = ev.target.checked;
        browser.localStorage.setItem(AUTO, ev.target.checked ? "1" : "0");
    }

    // How it ended

    choose(disposition) {
        if (disposition.code === CALL_BACK) {
            const at = DateTime.now().plus({hours: 1}).startOf("hour");
            this.state.callBack = {
                disposition,
                at: at.toFormat("yyyy-MM-dd'T'HH:mm"),
                wanted: this.entry.wanted,
            };
            return null;
        }
        return this.end(disposition);
    }

    callBackLater() {
        const {disposition, at, wanted} = this.state.callBack;
        const moment =
            at && DateTime.fromISO(at).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
        return this.end(disposition, {call_back_at: moment || "", wanted});
    }

    async end(disposition, values = {}) {
        const {entry, state} = this;
        if (state.isEnding) {
            return;
        }
        state.isEnding = true;
        try {
            await this.saving;
            await this.orm.call(MODEL, "api_answer", [
                [entry.id],
                {
                    ...this.getChanges(),
                    ...values,
                    disposition: disposition.code,
                    attempt: entry.attempt,
                },
            ]);
            this.keep(this.getChanges());
            state.last = {
                id: entry.id,
                name: entry.customer.name,
                outcome: disposition.name,
            };
            await this.next();
        } finally {
            state.isEnding = false;
        }
        this.focus();
    }

    async undo() {
        const {last} = this.state;
        if (!last) {
            return;
        }
        await this.save();
        if (this.entry) {
            await this.orm.call(MODEL, "api_release", [[]]);
        }
        const data = await this.orm.call(MODEL, "api_undo", [[last.id]]);
        Object.assign(this.state, {last: null, isPaused: false});
        this.show(data);
        this.focus();
    }

    // Break

    async pause() {
        await this.save();
        await this.orm.call(MODEL, "api_release", [[]]);
        Object.assign(this.state, {isPaused: true, data: null});
    }

    async goOn() {
        await this.next();
        this.state.isPaused = false;
        this.focus();
    }

    openLists() {
        return this.action.doAction("property_crm.property_call_list_action");
    }

    // Keyboard

    onKeydown(ev) {
        if (ev.target.closest("input, select, textarea")) {
            if (ev.key === "Escape") {
                this.focus();
            }
            return;
        }
        if (ev.ctrlKey || ev.altKey || ev.metaKey || ev.defaultPrevented) {
            return;
        }
        const act = this.getAct(ev);
        if (act) {
            ev.preventDefault();
            act();
        }
    }

    getAct({code, key, shiftKey}) {
        const {entry, state} = this;
        const letter = key.toLowerCase();
        if (letter === "u" && state.last) {
            return () => this.undo();
        }
        if (!entry || state.isPaused) {
            return null;
        }
        // with the shift key a digit is another sign on each keyboard
        const digit = /^Digit([1-9])$/.exec(code) || /^([1-9])$/.exec(key);
        if (digit) {
            return this.getDigitAct(Number(digit[1]) - 1, shiftKey);
        }
        return (
            !entry.preview &&
            {
                d: () => this.dial(),
                n: () => this.screen.el.querySelector(".o_call_note").focus(),
                p: () => this.pause(),
            }[letter]
        );
    }

    getDigitAct(index, isOutcome) {
        if (isOutcome) {
            const disposition = this.entry.dispositions?.[index];
            return disposition && (() => this.choose(disposition));
        }
        const step = this.entry.script && this.way.current;
        const option = step?.options[index];
        return option && (() => this.answer(step, option.id));
    }
}

registry.category("actions").add("property_crm.call_work", CallWork);
