import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {press, queryAllTexts} from "@odoo/hoot-dom";
import {BallotSheet} from "@property_crm/ballot_keying/ballot_sheet.esm";
import {WebClient} from "@web/webclient/webclient";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

describe.current.tags("desktop");
defineMailModels();

const MOTIONS = [
    {id: 1, place: 1, name: "Lifts", kind: "vote", seats: 0, candidates: []},
    {id: 2, place: 2, name: "Garden", kind: "vote", is_secret: true, candidates: []},
    {
        id: 3,
        place: 3,
        name: "Committee",
        kind: "election",
        seats: 2,
        candidates: ["Ann", "Bob", "Cai"].map((name, at) => ({
            id: 31 + at,
            place: 1 + at,
            name,
        })),
    },
];

function key(sheet, keys) {
    return keys.map((one) => sheet.press(one));
}

test("digits of the boxes choose and move on", () => {
    const sheet = new BallotSheet(MOTIONS);
    key(sheet, ["1", "3", "1", "3", "Enter"]);
    expect(sheet.choices).toEqual({1: "yes", 2: "abstain", 3: [31, 33]});
    expect(sheet.isAtEnd).toBe(true);
    expect(sheet.press("1")).toBe(false);
    key(sheet, ["Backspace", "ArrowUp", " ", "x"]);
    expect(sheet.choices).toEqual({1: "yes", 3: "invalid"});
});

test("letters do the same; what is not on the ballot stays where it is", () => {
    const sheet = new BallotSheet(MOTIONS);
    expect(key(sheet, ["7", "q", "F9"])).toEqual(["refused", "refused", false]);
    key(sheet, ["N", "a"]);
    expect(sheet.choices).toEqual({1: "no", 2: "abstain"});
    expect(key(sheet, ["1", "2", "3", "9"])).toEqual([
        "marked",
        "marked",
        "many",
        "refused",
    ]);
    key(sheet, ["1"]);
    expect(sheet.choices[3]).toEqual([32]);
    key(sheet, ["0"]);
    expect(sheet.choices[3]).toEqual([]);
});

test("ten names have numbers of two digits", () => {
    const candidates = Array.from({length: 12}, (_one, at) => ({
        id: at,
        place: at + 1,
        name: `${at}`,
    }));
    const sheet = new BallotSheet([{...MOTIONS[2], candidates}]);
    expect(key(sheet, ["1", "Enter", "2"])).toEqual(["typed", "refused", "marked"]);
    expect(sheet.choices[3]).toEqual([11]);
    expect(key(sheet, ["9", "9", "0", "0"]).slice(1)).toEqual([
        "refused",
        "typed",
        "moved",
    ]);
    expect(sheet.choices[3]).toEqual([]);
});

test("keyed twice: only what differs is asked again", () => {
    const sheet = new BallotSheet(MOTIONS);
    key(sheet, ["1", "2", "1", "2", "Enter"]);
    expect(sheet.finish(true)).toBe("again");
    key(sheet, ["1", "3", "2", "1", "Enter"]);
    expect(sheet.finish(true)).toBe("differing");
    expect(sheet.way.map(({id}) => id)).toEqual([2]);
    sheet.press("2");
    expect(sheet.finish(true)).toBe("done");
    expect(sheet.choices[2]).toBe("no");
});

let taken = [];
const BALLOT = {
    number: "0013",
    units: "A101",
    owners: "Ann, Bob",
    all_sign: true,
    motions: [1, 3],
    voted: [],
    proxies: [{id: 8, name: "Cai"}],
    status: "free",
    keyed_at: "",
    keyed_by: "",
};

beforeEach(() => {
    taken = [];
    const model = "property.assembly";
    onRpc(model, "api_keying_form", () => ({
        id: 5,
        name: "Spring",
        motions: MOTIONS,
        channels: [
            ["paper", "Paper"],
            ["meeting", "At the meeting"],
        ],
        keyed: 0,
        total: 9,
    }));
    onRpc(model, "api_check_ballot", ({args}) => {
        if (args[1] === "9999") {
            throw makeServerError({message: "The number is not right"});
        }
        const isKeyed = taken.some(([number]) => number === args[1]);
        return isKeyed
            ? {
                  ...BALLOT,
                  status: "keyed",
                  keyed_at: "2026-05-20T08:00:00Z",
                  keyed_by: "Dan",
              }
            : {...BALLOT, number: args[1]};
    });
    onRpc(model, "api_key_ballot", ({args}) => {
        taken.push(args.slice(1));
        return {status: "accepted", voted: [], keyed: taken.length, total: 9};
    });
});

async function openScreen() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "property_crm.ballot_keying",
        params: {assembly_id: 5},
    });
    await animationFrame();
}

async function type(...keys) {
    for (const one of keys) {
        await press(one);
        await animationFrame();
    }
}

test("a ballot is keyed, looked at, and cast by a second Enter", async () => {
    await openScreen();
    await type("9", "9", "9", "9", "Enter");
    expect(queryAllTexts(".o_keying_problem")).toEqual(["The number is not right"]);
    await type("0", "0", "1", "3", "Enter");
    expect(queryAllTexts(".o_keying_sheet")).toEqual(["0013"]);
    // of the motions only those that ask these units
    expect(queryAllTexts(".o_keying_place")).toEqual(["1", "3"]);
    await type("1", "2", "Enter");
    expect(queryAllTexts(".o_keying_chosen")).toEqual(["In favour", "Bob"]);
    expect(taken).toEqual([]);
    await type("Enter");
    expect(taken).toEqual([["0013", {1: "yes", 3: [32]}, "paper", null]]);
    expect(queryAllTexts(".o_keying_count")).toEqual(["1 of 9 ballots keyed"]);
    await type("0", "0", "1", "3", "Enter");
    expect(queryAllTexts(".o_keying_problem")[0]).toMatch(/keyed already by Dan/);
});

test("how it came back, who signed, and what was left off", async () => {
    await openScreen();
    await type("F2", "0", "0", "2", "1", "Enter", "p", "2", "Enter", "Enter");
    expect(taken).toEqual([["0021", {1: "no"}, "meeting", 8]]);
    await type("0", "0", "3", "9", "Enter", "Enter", "Enter", "Enter");
    expect(queryAllTexts(".o_keying_problem")[0]).toMatch(/Nothing is marked/);
    await type("Escape");
    expect(taken.length).toBe(1);
    expect("#o_keying_number").toHaveCount(1);
});

test("a code scanned too early casts nothing", async () => {
    await openScreen();
    await type("0", "0", "1", "3", "Enter", "1", ..."B22K3", "Enter");
    expect(queryAllTexts(".o_keying_problem")[0]).toMatch(/Finish this ballot first/);
    expect(queryAllTexts(".o_keying_chosen")).toEqual(["In favour", ""]);
    await type("1", "Enter", "Enter");
    expect(taken).toEqual([["0013", {1: "yes", 3: [31]}, "paper", null]]);
});
