import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {press, queryAllTexts, queryFirst} from "@odoo/hoot-dom";
import {
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {KeyingQueue} from "@property_survey/keying/keying_queue.esm";
import {KeyingSheet} from "@property_survey/keying/keying_sheet.esm";
import {WebClient} from "@web/webclient/webclient";
import {animationFrame} from "@odoo/hoot-mock";
import {browser} from "@web/core/browser/browser";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

describe.current.tags("desktop");
defineMailModels();

const FIELDS = [
    {id: 1, row: 1, kind: "scale", min: 1, max: 7, title: "Clean", column: "Expected"},
    {id: 2, row: 1, kind: "scale", min: 1, max: 7, title: "Clean", column: "Found"},
    {id: 3, row: 2, kind: "points", min: 0, max: 100, title: "Clean", column: ""},
    {id: 4, row: 3, kind: "points", min: 0, max: 100, title: "Safe", column: ""},
    {id: 5, row: 4, kind: "scale", min: 0, max: 10, title: "Recommend", column: ""},
];

function key(sheet, keys) {
    for (const one of keys) {
        sheet.press(one);
    }
}

test("digits answer and move on, 0 and space leave out, + is ten", () => {
    const sheet = new KeyingSheet(FIELDS);
    key(sheet, ["6", "0", "4", "0", "Enter", "6", "0", "Enter", "+"]);
    expect(sheet.values).toEqual({1: 6, 3: 40, 4: 60, 5: 10});
    expect(sheet.isAtEnd).toBe(true);
    key(sheet, ["Backspace", "0", "ArrowUp", "Backspace", "Backspace", " "]);
    expect(sheet.values).toEqual({1: 6, 4: 60, 5: 0});
    expect(sheet.field.id).toBe(4);
});

test("what is not on the scale stays where it is", () => {
    const sheet = new KeyingSheet(FIELDS);
    expect(sheet.press("8")).toBe("refused");
    expect(sheet.press("+")).toBe("refused");
    expect(sheet.press("x")).toBe(false);
    expect(sheet.field.id).toBe(1);
    key(sheet, ["1", "1", "1", "0", "1"]);
    expect(sheet.press("Enter")).toBe("refused");
    expect(sheet.field.id).toBe(3);
});

test("points that do not add up are shown before they are taken", () => {
    const sheet = new KeyingSheet(FIELDS);
    key(sheet, ["1", "1", "5", "0", "Enter", "4", "0", "Enter", "1"]);
    expect(sheet.points).toBe(90);
    expect(sheet.finish(false)).toBe("points");
    expect(sheet.finish(false)).toBe("done");
});

test("keyed twice: only what differs is asked again", () => {
    const sheet = new KeyingSheet(FIELDS.slice(0, 2));
    key(sheet, ["1", "2"]);
    expect(sheet.finish(true)).toBe("again");
    key(sheet, ["1", "3"]);
    expect(sheet.finish(true)).toBe("differing");
    expect(sheet.way.map(({id}) => id)).toEqual([2]);
    sheet.press("2");
    expect(sheet.finish(true)).toBe("done");
    expect(sheet.values).toEqual({1: 1, 2: 2});
});

test("what waits is kept, what was refused is kept apart", () => {
    const kept = {};
    const queue = new KeyingQueue(
        {
            getItem: (name) => kept[name] || null,
            setItem: (name, value) => (kept[name] = value),
            removeItem: (name) => delete kept[name],
        },
        "k"
    );
    queue.add({number: "0013", answers: {1: 2}});
    queue.add({number: "0021", answers: {1: 3}});
    queue.refuse("0013", "No");
    expect(queue.waiting.map(({number}) => number)).toEqual(["0021"]);
    expect(queue.refused[0].reason).toBe("No");
    queue.remove("0013");
    queue.remove("0021");
    expect(kept).toEqual({});
});

let isDown = false;
let taken = [];

beforeEach(() => {
    isDown = false;
    taken = [];
    browser.localStorage.clear();
    const model = "property.survey.campaign";
    onRpc(model, "api_keying_form", () => ({
        id: 3,
        name: "Spring",
        mode: "Anonymous",
        fields: FIELDS.slice(0, 2),
        keyed: 0,
    }));
    onRpc(model, "api_check_sheet", ({args}) => {
        if (args[1] === "9999") {
            throw makeServerError({message: "The number is not right"});
        }
        return {number: args[1], status: "free"};
    });
    onRpc(model, "api_key_sheet", ({args}) => {
        if (isDown) {
            return new Response("", {status: 502});
        }
        taken.push(args.slice(1));
        return {status: "accepted", undo: "signed", keyed: taken.length};
    });
    onRpc(model, "api_undo_sheet", ({args}) => {
        expect(args.slice(1)).toEqual(["signed", {1: 5, 2: 4}]);
        return {number: "0013", keyed: 0};
    });
});

async function openScreen() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "property_survey.keying",
        params: {campaign_id: 3},
    });
    await animationFrame();
}

async function type(...keys) {
    for (const one of keys) {
        await press(one);
        await animationFrame();
    }
}

test("a sheet is keyed, kept while the server is away, sent, and taken back", async () => {
    await openScreen();
    await type("9", "9", "9", "9", "Enter");
    expect(queryAllTexts(".o_keying_problem")).toEqual(["The number is not right"]);
    isDown = true;
    await type("0", "0", "1", "3", "Enter", "5", "4", "Enter");
    expect(".o_keying_waiting").toHaveCount(1);
    expect(taken).toEqual([]);
    isDown = false;
    window.dispatchEvent(new Event("online"));
    await animationFrame();
    await animationFrame();
    expect(taken).toEqual([["0013", {1: 5, 2: 4}]]);
    expect(".o_keying_waiting").toHaveCount(0);
    expect(".o_keying_last").toHaveCount(1);
    await type("F8");
    expect(queryFirst(".o_keying_sheet").textContent).toBe("0013");
    expect(queryAllTexts(".o_keying_value")).toEqual(["5", "4"]);
});
