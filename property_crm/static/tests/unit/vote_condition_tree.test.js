import {describe, expect, test} from "@odoo/hoot";
import {
    addCondition,
    addGroup,
    addOutcome,
    changeKind,
    joinPlace,
    readNumber,
    removeCondition,
    setAt,
    splitSentence,
} from "@property_crm/vote_condition/vote_condition_tree.esm";

describe.current.tags("headless");

const AREA = {measure: "area"};
const HEAD = {measure: "head"};

test("the tree that is given stays as it is", () => {
    const data = {quorum: {all: [AREA, HEAD]}};
    const before = JSON.stringify(data);
    setAt(data, ["quorum", "all", 0, "measure"], "lot");
    addCondition(data, ["quorum"]);
    addGroup(data, ["quorum"]);
    changeKind(data, ["quorum"], "any");
    removeCondition(data, ["quorum", "all", 0]);
    addOutcome(data);
    expect(JSON.stringify(data)).toBe(before);
});

test("places are named as errors name them", () => {
    expect(joinPlace(["outcomes", 0, "when", "all", 1])).toBe(
        "outcomes[0].when.all[1]"
    );
    expect(joinPlace(["quorum"])).toBe("quorum");
});

test("a condition beside a single one makes a group, in a group one more", () => {
    const single = addCondition({quorum: AREA}, ["quorum"], "any");
    expect(single.quorum.any[0]).toEqual(AREA);
    expect(single.quorum.any.length).toBe(2);
    const group = addCondition({quorum: {all: [AREA, HEAD]}}, ["quorum"]);
    expect(group.quorum.all.length).toBe(3);
});

test("a group inside is of the other kind", () => {
    const data = addGroup({quorum: {all: [AREA, HEAD]}}, ["quorum"]);
    expect(data.quorum.all[2].any.length).toBe(2);
});

test("of two the one that is left needs no group", () => {
    const two = {quorum: {all: [AREA, HEAD]}};
    expect(removeCondition(two, ["quorum", "all", 0])).toEqual({quorum: HEAD});
    const inner = {quorum: {all: [AREA, {any: [AREA, HEAD]}]}};
    expect(removeCondition(inner, ["quorum", "all", 1, "any", 0])).toEqual({
        quorum: {all: [AREA, HEAD]},
    });
});

test("a group changes its kind with all its parts", () => {
    const data = changeKind({quorum: {all: [AREA, HEAD]}}, ["quorum"], "any");
    expect(data).toEqual({quorum: {any: [AREA, HEAD]}});
});

test("outcomes get names that are free", () => {
    let data = {};
    for (let count = 0; count < 4; count++) {
        data = addOutcome(data);
    }
    expect(data.outcomes.map((outcome) => outcome.name)).toEqual([
        "passed",
        "interim",
        "outcome_1",
        "outcome_2",
    ]);
});

test("what is no whole number is kept for the error to name it", () => {
    expect(["3", " ", "2.5"].map(readNumber)).toEqual([3, null, 2.5]);
});

test("slots stand in the order of the language", () => {
    expect(splitSentence("{votes}的{measure}{op}{number}")).toEqual([
        {slot: "votes"},
        {text: "的"},
        {slot: "measure"},
        {slot: "op"},
        {slot: "number"},
    ]);
});
