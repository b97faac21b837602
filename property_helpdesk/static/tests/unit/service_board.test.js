import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {click, queryAllTexts, select} from "@odoo/hoot-dom";
import {
    defineModels,
    getService,
    mockService,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {
    getBacklogChart,
    getChannelChart,
    getLoadChart,
    getTrend,
} from "@property_helpdesk/service_board/board_charts.esm";
import {WebClient} from "@web/webclient/webclient";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class PropertyTicketReport extends models.Model {
    _name = "property.ticket.report";
}

defineModels([PropertyTicketReport]);
defineMailModels();

const OPEN = [["closed_date", "=", false]];
const LATE = ["&", ...OPEN, ["date_deadline", "<", "2026-03-09 12:00:00"]];
const FIGURES = {
    count: 12,
    on_time_rate: 96.44,
    emergency_rate: null,
    completion_rate: 80,
    first_fix_rate: 90,
    complaint_rate: 100,
    respond_median: 0.5,
    resolve_median: 5,
    resolve_p90: 72,
};
const BOARD = {
    sites: [
        {id: 1, name: "Lakeside"},
        {id: 2, name: "Hillside"},
    ],
    tiles: [
        {key: "open", count: 7, domain: OPEN},
        {key: "late", count: 2, domain: LATE},
        {key: "due", count: 0, domain: OPEN},
    ],
    urgent: [
        {
            id: 5,
            name: "Leak",
            place_name: "Lakeside · 1-101",
            user_id: false,
            date_deadline: "2026-03-09 12:00:00",
            deadline_state: "late",
            is_emergency: true,
        },
    ],
    load: [{id: 9, name: "Wang Jun", open: 5, late: 2}],
    is_manager: false,
};
const MANAGER = {
    ...BOARD,
    is_manager: true,
    figures: FIGURES,
    before: {...FIGURES, on_time_rate: 90, resolve_p90: 48},
    days: {
        days: ["2026-03-08", "2026-03-09"],
        received: [1, 2],
        closed: [0, 1],
        open: [6, 7],
    },
    channels: [{name: "Phone", count: 4}],
};

let board = BOARD;

beforeEach(() => {
    localStorage.clear();
    board = BOARD;
    onRpc("property.ticket.report", "get_board", ({args}) => {
        expect.step(args[0]);
        return board;
    });
});

async function openBoard() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "property_service_board",
    });
    await animationFrame();
}

function catchActions() {
    mockService("action", {
        doAction(action) {
            if (action.res_model) {
                expect.step([action.domain || action.res_id]);
                return true;
            }
            return super.doAction(...arguments);
        },
    });
}

describe("the board", () => {
    test("a dispatcher sees the day, not the month", async () => {
        await openBoard();
        expect.verifySteps([false]);
        expect(queryAllTexts(".o_board_count")).toEqual(["7", "2", "0"]);
        expect(".o_board_tile_due").toHaveClass("o_board_tile_none");
        expect(".o_board_urgent li").toHaveCount(1);
        expect(".o_board_urgent .o_board_late").toHaveCount(1);
        expect(".o_board_who").toHaveText("Nobody yet");
        expect(".o_board_rate").toHaveCount(0);
    });

    test("a tile, a person and a request open what they count", async () => {
        catchActions();
        await openBoard();
        await click(".o_board_tile_late");
        await click(".o_board_people button");
        await click(".o_board_urgent button");
        expect.verifySteps([false, [LATE], [[...OPEN, ["user_id", "=", 9]]], [5]]);
    });

    test("a manager sees rates, and nothing where there was no case", async () => {
        board = MANAGER;
        await openBoard();
        expect.verifySteps([false]);
        expect(queryAllTexts(".o_board_value")).toEqual([
            "96.4 %",
            "–",
            "80 %",
            "90 %",
            "100 %",
            "0.5 h",
            "5 h",
            "3 days",
        ]);
        expect(".o_board_rate:first .o_board_value").toHaveClass("text-success");
        expect(".o_board_rate:first .text-success .fa-caret-up").toHaveCount(1);
        expect(".o_board_rate:last .text-danger .fa-caret-up").toHaveCount(1);
        expect("canvas").toHaveCount(3);
    });

    test("another site is remembered", async () => {
        await openBoard();
        await click(".o_board_site");
        await select("2");
        await animationFrame();
        expect.verifySteps([false, 2]);
        expect(localStorage.getItem("property_helpdesk.service_board.site")).toBe("2");
    });

    test("a site one has left is forgotten", async () => {
        localStorage.setItem("property_helpdesk.service_board.site", "99");
        await openBoard();
        expect.verifySteps([99, false]);
    });
});

describe("charts", () => {
    describe.current.tags("headless");

    test("what is late is no second time in the open part", () => {
        const {labels, datasets} = getLoadChart(BOARD.load, {
            late: "L",
            open: "O",
        }).data;
        expect(labels).toEqual(["Wang Jun"]);
        expect(datasets.map((set) => set.data)).toEqual([[2], [3]]);
    });

    test("the days are a line and two bars", () => {
        const {data} = getBacklogChart(MANAGER.days, {}, (day) => day.slice(5));
        expect(data.labels).toEqual(["03-08", "03-09"]);
        expect(data.datasets.map((set) => set.data)).toEqual([
            [6, 7],
            [1, 2],
            [0, 1],
        ]);
    });

    test("every channel has a colour, however many there are", () => {
        const channels = Array.from({length: 9}, (_, n) => ({name: `C${n}`, count: n}));
        const [slices] = getChannelChart(channels).data.datasets;
        expect(slices.backgroundColor.every(Boolean)).toBe(true);
        expect(slices.data).toHaveLength(9);
    });

    test("a trend says whether it is better", () => {
        expect(getTrend(90, 80)).toEqual({delta: 10, isBetter: true});
        expect(getTrend(90, 80, true)).toEqual({delta: 10, isBetter: false});
        expect(getTrend(5, 8, true)).toEqual({delta: -3, isBetter: true});
        expect(getTrend(5, 5)).toBe(null);
        expect(getTrend(null, 5)).toBe(null);
        expect(getTrend(5, null)).toBe(null);
    });
});
