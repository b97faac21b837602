import {describe, expect, test} from "@odoo/hoot";
import {
    click,
    edit,
    queryAll,
    queryAllTexts,
    queryAllValues,
    select,
} from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

describe.current.tags("desktop");

const YES = {
    measure: "area",
    votes: "yes",
    of: "participating",
    op: ">",
    num: 1,
    den: 2,
};
const QUORUM = {
    ...YES,
    votes: "participating",
    of: "register",
    op: ">=",
    num: 2,
    den: 3,
};

class Rule extends models.Model {
    data = fields.Json();
    problem = fields.Json();

    _records = [
        {
            id: 1,
            data: {
                quorum: QUORUM,
                outcomes: [
                    {name: "passed", when: {all: [YES, {...YES, measure: "head"}]}},
                ],
                notice_days: 15,
            },
        },
        {
            id: 2,
            data: {outcomes: [{name: "passed", when: {all: [YES, {...YES, den: 0}]}}]},
            problem: {
                path: "outcomes[0].when.all[1].den",
                message: "Lower number: at least 1 is needed.",
            },
        },
    ];
}

defineModels([Rule]);
defineMailModels();

function mount(resId, options = "") {
    return mountView({
        type: "form",
        resModel: "rule",
        resId,
        arch: `<form ${options}><field name="data" widget="vote_condition"/></form>`,
    });
}

function onSave() {
    const saved = {};
    onRpc("rule", "web_save", ({args}) => {
        Object.assign(saved, args[1].data);
    });
    return saved;
}

test("a rule reads as sentences", async () => {
    await mount(1, 'edit="0"');
    expect(
        queryAllTexts(".o_vote_quorum .o_vote_condition")[0].split(/\s+/).join(" ")
    ).toBe("those who take part hold at least 2/3 of the area of all in the register");
    expect(".o_vote_outcome h4").toHaveText("Passed");
    expect(".o_vote_outcome .o_vote_condition .o_vote_condition").toHaveCount(2);
    expect(".o_vote_rule select, .o_vote_rule input, .o_vote_rule button").toHaveCount(
        0
    );
});

test("selects and numbers change the tree, and nothing else of the rule", async () => {
    const saved = onSave();
    await mount(1);
    await click(".o_vote_quorum .o_vote_measure");
    await select("entitlement");
    await animationFrame();
    await contains(".o_vote_quorum .o_vote_num").edit("1");
    await contains(".o_vote_kind").select("any");
    await contains(".o_form_button_save").click();
    expect(saved.quorum).toEqual({...QUORUM, measure: "entitlement", num: 1});
    expect(Object.keys(saved.outcomes[0].when)).toEqual(["any"]);
    expect(saved.notice_days).toBe(15);
});

test("conditions and groups are added and removed", async () => {
    const saved = onSave();
    await mount(1);
    await contains(".o_vote_quorum .o_vote_or").click();
    expect(".o_vote_quorum .o_vote_condition .o_vote_condition").toHaveCount(2);
    await contains(".o_vote_outcome .o_vote_add_group").click();
    expect(".o_vote_outcome .o_vote_kind").toHaveCount(2);
    await contains(".o_vote_outcome .o_vote_remove:first").click();
    await contains(".o_form_button_save").click();
    expect(saved.quorum.any.length).toBe(2);
    const [area, group] = saved.outcomes[0].when.all;
    expect(area.measure).toBe("head");
    expect(group.any.length).toBe(2);
});

test("the quorum and outcomes come and go", async () => {
    const saved = onSave();
    await mount(1);
    await contains(".o_vote_remove_quorum").click();
    await contains(".o_vote_add_outcome").click();
    expect(queryAllValues(".o_vote_outcome_kind")).toEqual(["passed", "interim"]);
    expect(".o_vote_outcome_name").toHaveCount(0);
    await contains(".o_vote_outcome:last .o_vote_final").click();
    await edit("29", {confirm: "blur"});
    await animationFrame();
    await contains(".o_vote_outcome:first .o_vote_remove_outcome").click();
    await contains(".o_form_button_save").click();
    expect(saved.quorum).toBe(null);
    expect(saved.outcomes).toEqual([
        {name: "interim", when: YES, final_after_days: 29},
    ]);
});

test("what is wrong is said where it is", async () => {
    await mount(2);
    expect(".o_vote_problem").toHaveCount(1);
    expect("[data-path='outcomes[0].when.all[1]'] .o_vote_problem").toHaveText(
        "Lower number: at least 1 is needed."
    );
});

test("an outcome has a usual name or one of its own", async () => {
    const saved = onSave();
    await mount(1);
    await contains(".o_vote_outcome_kind").select("");
    expect(".o_vote_outcome_name").toHaveValue("outcome_1");
    await contains(".o_vote_outcome_name").edit("carried");
    await contains(".o_form_button_save").click();
    expect(saved.outcomes[0].name).toBe("carried");
    await contains(".o_vote_outcome_kind").select("interim");
    await contains(".o_form_button_save").click();
    expect(saved.outcomes[0].name).toBe("interim");
});

test("whoever uses the keyboard goes on where something changed", async () => {
    await mount(1);
    await contains(".o_vote_outcome .o_vote_add").click();
    expect("[data-path='outcomes[0].when.all[2]'] .o_vote_votes").toBeFocused();
    await contains(".o_vote_outcome .o_vote_remove:last").click();
    expect(".o_vote_outcome .o_vote_kind").toBeFocused();
    await contains(".o_vote_remove_quorum").click();
    expect(".o_vote_add_quorum").toBeFocused();
    await contains(".o_vote_add_quorum").click();
    expect(".o_vote_quorum .o_vote_votes").toBeFocused();
    await contains(".o_vote_add_outcome").click();
    expect(".o_vote_outcome:last .o_vote_outcome_kind").toBeFocused();
    await contains(".o_vote_outcome:last .o_vote_remove_outcome").click();
    expect(".o_vote_add_outcome").toBeFocused();
});

test("every part of a sentence has a name for who does not see it", async () => {
    await mount(1);
    const parts = queryAll(".o_vote_rule :is(select, input)");
    expect(parts.length).toBe(21);
    for (const part of parts) {
        expect(Boolean(part.ariaLabel || part.closest("label"))).toBe(true);
    }
});
