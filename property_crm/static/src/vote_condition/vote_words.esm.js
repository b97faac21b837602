import {_t} from "@web/core/l10n/translation";

/*
 * The words of conditions, those of models/assembly/rule_words.py. As functions: the
 * language is known only when the client has started.
 */

/** What each slot of the sentence may hold, with its words. */
export function getChoices() {
    return {
        votes: {
            yes: _t("votes for"),
            no: _t("votes against"),
            abstain: _t("abstentions"),
            participating: _t("those who take part"),
            cast: _t("votes for and against"),
        },
        op: {
            ">=": _t("at least"),
            ">": _t("more than"),
            "<=": _t("at most"),
            "<": _t("less than"),
        },
        measure: {
            area: _t("area"),
            head: _t("head count"),
            lot: _t("lots"),
            entitlement: _t("unit entitlement"),
            share: _t("shares"),
        },
        of: {
            register: _t("all in the register"),
            participating: _t("those taking part"),
            cast: _t("all votes for and against"),
        },
    };
}

export function getLabels() {
    return {
        votes: _t("Whose votes"),
        op: _t("Comparison"),
        measure: _t("Measured by"),
        of: _t("Share of whom"),
    };
}

/** How a condition reads: the slots stand in the order of the language. */
export function getSentence() {
    return _t("{votes} hold {op} {number} of the {measure} of {of}").toString();
}

export function getKinds() {
    return {all: _t("all of these"), any: _t("any of these")};
}

/** The outcomes that have a name in every language. */
export function getOutcomeNames() {
    return {passed: _t("Passed"), interim: _t("Passed for the time being")};
}
