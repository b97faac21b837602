import {expect, test} from "@odoo/hoot";
import {
    isWorthSaying,
    joinPurposes,
    joinWords,
} from "@property_crm/customer/customer.esm";
import {groupByMonth} from "@property_crm/timeline/timeline.esm";
import {mockDate} from "@odoo/hoot-mock";
import {patchTranslations} from "@web/../tests/web_test_helpers";

const {DateTime} = luxon;
const line = (purpose, id, available = true) => ({
    unit_id: 1,
    unit: "1-101",
    label: purpose,
    id,
    phone: "",
    is_available: available,
});

test("the purposes of one person are told together", () => {
    const [unit] = joinPurposes([
        line("Repair", 7),
        line("Billing", 8),
        line("Notices", 7),
    ]);
    expect(unit.people.map(({id, labels}) => [id, labels])).toEqual([
        [7, ["Repair", "Notices"]],
        [8, ["Billing"]],
    ]);
});

test("a unit whose customer is called for everything is not told", () => {
    const [own] = joinPurposes([line("Repair", 7), line("Billing", 7)]);
    expect(isWorthSaying(own, 7)).toBe(false);
    expect(isWorthSaying(own, 8)).toBe(true);
    const [late] = joinPurposes([line("Repair", 7, false), line("Billing", 7)]);
    expect(late.people.length).toBe(2);
    expect(isWorthSaying(late, 7)).toBe(false);
});

test("words stand one after the other as the language has it", () => {
    patchTranslations({property_crm: {"%(list)s, %(next)s": "%(list)s、%(next)s"}});
    expect(`${joinWords(["Repair"])}`).toBe("Repair");
    expect(`${joinWords(["业主", "租户", "家人"])}`).toBe("业主、租户、家人");
});

test("entries stand by month, what is planned first", () => {
    mockDate("2026-03-20 12:00:00");
    const entry = (moment) => ({moment, model: "m", id: 1, kind: "k", title: "t"});
    const groups = groupByMonth(
        [
            entry("2026-04-01"),
            entry("2026-03-09T10:00:00Z"),
            entry("2026-03-02"),
            entry("2026-02-28"),
        ],
        DateTime.now()
    );
    expect(groups.map(({key, entries}) => [key, entries.length])).toEqual([
        ["planned", 1],
        ["2026-03", 2],
        ["2026-02", 1],
    ]);
    expect(groups[1].entries.map(({hour}) => Boolean(hour))).toEqual([true, false]);
});
