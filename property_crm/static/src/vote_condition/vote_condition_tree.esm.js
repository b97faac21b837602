import {deepCopy} from "@web/core/utils/objects";

/*
 * The tree of a voting rule's conditions, as tools/vote_condition.py reads it. A place
 * in it is a list of keys, such as ["outcomes", 0, "when", "all", 1]. Nothing here
 * changes the tree that is given: a copy is returned.
 */

/** What a new condition says until somebody chooses otherwise. */
export const NEW_THRESHOLD = {
    measure: "area",
    votes: "yes",
    of: "participating",
    op: ">",
    num: 1,
    den: 2,
};

/**
 * Return the words for a group: "all", "any", or nothing for a single condition.
 *
 * @param {Object} node
 * @returns {String|undefined}
 */
export function getKind(node) {
    return ["all", "any"].find((kind) => kind in node);
}

export function getAt(data, place) {
    return place.reduce((node, key) => node[key], data);
}

export function setAt(data, place, value) {
    const copy = deepCopy(data);
    const parent = getAt(copy, place.slice(0, -1));
    parent[place.at(-1)] = value;
    return copy;
}

/**
 * Return the place as errors name it: outcomes[0].when.all[1].
 *
 * @param {Array} place
 * @returns {String}
 */
export function joinPlace(place) {
    return place
        .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
        .join("")
        .replace(/^\./, "");
}

/**
 * Add a condition to what stands at a place; a single condition becomes a group.
 *
 * @param {Object} data
 * @param {Array} place
 * @param {String} kind of the new group: all or any
 * @returns {Object}
 */
export function addCondition(data, place, kind = "all") {
    const node = getAt(data, place);
    const own = getKind(node);
    const group = own
        ? {[own]: [...node[own], NEW_THRESHOLD]}
        : {[kind]: [node, NEW_THRESHOLD]};
    return setAt(data, place, deepCopy(group));
}

/**
 * Add a group of two conditions inside of the group at a place.
 *
 * @param {Object} data
 * @param {Array} place
 * @returns {Object}
 */
export function addGroup(data, place) {
    const node = getAt(data, place);
    const kind = getKind(node);
    const inner = {[kind === "all" ? "any" : "all"]: [NEW_THRESHOLD, NEW_THRESHOLD]};
    return setAt(data, place, deepCopy({[kind]: [...node[kind], inner]}));
}

export function changeKind(data, place, kind) {
    const node = getAt(data, place);
    return setAt(data, place, {[kind]: node[getKind(node)]});
}

/**
 * Take a condition out of its group; a group of which one is left becomes that one.
 *
 * @param {Object} data
 * @param {Array} place of a part of a group
 * @returns {Object}
 */
export function removeCondition(data, place) {
    const kind = place.at(-2);
    const groupPlace = place.slice(0, -2);
    const parts = getAt(data, groupPlace)[kind].filter(
        (part, index) => index !== place.at(-1)
    );
    return setAt(data, groupPlace, parts.length === 1 ? parts[0] : {[kind]: parts});
}

/**
 * Add an outcome under the first name that is free.
 *
 * @param {Object} data
 * @returns {Object}
 */
export function addOutcome(data) {
    const outcomes = data.outcomes || [];
    const taken = outcomes.map((outcome) => outcome.name);
    const known = ["passed", "interim"].find((name) => !taken.includes(name));
    const outcome = {name: known || getOwnName(data), when: deepCopy(NEW_THRESHOLD)};
    return {...data, outcomes: [...outcomes, outcome]};
}

/**
 * Return a name for an outcome that is none of the usual ones, the first that is free.
 *
 * @param {Object} data
 * @returns {String}
 */
export function getOwnName(data) {
    const taken = (data.outcomes || []).map((outcome) => outcome.name);
    let number = 1;
    while (taken.includes(`outcome_${number}`)) {
        number++;
    }
    return `outcome_${number}`;
}

/**
 * Return what a number field holds: what is no number stays, for the error to name it.
 *
 * @param {String} text
 * @returns {Number|null}
 */
export function readNumber(text) {
    return text.trim() === "" ? null : Number(text);
}

/**
 * Split a sentence with {slots} into its words and slots, in the order of the language.
 *
 * @param {String} template
 * @returns {Object[]} {slot} or {text}
 */
export function splitSentence(template) {
    return template
        .split(/(\{\w+\})/)
        .filter((part) => part.trim())
        .map((part) =>
            part.startsWith("{") ? {slot: part.slice(1, -1)} : {text: part.trim()}
        );
}
