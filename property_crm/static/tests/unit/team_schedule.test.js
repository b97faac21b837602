import {beforeEach, expect, test} from "@odoo/hoot";
import {
    click,
    drag,
    edit,
    press,
    queryAllTexts,
    queryFirst,
    select,
} from "@odoo/hoot-dom";
import {animationFrame, mockDate, runAllTimers} from "@odoo/hoot-mock";
import {
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {Component, xml} from "@odoo/owl";
import {WebClient} from "@web/webclient/webclient";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {handlers} from "@property_crm/team_schedule/schedule_handlers.esm";
import {toText} from "@property_crm/team_schedule/schedule_layout.esm";

defineMailModels();

const DAY = {
    date: "2026-03-09",
    start: "2026-03-09 00:00:00",
    stop: "2026-03-10 00:00:00",
};

function makeItem(values) {
    return {
        model: "calendar.event",
        is_busy: true,
        is_movable: true,
        is_private: false,
        is_absence: false,
        is_allday: false,
        color: 0,
        icon: "",
        place: "",
        ...values,
    };
}

function makeLane(id, name, values = {}) {
    return {
        id,
        name,
        partner_id: id + 100,
        role: "Technician",
        is_me: false,
        working: [["2026-03-09 08:00:00", "2026-03-09 18:00:00"]],
        closed: [],
        free: [["2026-03-09 12:00:00", "2026-03-09 18:00:00"]],
        items: [],
        duties: [],
        load: [{date: DAY.date, planned: 60, working: 600}],
        ...values,
    };
}

let answer = null;

function getDays(scale) {
    if (scale !== "week") {
        return [DAY];
    }
    return Array.from({length: 7}, (_, number) => ({
        date: `2026-03-${String(9 + number).padStart(2, "0")}`,
        start: `2026-03-${String(9 + number).padStart(2, "0")} 00:00:00`,
        stop: `2026-03-${10 + number} 00:00:00`,
    }));
}

beforeEach(() => {
    mockDate("2026-03-09 09:30:00", 0);
    answer = {
        tz: "UTC",
        day: DAY.date,
        left_out: 0,
        may_plan_duty: true,
        filters: [
            {
                name: "territory_id",
                label: "Territory",
                empty: "My territories",
                options: [
                    ["all", "All colleagues"],
                    [5, "Lakeside"],
                ],
            },
        ],
        duties: [],
        lanes: [
            makeLane(1, "Anna", {
                items: [
                    makeItem({
                        id: 7,
                        label: "Handover",
                        start: "2026-03-09 09:00:00",
                        stop: "2026-03-09 10:00:00",
                    }),
                ],
            }),
            makeLane(2, "Ben", {
                items: [
                    makeItem({
                        id: false,
                        label: "Busy",
                        is_private: true,
                        is_movable: false,
                        start: "2026-03-09 10:00:00",
                        stop: "2026-03-09 11:00:00",
                    }),
                ],
            }),
        ],
    };
    onRpc("property.team.schedule", "get_schedule", ({args: [values]}) => {
        expect.step(`get ${values.day || ""} ${values.scale || ""}`.trim());
        const choice = values.choice || {};
        const scale = values.scale || "day";
        return {...answer, choice, scale, days: getDays(scale)};
    });
    onRpc("property.team.schedule", "api_remember_choice", ({args: [choice]}) => {
        expect.step(`remember ${JSON.stringify(choice)}`);
        return true;
    });
    onRpc("property.team.schedule", "api_move", ({args: [values]}) => {
        expect.step(`move ${values.start} ${values.stop} ${values.user_id}`);
        return {undo: {...values, start: "before"}};
    });
});

async function openSchedule() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "property_crm.team_schedule",
    });
    await animationFrame();
    expect.verifySteps(["get"]);
}

/** Return the options to drop into a lane at an hour of the day shown. */
function atHour(hour) {
    const {width} = queryFirst(".o_schedule_spot").getBoundingClientRect();
    return {position: {x: ((hour - 8) / 10) * width, y: 10}, relative: true};
}

/** Drag something to a place; answer with what lets it go there. */
async function dragTo(source, target, options = {}, grip = {}) {
    const {drop, moveTo} = await drag(source, grip);
    await moveTo(target, options);
    await settle();
    return async () => {
        await drop();
        await settle();
    };
}

/** One frame for the pointer, one for what it changes on the screen. */
async function settle() {
    await animationFrame();
    await animationFrame();
}

test("people side by side, what is private only as busy", async () => {
    await openSchedule();
    expect(queryAllTexts(".o_schedule_name")).toEqual(["Anna", "Ben"]);
    expect(queryAllTexts(".o_schedule_label")).toEqual(["Handover", "Busy"]);
    expect(".o_schedule_private").toHaveCount(1);
    expect(".o_schedule_movable").toHaveCount(1);
    expect(queryAllTexts(".o_schedule_hour").at(0)).toBe("8:00");
    expect(".o_schedule_now").toHaveCount(2);
    expect(".o_schedule_load:first").toHaveAttribute(
        "title",
        "1:00 h planned of 10:00 h"
    );
});

test("dragging to another lane and time, and undoing it", async () => {
    await openSchedule();
    const grip = {position: {x: 0, y: 5}, relative: true};
    const lane = "[data-lane-id='2'].o_schedule_spot";
    const drop = await dragTo(".o_schedule_movable", lane, atHour(14), grip);
    expect(".o_schedule_shadow_text").toHaveText("14:00–15:00 · Ben · Handover");
    await drop();
    expect.verifySteps([
        "move 2026-03-09 14:00:00 2026-03-09 15:00:00 2",
        "get 2026-03-09 day",
    ]);
    await click(".o_notification button:contains(Undo)");
    await animationFrame();
    expect.verifySteps(["move before 2026-03-09 15:00:00 2", "get 2026-03-09 day"]);
});

test("pulling the end makes it longer", async () => {
    await openSchedule();
    const drop = await dragTo(
        ".o_schedule_resize",
        "[data-lane-id='1'].o_schedule_spot",
        atHour(11.5)
    );
    await drop();
    expect.verifySteps([
        "move 2026-03-09 09:00:00 2026-03-09 11:30:00 1",
        "get 2026-03-09 day",
    ]);
});

test("what is refused goes back and says why", async () => {
    onRpc("property.team.schedule", "api_move", () => {
        throw makeServerError({type: "ValidationError", message: "Ben is away"});
    });
    await openSchedule();
    const drop = await dragTo(
        ".o_schedule_movable",
        "[data-lane-id='2'].o_schedule_spot",
        atHour(14)
    );
    await drop();
    expect(".o_notification:contains(Ben is away)").toHaveCount(1);
    expect("[data-lane-id='1'] .o_schedule_item").toHaveCount(1);
    expect(".o_notification:contains(Undo)").toHaveCount(0);
    expect.verifySteps(["get 2026-03-09 day"]);
});

test("a click on free time plans an event for this person", async () => {
    const opened = [];
    await openSchedule();
    patchWithCleanup(getService("dialog"), {
        add: (_dialog, props) => opened.push(props),
    });
    await click("[data-lane-id='2'] .o_schedule_free", {
        position: {x: 5, y: 5},
        relative: true,
    });
    expect(opened[0].context).toEqual({
        default_start: "2026-03-09 12:00:00",
        default_stop: "2026-03-09 13:00:00",
        default_partner_ids: [102],
    });
});

test("days, weeks and the choice", async () => {
    await openSchedule();
    await click(".o_schedule_next");
    await animationFrame();
    expect.verifySteps(["get 2026-03-10 day"]);
    await click("button:contains(Week)");
    await animationFrame();
    expect.verifySteps(["get 2026-03-09 week", 'remember {"scale":"week"}']);
    expect("tbody td").toHaveCount(14);
    expect("td[data-date='2026-03-09'] .o_schedule_item").toHaveCount(2);
    expect("td[data-date='2026-03-10']:first").toHaveClass("o_schedule_off");
    await select("all", {target: "select[name='territory_id']"});
    await animationFrame();
    expect.verifySteps([
        "get 2026-03-09 week",
        'remember {"scale":"week","territory_id":"all"}',
    ]);
    await click(".o_schedule_search");
    await edit("ann");
    await runAllTimers();
    expect.verifySteps(["get 2026-03-09 week"]);
});

test("in a week things keep their time of day", async () => {
    await openSchedule();
    await click("button:contains(Week)");
    await animationFrame();
    expect.verifySteps(["get 2026-03-09 week", 'remember {"scale":"week"}']);
    const drop = await dragTo(
        ".o_schedule_movable",
        "td[data-lane-id='2'][data-date='2026-03-12']"
    );
    await drop();
    expect.verifySteps([
        "move 2026-03-12 09:00:00 2026-03-12 10:00:00 2",
        "get 2026-03-09 week",
    ]);
});

test("by the keyboard alone", async () => {
    await openSchedule();
    queryFirst(".o_schedule_movable").focus();
    await press(["shift", "ArrowRight"]);
    await animationFrame();
    expect.verifySteps([
        "move 2026-03-09 09:15:00 2026-03-09 10:15:00 1",
        "get 2026-03-09 day",
    ]);
    expect(".o_schedule_movable").toBeFocused();
    await press("ArrowDown");
    expect(".o_schedule_private").toBeFocused();
    await press(["shift", "ArrowDown"]);
    expect.verifySteps([]);
    queryFirst(".o_schedule_today").focus();
    await press("ArrowLeft");
    await animationFrame();
    expect.verifySteps(["get 2026-03-08 day"]);
});

test("gaps of a roster are seen", async () => {
    answer.duties = [
        {
            territory_id: 5,
            territory: "Lakeside",
            kind: "on_call",
            label: "On call",
            turns: [
                {
                    id: 3,
                    start: "2026-03-09 18:00:00",
                    stop: "2026-03-10 08:00:00",
                    name: "Cleo",
                },
            ],
            gaps: [["2026-03-09 12:00:00", "2026-03-09 13:30:00"]],
        },
    ];
    await openSchedule();
    expect(".o_schedule_gap").toHaveCount(1);
    await click("#o_schedule_whole");
    await animationFrame();
    expect(queryAllTexts(".o_schedule_turn")).toEqual(["Cleo"]);
});

test("nobody to show", async () => {
    answer.lanes = [];
    await openSchedule();
    expect(".o_nocontent_help").toHaveCount(1);
});

test("another addon adds a panel, and plans what is dragged out of it", async () => {
    class Panel extends Component {
        static template = xml`
            <div class="o_schedule_card" data-model="x.visit" data-id="4"
                data-minutes="90" data-label="Leak">Leak</div>`;
        static props = {schedule: Object};
    }
    handlers.add("x.visit", {
        Panel,
        drop: async (schedule, {card, start, stop, userId}) => {
            expect.step(`drop ${card.id} ${toText(start)} ${toText(stop)} ${userId}`);
        },
    });
    await openSchedule();
    const drop = await dragTo(
        ".o_schedule_card",
        "[data-lane-id='2'].o_schedule_spot",
        atHour(13)
    );
    expect(".o_schedule_shadow_text").toHaveText("13:00–14:30 · Ben · Leak");
    await drop();
    expect.verifySteps([
        "drop 4 2026-03-09 13:00:00 2026-03-09 14:30:00 2",
        "get 2026-03-09 day",
    ]);
    handlers.remove("x.visit");
});
