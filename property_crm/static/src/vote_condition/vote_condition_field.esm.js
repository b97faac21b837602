import {Component, onPatched, useRef, useState} from "@odoo/owl";
import {
    NEW_THRESHOLD,
    addOutcome,
    getOwnName,
    joinPlace,
    readNumber,
    setAt,
} from "./vote_condition_tree.esm";
import {VoteCondition} from "./vote_condition.esm";
import {_t} from "@web/core/l10n/translation";
import {deepCopy} from "@web/core/utils/objects";
import {getOutcomeNames} from "./vote_words.esm";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useRecordObserver} from "@web/model/relational_model/utils";

/** What a vote must reach, as sentences to be changed: quorum and outcomes of a rule. */
export class VoteConditionField extends Component {
    static template = "property_crm.VoteConditionField";
    static components = {VoteCondition};
    static props = {...standardFieldProps};

    setup() {
        this.state = useState({data: {}});
        this.names = getOutcomeNames();
        this.pending = 0;
        this.root = useRef("root");
        this.goTo = null;
        onPatched(() => this.focusPlace());
        this.update = this.update.bind(this);
        useRecordObserver(() => this.showRecord());
    }

    get data() {
        return this.state.data;
    }

    /**
     * What is chosen shows at once: the record has it only when the server answered.
     *
     * @param {Object} data
     * @param {Array|String} [place] where the focus goes: a part, or a selector
     */
    async update(data, place) {
        this.goTo = place || null;
        this.state.data = deepCopy(data);
        this.pending++;
        try {
            await this.props.record.update({[this.props.name]: deepCopy(data)});
        } finally {
            this.pending--;
            this.showRecord();
        }
    }

    /** What had the focus is gone, or there is something new to fill in. */
    focusPlace() {
        if (!this.goTo) {
            return;
        }
        const holder = Array.isArray(this.goTo)
            ? `[data-path="${joinPlace(this.goTo)}"] :is(select, input)`
            : this.goTo;
        this.goTo = null;
        this.root.el.querySelector(holder)?.focus();
    }

    showRecord() {
        const data = this.props.record.data[this.props.name];
        if (!this.pending) {
            this.state.data = deepCopy(data || {});
        }
    }

    get problem() {
        return this.props.record.data.problem || undefined;
    }

    /** What is wrong outside of the conditions, such as with the name of an outcome. */
    get message() {
        const {problem} = this;
        const isShownThere =
            problem && /^(quorum|outcomes\[\d+\]\.when)([.[]|$)/.test(problem.path);
        return problem && !isShownThere ? problem.message : "";
    }

    get outcomes() {
        return (this.data.outcomes || []).map((outcome, index) => ({
            ...outcome,
            index,
            title: (this.names[outcome.name] || outcome.name).toString(),
            isOwn: !(outcome.name in this.names),
            isFinalLater: Number.isInteger(outcome.final_after_days),
            place: ["outcomes", index, "when"],
        }));
    }

    get nameLabel() {
        return _t("Name of the outcome");
    }

    addQuorum() {
        const quorum = {...NEW_THRESHOLD, ...TWO_THIRDS};
        this.update(setAt(this.data, ["quorum"], quorum), ["quorum"]);
    }

    removeQuorum() {
        this.update(setAt(this.data, ["quorum"], null), ".o_vote_add_quorum");
    }

    addOutcome() {
        const last = ".o_vote_outcome:last-of-type .o_vote_outcome_kind";
        this.update(addOutcome(this.data), last);
    }

    removeOutcome(index) {
        const outcomes = this.data.outcomes.filter((outcome, at) => at !== index);
        this.update({...this.data, outcomes}, ".o_vote_add_outcome");
    }

    rename(index, name) {
        this.update(setAt(this.data, ["outcomes", index, "name"], name.trim()));
    }

    /** One of the usual names, or one of its own that is then written beside. */
    choose(index, name) {
        this.rename(index, name || getOwnName(this.data));
    }

    changeDays(index, text) {
        const place = ["outcomes", index, "final_after_days"];
        this.update(setAt(this.data, place, readNumber(text)));
    }
}

// what a new quorum asks
const TWO_THIRDS = {votes: "participating", of: "register", op: ">=", num: 2, den: 3};

registry.category("fields").add("vote_condition", {
    component: VoteConditionField,
    supportedTypes: ["json"],
    fieldDependencies: [{name: "problem", type: "json"}],
});
