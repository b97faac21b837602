import {describe, expect, test} from "@odoo/hoot";
import {click, queryAllTexts} from "@odoo/hoot-dom";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {getClash} from "@property_crm/clash/clash_calendar.esm";
import {getSlotChanges} from "@property_crm/clash/clash_field.esm";

describe.current.tags("desktop");

const INFO = {
    clashes: [{who: "Anna", what: "Visit", when: "9 – 10", is_mine: false}],
    more: 2,
    slots: [
        {
            label: "11 – 12",
            allday: false,
            start: "2026-03-30 03:00:00",
            stop: "2026-03-30 04:00:00",
        },
    ],
    overrides: [{who: "Lin Yue", reason: "Leak"}],
};

class Meeting extends models.Model {
    start = fields.Datetime();
    stop = fields.Datetime();
    clash_info = fields.Json();

    _records = [
        {
            id: 1,
            start: "2026-03-30 01:00:00",
            stop: "2026-03-30 02:00:00",
            clash_info: INFO,
        },
        {id: 2, clash_info: false},
    ];
}

defineModels([Meeting]);
defineMailModels();

const ARCH = `
    <form>
        <field name="start"/>
        <field name="stop"/>
        <field name="clash_info" widget="property_clash"/>
    </form>`;

test("who clashes with what, and a click that moves the event", async () => {
    await mountView({type: "form", resModel: "meeting", resId: 1, arch: ARCH});
    const lines = queryAllTexts(".o_property_clash li");
    expect(lines).toEqual(["Anna: Visit, 9 – 10", "and 2 more"]);
    expect(".o_property_clash:contains('Lin Yue: Leak')").toHaveCount(1);
    const before = queryAllTexts(".o_field_widget[name=start]");
    await click(".o_property_clash_slot");
    await animationFrame();
    expect(queryAllTexts(".o_field_widget[name=start]")).not.toBe(before);
    expect(".o_form_status_indicator_buttons:not(.invisible)").toHaveCount(1);
});

test("nothing is shown where nothing clashes", async () => {
    await mountView({type: "form", resModel: "meeting", resId: 2, arch: ARCH});
    expect(".o_property_clash").toHaveCount(0);
});

test("a slot of whole days moves the dates", () => {
    const [slot] = INFO.slots;
    expect(Object.keys(getSlotChanges(slot))).toEqual(["start", "stop"]);
    const days = getSlotChanges({...slot, allday: true});
    expect(days.start_date.toISODate()).toBe("2026-03-30");
});

test("only errors about clashes are asked about", () => {
    expect(getClash({data: {context: {property_clash: {clashes: []}}}})).toEqual({
        clashes: [],
    });
    expect(getClash({data: {context: {}}})).toBe(undefined);
    expect(getClash(new Error("lost"))).toBe(undefined);
});
