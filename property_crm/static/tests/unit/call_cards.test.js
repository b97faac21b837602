import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {formatSeconds, isShown} from "@property_crm/phone/call_cards.esm";
import {
    getService,
    mountWebClient,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {click, edit, press, queryAllTexts} from "@odoo/hoot-dom";
import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();

const person = (id, name) => ({
    partner_id: id,
    name,
    phone: "138****8000",
    roles: "Owner",
    units: [{id: 1, name: "1-101", site: "Lakeside"}],
    last_contact: "",
    request_count: 2,
});
const call = (values) => ({
    id: 7,
    name: "C-7",
    state: "talking",
    direction: "inbound",
    number: "138****8000",
    queue: "Service",
    talk_target: 240,
    answered_at: "",
    is_mine: true,
    is_free: false,
    is_manual: true,
    partner_id: 3,
    candidates: [person(3, "Wang Wei")],
    note: "",
    can_request: false,
    ...values,
});

test("seconds are written as a clock does", () => {
    expect([0, 59, 75, 3600].map(formatSeconds)).toEqual([
        "0:00",
        "0:59",
        "1:15",
        "60:00",
    ]);
});

test("a card stays with who takes the call, and rings for all", () => {
    const ringing = {state: "ringing", is_free: true, is_mine: false};
    expect(isShown(ringing)).toBe(true);
    expect(isShown({...ringing, is_free: false})).toBe(false);
    expect(isShown({...ringing, state: "done"})).toBe(false);
    expect(isShown({state: "done", is_mine: true})).toBe(true);
});

test("who calls, notes that save themselves, and Escape", async () => {
    onRpc("property.call", "api_popup", () => call());
    onRpc("property.call", "write", ({args}) => {
        expect.step(args[1].note);
        return true;
    });
    await mountWebClient();
    await getService("property_call_card").show({id: 7});
    await animationFrame();
    expect(queryAllTexts(".o_property_call_person button")).toEqual([
        "Wang Wei",
        "1-101",
    ]);
    expect(".o_property_call_person .badge").toHaveText("Open requests: 2");
    await click(".o_property_call_card textarea");
    await edit("No water");
    await advanceTime(1000);
    expect.verifySteps(["No water"]);
    await press("Escape");
    await animationFrame();
    expect(".o_property_call_card").toHaveCount(0);
});

test("of several people one is chosen", async () => {
    onRpc("property.call", "api_popup", () =>
        call({
            partner_id: false,
            candidates: [person(3, "Wang Wei"), person(4, "Li Na")],
        })
    );
    onRpc("property.call", "write", ({args}) => {
        expect.step(args[1].partner_id);
        return true;
    });
    await mountWebClient();
    await getService("property_call_card").show({id: 7});
    await animationFrame();
    expect(".o_property_call_person").toHaveCount(2);
    await click(".o_property_call_person:last button.btn-outline-primary");
    await animationFrame();
    expect.verifySteps([4]);
    expect(".o_property_call_person").toHaveCount(1);
});

test("who takes a call has the customer's page", async () => {
    let values = {state: "ringing", is_mine: false, is_free: true, is_manual: false};
    onRpc("property.call", "api_popup", () => call(values));
    onRpc("property.call", "action_answer", () => {
        values = {};
        return true;
    });
    await mountWebClient();
    patchWithCleanup(getService("action"), {
        doAction: ({res_model: model, res_id: id}) => expect.step(`${model} ${id}`),
    });
    await getService("property_call_card").show({id: 7});
    await animationFrame();
    expect(".o_property_call_card textarea").toHaveCount(0);
    await click(".o_property_call_card .btn-success");
    await animationFrame();
    expect.verifySteps(["res.partner 3"]);
    expect(".o_property_call_card textarea").toHaveCount(1);
});

test("an outbound call says whether somebody was reached", async () => {
    let state = "ringing";
    onRpc("property.call", "api_popup", () => call({state, direction: "outbound"}));
    onRpc("property.call", "action_answer", ({method}) => {
        expect.step(method);
        state = "talking";
        return true;
    });
    await mountWebClient();
    await getService("property_call_card").show({id: 7});
    await animationFrame();
    await click(".o_property_call_card .btn-success");
    await animationFrame();
    expect.verifySteps(["action_answer"]);
    expect(".o_property_call_card .btn-danger").toHaveText("Hang up");
});
