import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Log extends models.Model {
    _name = "property.call.log";

    state = fields.Selection({
        selection: [
            ["running", "Importing"],
            ["done", "Imported"],
        ],
    });
    row_count = fields.Integer();
    done_count = fields.Integer();
    _records = [{id: 1, state: "running", row_count: 4000, done_count: 1000}];
}

defineMailModels();
defineModels([Log]);

test("an import that goes on shows how far it is", async () => {
    await mountView({
        type: "form",
        resModel: "property.call.log",
        resId: 1,
        arch: `<form><widget name="property_call_log_progress"/></form>`,
    });
    expect(".progress-bar").toHaveStyle({width: "25%"}, {inline: true});
    expect("[role=status] p:first-of-type").toHaveText("1000 of 4000 rows");
});
