import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {click, edit, press, queryAllTexts, queryFirst} from "@odoo/hoot-dom";
import {animationFrame, mockDate, runAllTimers} from "@odoo/hoot-mock";
import {
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {getChanges, getNext, walk} from "@property_crm/call_work/call_script.esm";
import {WebClient} from "@web/webclient/webclient";
import {browser} from "@web/core/browser/browser";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

describe.current.tags("desktop");
defineMailModels();

const option = (id, name, goto) => ({id, name, goto});
const step = (id, kind, goto, options = []) => ({
    id,
    kind,
    goto,
    options,
    name: `Step ${id}`,
    text: `Text ${id}`,
});
const SCRIPT = {
    id: 1,
    name: "Satisfaction",
    start: 1,
    steps: [
        step(1, "say", 2),
        step(2, "yes_no", false, [option(5, "Yes", 4), option(6, "No", 3)]),
        step(3, "text", 4),
        step(4, "say", false),
    ],
};
const DISPOSITIONS = [
    {id: 1, code: "done", name: "Done", is_reached: true, state: "done"},
    {id: 2, code: "call_back", name: "Call back", is_reached: true, state: "call_back"},
];

test("the way goes as far as the answers lead", () => {
    const ids = ({path, current}) => [path.map(({id}) => id), current && current.id];
    expect(ids(walk(SCRIPT, {}))).toEqual([[1, 2], 2]);
    expect(ids(walk(SCRIPT, {2: 6}))).toEqual([[1, 2, 3], 3]);
    expect(ids(walk(SCRIPT, {2: 6}, [3]))).toEqual([[1, 2, 3, 4], null]);
    expect(ids(walk(SCRIPT, {2: 6, 3: "Drips"}))).toEqual([[1, 2, 3, 4], null]);
    expect(ids(walk(SCRIPT, {2: 5}, [2]))).toEqual([[1, 2, 4], null]);
});

test("a number leads where its first branch that holds does", () => {
    const branches = [
        {sign: ">=", limit: 9, goto: false},
        {sign: ">", limit: 6, goto: 3},
        {sign: "=", limit: 0, goto: 2},
    ];
    const score = {...step(1, "number", 4), branches};
    const next = (answer) => getNext(score, answer);
    expect([10, 9, 8.5, 6, 0].map(next)).toEqual([false, false, 3, 4, 2]);
    expect([null, undefined, ""].map(next)).toEqual([4, 4, 4]);
});

test("what is off the way is taken back", () => {
    expect(getChanges(SCRIPT, {}, {2: 6, 3: "Drips"}, [])).toEqual({2: 6, 3: "Drips"});
    const before = {2: 6, 3: "Drips"};
    expect(getChanges(SCRIPT, before, {2: 5, 3: "Drips"}, [])).toEqual({2: 5, 3: null});
    expect(getChanges(SCRIPT, before, {...before}, [])).toEqual({});
});

let asked = [];
let entries = [];

function makeEntry(id, name) {
    return {
        id,
        attempt: 1,
        attempts: 0,
        state: "to_call",
        note: "",
        wanted: "",
        about: "",
        list: {id: 1, name: "March", purpose: "survey", left: 2},
        customer: {id: 70 + id, name, phone: "138****8000", unit: "1-101", unit_id: 1},
        script: SCRIPT,
        answers: {},
        dispositions: DISPOSITIONS,
        languages: [
            ["en_US", "English (US)"],
            ["zh_CN", "Chinese / 简体中文"],
        ],
        lang: "en_US",
    };
}

async function openScreen() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "property_crm.call_work",
    });
    await animationFrame();
}

async function pressKey(key) {
    queryFirst(".o_property_call_work").focus();
    await press(key);
    await animationFrame();
}

beforeEach(() => {
    mockDate("2026-03-02 10:20:00", 0);
    asked = [];
    entries = [makeEntry(1, "Wang"), makeEntry(2, "Li")];
    onRpc("res.partner", "api_customer", () => ({
        tenures: [],
        household: [],
        contacts: [],
        wishes: [],
        requests: {count: 0, rows: []},
    }));
    onRpc(
        "property.call.entry",
        "api_next_entry",
        () => entries[0] || {id: false, left: 0}
    );
    onRpc("property.call.entry", "api_answer", ({args: [[id], values]}) => {
        asked.push([id, values]);
        if (values.disposition) {
            entries = entries.filter((entry) => entry.id !== id);
        }
        return {id};
    });
    onRpc("property.call.entry", "api_release", () => true);
    onRpc("property.call.entry", "api_undo", () => makeEntry(1, "Wang"));
});

test("a talk by the keyboard alone, saved while typing", async () => {
    await openScreen();
    expect(".o_call_customer h2").toHaveText("Wang");
    expect(queryAllTexts(".o_call_text")).toEqual(["Text 1", "Text 2"]);
    await pressKey("2");
    expect(queryAllTexts(".o_call_text")).toEqual(["Text 1", "Text 2", "Text 3"]);
    await pressKey("n");
    await edit("Drips");
    await runAllTimers();
    expect(asked).toEqual([[1, {answers: {2: 6}, note: "Drips"}]]);
    await pressKey(["shift", "1"]);
    await animationFrame();
    expect(asked.at(-1)).toEqual([1, {disposition: "done", attempt: 1}]);
    expect(".o_call_customer h2").toHaveText("Li");
    await pressKey("u");
    await animationFrame();
    expect(".o_call_customer h2").toHaveText("Wang");
});

test("a call-back at the hour of the customer", async () => {
    await openScreen();
    await click(".o_call_outcome[data-code='call_back']");
    await animationFrame();
    expect(queryFirst("#o_call_back_at").value).toBe("2026-03-02T11:00");
    await click("#o_call_back_wanted");
    await edit("18:00-20:00");
    await click(".o_call_back button[type='submit']");
    await animationFrame();
    expect(asked.at(-1)).toEqual([
        1,
        {
            call_back_at: "2026-03-02T11:00:00Z",
            wanted: "18:00-20:00",
            disposition: "call_back",
            attempt: 1,
        },
    ]);
});

test("dialled by the computer, and told when it fails", async () => {
    let answer = {status: "dialled", href: "tel:+861", message: ""};
    const opened = [];
    patchWithCleanup(browser, {open: (...args) => opened.push(args)});
    onRpc("property.call.entry", "api_dial", () => answer);
    await openScreen();
    await pressKey("d");
    expect(opened).toEqual([["tel:+861", "_self"]]);
    answer = {status: "failed", href: "", message: "line down"};
    await pressKey("d");
    expect(".alert-danger").toHaveText("line down");
    expect(".o_call_customer h2").toHaveText("Wang");
});

test("a break, and nobody left", async () => {
    await openScreen();
    await pressKey("p");
    expect(".o_call_paused").toHaveCount(1);
    entries = [];
    await click(".o_call_paused button");
    await animationFrame();
    expect(".o_call_nobody").toHaveCount(1);
});
