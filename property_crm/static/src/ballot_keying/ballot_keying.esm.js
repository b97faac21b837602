import {
    Component,
    onMounted,
    onPatched,
    onWillStart,
    useRef,
    useState,
} from "@odoo/owl";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {BallotSheet} from "./ballot_sheet.esm";
import {ConnectionLostError} from "@web/core/network/rpc";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {_t} from "@web/core/l10n/translation";
import {formatList} from "@web/core/l10n/utils";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

const MODEL = "property.assembly";
const LAST = 8;
// codes of ballots begin with it
const CODE = ["b", "B"];
const PROXY = ["p", "P"];

function join(records) {
    return formatList(
        records.map(({name}) => name),
        {style: "unit"}
    );
}

/** Where a clerk keys the paper ballots that came back, by keyboard and scanner. */
export class BallotKeying extends Component {
    static template = "property_crm.BallotKeying";
    static components = {ControlPanel};
    static props = {...standardActionServiceProps};
    static displayName = _t("Key paper ballots");
    static path = "key-ballots";

    setup() {
        this.orm = useService("orm");
        this.screen = useRef("screen");
        this.entry = useRef("entry");
        this.state = useState({
            assemblies: [],
            form: null,
            ballot: null,
            sheet: null,
            channel: 0,
            signer: 0,
            typedNumber: "",
            problem: "",
            note: "",
            isTwice: false,
            isBusy: false,
            last: [],
        });
        // Keys that came while the server was asked: a scanner does not wait
        this.ahead = [];
        this.isScanning = false;
        onWillStart(() => this.begin());
        onMounted(() => this.focus());
        onPatched(() => this.focus());
    }

    // Which vote

    async begin() {
        const {assembly_id: assemblyId} = this.props.action.params || {};
        if (assemblyId) {
            await this.open(assemblyId);
            return;
        }
        const assemblies = await this.orm.call(MODEL, "api_keying_assemblies", []);
        if (assemblies.length === 1) {
            await this.open(assemblies[0].id);
        } else {
            this.state.assemblies = assemblies;
        }
    }

    async open(assemblyId) {
        this.state.form = await this.orm.call(MODEL, "api_keying_form", [[assemblyId]]);
    }

    call(method, args) {
        return this.orm.silent.call(MODEL, method, [[this.state.form.id], ...args]);
    }

    // Words

    get sheet() {
        return this.state.sheet;
    }

    get keyedText() {
        const {keyed, total} = this.state.form;
        return _t("%(keyed)s of %(total)s ballots keyed", {keyed, total});
    }

    get channelText() {
        return this.state.form.channels[this.state.channel]?.[1] || "";
    }

    get hasElection() {
        return this.state.form.motions.some(({kind}) => kind === "election");
    }

    get signerText() {
        const {ballot, signer} = this.state;
        return signer
            ? _t("Signed by the proxy: %s", ballot.proxies[signer - 1].name)
            : _t("Signed by the owners");
    }

    get turnText() {
        const {first, differing} = this.sheet;
        if (differing) {
            return _t("Keyed differently: which is right?");
        }
        return first ? _t("Second time") : "";
    }

    describe(motion, choice) {
        if (choice === undefined) {
            return "";
        }
        if (Array.isArray(choice)) {
            const names = motion.candidates.filter(({id}) => choice.includes(id));
            return join(names) || _t("None of them");
        }
        return {
            yes: _t("In favour"),
            no: _t("Against"),
            abstain: _t("Abstention"),
            invalid: _t("Invalid"),
        }[choice];
    }

    getChosen(motion) {
        const {choices, typed, motion: current} = this.sheet;
        return current === motion && typed
            ? typed
            : this.describe(motion, choices[motion.id]);
    }

    isMarked(motion, candidate) {
        const chosen = this.sheet.choices[motion.id];
        return Array.isArray(chosen) && chosen.includes(candidate.id);
    }

    getFirst(motion) {
        const {first, differing, choices} = this.sheet;
        return differing
            ? _t("First %(first)s, then %(second)s", {
                  first: this.describe(motion, first[motion.id]) || _t("nothing"),
                  second: this.describe(motion, choices[motion.id]) || _t("nothing"),
              })
            : "";
    }

    // The cursor is always where the next key belongs

    focus() {
        const wanted = this.entry.el || this.screen.el;
        if (wanted && document.activeElement !== wanted) {
            wanted.focus();
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
        Object.assign(state, {isBusy: true, problem: "", note: "", typedNumber: ""});
        try {
            const ballot = await this.call("api_check_ballot", [typed]);
            if (ballot.status === "free") {
                this.start(ballot);
            } else {
                state.problem = this.explain(ballot);
            }
        } catch (error) {
            state.problem = this.tell(error);
        } finally {
            state.isBusy = false;
        }
        this.replay();
    }

    tell(error) {
        return error instanceof ConnectionLostError
            ? _t("The server does not answer. Try it again.")
            : error.data?.message || error.message;
    }

    explain({number, status, keyed_at: keyedAt, keyed_by: keyedBy}) {
        if (status === "voted") {
            return _t("%s: a vote was cast on everything already. It stands.", number);
        }
        if (!keyedAt) {
            return _t("%s: this ballot was keyed already.", number);
        }
        const moment = deserializeDateTime(keyedAt.replace("T", " ").replace("Z", ""));
        return _t("%(number)s: keyed already by %(who)s, %(when)s.", {
            number,
            who: keyedBy,
            when: formatDateTime(moment),
        });
    }

    start(ballot) {
        const motions = this.state.form.motions.filter(({id}) =>
            ballot.motions.includes(id)
        );
        Object.assign(this.state, {ballot, sheet: new BallotSheet(motions), signer: 0});
        if (ballot.voted.length) {
            const names = motions.filter(({id}) => ballot.voted.includes(id));
            this.state.note = _t(
                "Voted already, and that vote stands: %s",
                join(names)
            );
        }
    }

    /** Take what was typed ahead; after a number that is refused it means nothing. */
    replay() {
        const {ahead, state} = this;
        if (state.problem) {
            ahead.length = 0;
        }
        while (ahead.length && !state.isBusy) {
            const key = ahead.shift();
            if (state.ballot) {
                this.pressKey(key);
            } else {
                this.pressNumber(key);
            }
        }
    }

    // Keys

    onKeydown(ev) {
        const {state} = this;
        if (ev.ctrlKey || ev.altKey || ev.metaKey) {
            return;
        }
        if (!state.form) {
            this.chooseAssembly(ev);
        } else if (state.isBusy) {
            ev.preventDefault();
            this.ahead.push(ev.key);
        } else if (state.ballot ? this.pressKey(ev.key) : this.pressNumber(ev.key)) {
            ev.preventDefault();
        }
    }

    chooseAssembly(ev) {
        const assembly = this.state.assemblies[Number(ev.key) - 1];
        if (assembly) {
            ev.preventDefault();
            this.open(assembly.id);
        }
    }

    /** Take a key of the number; the field itself is a frame behind a fast scanner. */
    pressNumber(key) {
        const {state} = this;
        if (key === "Enter") {
            this.takeNumber();
        } else if (key === "Backspace") {
            state.typedNumber = state.typedNumber.slice(0, -1);
        } else if (key === "F2") {
            state.channel = (state.channel + 1) % state.form.channels.length;
        } else if (key === "F4") {
            state.isTwice = !state.isTwice;
        } else if (key.length === 1) {
            state.typedNumber += key;
        } else {
            return false;
        }
        return true;
    }

    pressKey(key) {
        const {sheet, state} = this;
        if (key === "Escape") {
            this.leave(_t("Left off: nothing was cast."));
            return true;
        }
        if (this.isScanning || CODE.includes(key)) {
            return this.swallow(key);
        }
        if (PROXY.includes(key) && state.ballot.proxies.length) {
            state.signer = (state.signer + 1) % (state.ballot.proxies.length + 1);
            return true;
        }
        if (sheet.isAtEnd && key === "Enter") {
            this.finish();
            return true;
        }
        const took = sheet.press(key);
        state.note = "";
        state.problem =
            took === "refused"
                ? _t("This is not on the ballot: %s", key)
                : took === "many"
                  ? _t("More names than seats: key x if the ballot says so.")
                  : "";
        return Boolean(took);
    }

    /** A code that is scanned too early must not be taken for choices. */
    swallow(key) {
        this.isScanning = key !== "Enter";
        this.state.problem = _t(
            "Finish this ballot first, or leave it off with Escape. Then scan the next."
        );
        return true;
    }

    leave(note) {
        this.isScanning = false;
        Object.assign(this.state, {ballot: null, sheet: null, problem: "", note});
    }

    // The end of a ballot

    finish() {
        const {sheet, state} = this;
        state.problem = "";
        if (sheet.isEmpty) {
            state.problem = _t("Nothing is marked. Escape leaves the ballot off.");
            return;
        }
        const next = sheet.finish(state.isTwice);
        if (next === "again") {
            state.note = _t("Now once more from the top.");
        } else if (next === "differing") {
            state.problem = _t("Not the same twice.");
        } else {
            this.cast();
        }
    }

    async cast() {
        const {ballot, form, sheet, signer} = this.state;
        this.state.isBusy = true;
        try {
            const {status, voted, keyed, total} = await this.call("api_key_ballot", [
                ballot.number,
                {...sheet.choices},
                form.channels[this.state.channel][0],
                signer ? ballot.proxies[signer - 1].id : null,
            ]);
            Object.assign(form, {keyed, total});
            this.leave("");
            this.noteCast(ballot, status, voted);
        } catch (error) {
            this.state.problem = this.tell(error);
        } finally {
            this.state.isBusy = false;
        }
        this.replay();
    }

    noteCast(ballot, status, voted) {
        const {state} = this;
        if (status === "exists") {
            state.problem = this.explain(ballot);
            return;
        }
        const {number, units} = ballot;
        const first = formatList(voted, {style: "unit"});
        state.last = [{number, units, first}, ...state.last].slice(0, LAST);
    }
}

registry.category("actions").add("property_crm.ballot_keying", BallotKeying);
