import {registry} from "@web/core/registry";

const FIRST_CUSTOMER = [
    {
        content: "The list that runs",
        trigger:
            ".o_kanban_record:contains('After repairs') button[name='action_work']",
        run: "click",
    },
    {
        content: "The first customer, the script with his name",
        trigger: ".o_call_text:contains('Wang Wei')",
    },
    {
        content: "Call",
        trigger: ".o_call_dial",
        run: "click",
    },
    {
        content: "Not satisfied",
        trigger: ".o_call_current .o_call_option:contains('No')",
        run: "click",
    },
    {
        content: "The script asks why",
        trigger: ".o_call_current:contains('What was wrong?') .o_call_input",
        run: "edit Still drips",
    },
    {
        content: "A note",
        trigger: ".o_call_note",
        run: "edit Friendly",
    },
    {
        content: "The reply was taken and saved",
        trigger: ".o_property_call_work:contains('All is asked'):contains('Saved')",
    },
    {
        content: "He wants to be called again",
        trigger: ".o_call_outcome[data-code='call_back']",
        run: "click",
    },
    {
        content: "In the evening",
        trigger: "#o_call_back_wanted",
        run: "edit 18:00-20:00",
    },
    {
        content: "Note it",
        trigger: ".o_call_back button[type='submit']",
        run: "click",
    },
];

const SECOND_CUSTOMER = [
    {
        content: "The next one",
        trigger: ".o_call_text:contains('Li Na')",
    },
    {
        content: "Nobody there",
        trigger: ".o_call_outcome[data-code='no_answer']",
        run: "click",
    },
    {
        content: "That was all for now",
        trigger: ".o_call_nobody",
    },
    {
        content: "A slip: it was busy",
        trigger: ".o_call_undo",
        run: "click",
    },
    {
        content: "The customer is there again",
        trigger: ".o_call_customer:contains('Li Na')",
    },
    {
        content: "Busy",
        trigger: ".o_call_outcome[data-code='busy']",
        run: "click",
    },
    {
        content: "Done",
        trigger: ".o_call_nobody",
    },
];

registry.category("web_tour.tours").add("property_crm_call_list", {
    url: "/odoo/call-lists",
    steps: () => [...FIRST_CUSTOMER, ...SECOND_CUSTOMER],
});
