import {describe, expect, test} from "@odoo/hoot";
import {click, queryAllTexts} from "@odoo/hoot-dom";
import {UnplannedPanel} from "@property_helpdesk/visit/unplanned_panel.esm";
import {VisitOffersField} from "@property_helpdesk/visit/visit_offers_field.esm";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";
import {reactive} from "@odoo/owl";
import {registry} from "@web/core/registry";

describe.current.tags("desktop");
defineMailModels();

const BOB = {
    key: "7|a",
    user_id: 7,
    name: "Bob",
    time: "09:00–10:00",
    hint: "2 open requests",
};
const ANN = {...BOB, key: "8|a", user_id: 8, name: "Ann", hint: "nothing yet"};
const WINDOW = {text: "Mon 9 Mar 08:30–12:00", people: [BOB, ANN]};

async function mountOffers(offers) {
    const data = reactive({offers, choice: false});
    const record = {data, update: (values) => Object.assign(data, values)};
    const props = reactive({name: "offers", readonly: false, record});
    await mountWithCleanup(VisitOffersField, {props});
    return {data, props};
}

test("one touch chooses, another gives it up", async () => {
    const {data} = await mountOffers([WINDOW]);
    expect(queryAllTexts(".o_property_visit_hours")).toEqual([WINDOW.text]);
    await click("button[title='nothing yet']");
    await animationFrame();
    expect(data.choice).toBe(ANN.key);
    await click("button[title='nothing yet']");
    expect(data.choice).toBe(false);
});

test("nobody is free: it says what can be done", async () => {
    await mountOffers([]);
    expect(".alert-info").toHaveCount(1);
    expect("button").toHaveCount(0);
});

test("requests nobody goes to are dragged out of the panel", async () => {
    const ticket = {
        id: 5,
        name: "Leak",
        place_name: "1-101",
        date_deadline: false,
        is_emergency: true,
        user_id: [7, "Bob"],
    };
    const orm = {searchRead: () => Promise.resolve([ticket])};
    await mountWithCleanup(UnplannedPanel, {props: {schedule: {orm}}});
    expect(".o_schedule_card[data-model='helpdesk.ticket'][data-id='5']").toHaveCount(
        1
    );
    expect(queryAllTexts(".o_schedule_card strong")).toEqual(["Leak"]);
});

test("dropping plans a visit, moving it can be undone", async () => {
    const calls = [];
    const orm = {
        create: (...call) => calls.push(call),
        write: (...call) => calls.push(call),
    };
    const schedule = {orm, toText: (ms) => `at ${ms}`};
    const handlers = registry.category("property_team_schedule");
    await handlers
        .get("helpdesk.ticket")
        .drop(schedule, {card: {id: "5"}, start: 1, stop: 2, userId: 7});
    const undo = await handlers.get("property.visit").move(schedule, {
        item: {id: 3, start: 1, stop: 2},
        start: 4,
        stop: 5,
        fromUserId: 7,
        userId: 8,
    });
    await undo();
    expect(calls).toEqual([
        ["property.visit", [{ticket_id: 5, user_id: 7, start: "at 1", stop: "at 2"}]],
        ["property.visit", [3], {start: "at 4", stop: "at 5", user_id: 8}],
        ["property.visit", [3], {start: "at 1", stop: "at 2", user_id: 7}],
    ]);
});
