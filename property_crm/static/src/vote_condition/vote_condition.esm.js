import {
    addCondition,
    addGroup,
    changeKind,
    getAt,
    getKind,
    joinPlace,
    readNumber,
    removeCondition,
    setAt,
    splitSentence,
} from "./vote_condition_tree.esm";
import {getChoices, getKinds, getLabels, getSentence} from "./vote_words.esm";
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/** One condition of a voting rule as a sentence, or a group of them. */
export class VoteCondition extends Component {
    static template = "property_crm.VoteCondition";
    static components = {};
    static props = {
        data: Object,
        place: Array,
        readonly: Boolean,
        update: Function,
        problem: {optional: true},
        isPart: {type: Boolean, optional: true},
    };

    setup() {
        this.choices = getChoices();
        this.labels = getLabels();
        this.kinds = getKinds();
        this.words = splitSentence(getSentence());
    }

    get node() {
        return getAt(this.props.data, this.props.place);
    }

    get kind() {
        return getKind(this.node);
    }

    get parts() {
        return this.node[this.kind].map((part, index) => ({
            key: index,
            place: [...this.props.place, this.kind, index],
        }));
    }

    get path() {
        return joinPlace(this.props.place);
    }

    /** What is wrong here: of a group only what is wrong with itself. */
    get message() {
        const {problem} = this.props;
        const isHere =
            problem &&
            (problem.path === this.path ||
                problem.path === `${this.path}.${this.kind}` ||
                (!this.kind && problem.path.startsWith(`${this.path}.`)));
        return isHere ? problem.message : "";
    }

    get upperLabel() {
        return _t("Upper number");
    }

    get lowerLabel() {
        return _t("Lower number");
    }

    change(slot, value) {
        this.props.update(setAt(this.props.data, [...this.props.place, slot], value));
    }

    changeNumber(slot, text) {
        this.change(slot, readNumber(text));
    }

    changeKind(kind) {
        this.props.update(changeKind(this.props.data, this.props.place, kind));
    }

    addCondition(kind) {
        this.put(addCondition(this.props.data, this.props.place, kind));
    }

    addGroup() {
        this.put(addGroup(this.props.data, this.props.place));
    }

    /** Show the tree with one part more, where whoever uses the keyboard goes on. */
    put(data) {
        const node = getAt(data, this.props.place);
        const kind = getKind(node);
        this.props.update(data, [...this.props.place, kind, node[kind].length - 1]);
    }

    remove() {
        const {data, place, update} = this.props;
        update(removeCondition(data, place), place.slice(0, -2));
    }
}

// groups hold groups
VoteCondition.components = {VoteCondition};
