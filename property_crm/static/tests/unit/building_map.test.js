import {beforeEach, expect, test} from "@odoo/hoot";
import {click, edit, press, queryAllTexts, queryFirst, select} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    getService,
    mockService,
    models,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {user} from "@web/core/user";
import {WebClient} from "@web/webclient/webclient";

class PropertySite extends models.Model {
    _name = "property.site";

    name = fields.Char();

    _records = [
        {id: 1, name: "Lakeside"},
        {id: 2, name: "Empty site"},
    ];
}

class PropertyBuilding extends models.Model {
    _name = "property.building";

    name = fields.Char();
    site_id = fields.Many2one({relation: "property.site"});

    _records = [
        {id: 11, name: "One", site_id: 1},
        {id: 12, name: "Bare", site_id: 1},
    ];
}

class PropertyUnit extends models.Model {
    _name = "property.unit";

    kind = fields.Selection({
        selection: [
            ["dwelling", "Dwelling"],
            ["parking", "Parking space"],
        ],
    });
}

function makeUnit(id, room, values = {}) {
    return {
        id,
        room,
        name: `1-${room}`,
        kind: "dwelling",
        entrance: "1",
        floor_label: room[0],
        floor_index: Number(room[0]),
        state: "occupied",
        people: ["Li Wei"],
        ...values,
    };
}

const UNITS = [
    makeUnit(1, "101"),
    makeUnit(2, "102", {state: "vacant", people: []}),
    makeUnit(3, "201", {people: ["Chen Jie", "Li Ming"], use: "let"}),
    makeUnit(4, "202", {
        state: "undelivered",
        people: [],
        tickets: 3,
        urgency: "danger",
        alert: "No water",
    }),
    makeUnit(5, "7", {kind: "parking", floor_label: "B1", floor_index: -1, people: []}),
];

defineModels([PropertySite, PropertyBuilding, PropertyUnit]);
defineMailModels();

beforeEach(() => {
    localStorage.clear();
    patchWithCleanup(user, {hasGroup: async () => true});
    onRpc("property.building", "get_map_data", ({args}) => {
        const [buildingId] = args[0];
        const units = buildingId === 11 ? UNITS : [];
        const name = buildingId === 11 ? "One" : "Bare";
        const alerts = [{id: 9, model: "property.unit", name: "No water"}];
        return {id: buildingId, name, site_id: 1, units, alerts, alerted_ids: [12]};
    });
});

async function openMap(params = {}) {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "property_building_map",
        params,
    });
    await animationFrame();
}

test("shows who lives where, floor by floor", async () => {
    await openMap({building_id: 11});
    expect(queryAllTexts("tbody .o_property_map_floor")).toEqual(["2", "1", "B1"]);
    expect(".o_property_map_unit").toHaveCount(5);
    expect("[data-unit-id='3'] .o_property_map_people").toHaveText("Chen Jie +1");
    expect("[data-unit-id='2']").toHaveClass("o_property_unit_vacant");
    expect("[data-unit-id='4']").toHaveClass("o_property_unit_undelivered");
    expect("[data-unit-id='4'] .o_property_map_tickets").toHaveText("3");
    expect("[data-unit-id='4'] .o_property_map_tickets").toHaveClass("text-bg-danger");
    expect("[data-unit-id='5'] .fa-car").toHaveCount(1);
});

test("marks what is wrong with many units at once", async () => {
    mockService("action", {
        doAction(action) {
            if (action.res_model) {
                expect.step([action.res_model, action.res_id]);
                return true;
            }
            return super.doAction(...arguments);
        },
    });
    await openMap({building_id: 11});
    expect(".o_property_unit_alert").toHaveCount(1);
    expect("[data-unit-id='4'].o_property_unit_alert .fa-bullhorn").toHaveCount(1);
    expect(queryAllTexts(".o_property_map_building option")).toEqual([
        "One",
        "⚠ Bare",
    ]);
    await click(".o_property_map_alerts button");
    expect.verifySteps([["property.unit", 9]]);
});

test("filters by kind and counts what is left", async () => {
    await openMap({building_id: 11});
    await click(".o_property_map_legend button:contains('Parking')");
    await animationFrame();
    expect(".o_property_map_unit").toHaveCount(1);
    await click(".o_property_map_legend button:contains('Parking')");
    await animationFrame();
    expect(".o_property_map_unit").toHaveCount(5);
});

test("the legend counts each state, and shows only one of them", async () => {
    await openMap({building_id: 11});
    expect(queryAllTexts(".o_property_map_state strong")).toEqual(["1", "2", "1", "1"]);
    expect("[data-unit-id='3']").toHaveClass("o_property_unit_let");
    await click(".o_property_map_state:contains('Let')");
    await animationFrame();
    expect(".o_property_unit_other").toHaveCount(4);
    expect(".o_property_map_state[aria-pressed='true']").toHaveCount(1);
    await click(".o_property_map_state:contains('Let')");
    await animationFrame();
    expect(".o_property_unit_other").toHaveCount(0);
});

test("search marks what it finds and enter opens it", async () => {
    mockService("action", {
        doAction(action) {
            if (action.res_model) {
                expect.step([action.res_model, action.res_id]);
                return true;
            }
            return super.doAction(...arguments);
        },
    });
    await openMap({building_id: 11});
    await click(".o_property_map_search");
    await edit("chen");
    await animationFrame();
    expect("[data-unit-id='3']").toHaveClass("o_property_unit_found");
    expect("[data-unit-id='1']").toHaveClass("o_property_unit_other");
    expect(".o_property_map_matches").toHaveText("1 found");
    await press("Enter");
    expect.verifySteps([["property.unit", 3]]);
});

test("arrow keys move between the units", async () => {
    await openMap({building_id: 11});
    queryFirst("[data-unit-id='3']").focus();
    await press("ArrowRight");
    expect("[data-unit-id='4']").toBeFocused();
    await press("ArrowDown");
    expect("[data-unit-id='2']").toBeFocused();
});

test("a building without units offers the generator", async () => {
    await openMap({building_id: 12});
    expect(".o_view_nocontent_smiling_face").toHaveText("Bare has no units yet");
    expect("button:contains('Generate units')").toHaveCount(1);
});

test("another site is chosen from the list", async () => {
    await openMap({building_id: 11});
    await click(".o_property_map_site");
    await select("2");
    await animationFrame();
    expect(".o_property_map_unit").toHaveCount(0);
    expect(".o_view_nocontent_smiling_face").toHaveText(
        "This site has no buildings yet"
    );
});
