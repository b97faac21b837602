import {registry} from "@web/core/registry";

const begin = [
    {
        content: "What I have to do",
        trigger: ".o_kanban_record:contains('Leak')",
        run: "click",
    },
    {
        content: "Who and where",
        trigger: ".o_property_work:contains('Zhang Wei')",
    },
    {
        content: "Begin",
        trigger: ".o_property_work button[name='start']",
        run: "click",
    },
    {
        content: "The first thing is done",
        trigger: ".o_property_work_item:first input[type='checkbox']",
        run: "click",
    },
];

const material = [
    {
        content: "What was used",
        trigger: "input[name='material']",
        run: "edit Washer",
    },
    {
        content: "How many",
        trigger: "input[name='quantity']",
        run: "edit 2",
    },
    {
        content: "Who pays",
        trigger: "select[aria-label='Who pays']",
        run: "select customer",
    },
    {
        content: "Add it",
        trigger: "button[name='add_material']:enabled",
        run: "click",
    },
    {
        content: "It is on the list",
        trigger: ".o_property_work_material:contains('Washer')",
    },
];

const finish = [
    {
        content: "Say what was done",
        trigger: "textarea[name='solution']",
        run: "edit Washer replaced",
    },
    {
        content: "And why it broke",
        trigger: "select[name='fault_cause']",
        run: "selectByIndex 1",
    },
    {
        content: "Finish",
        trigger: "button[name='finish']:enabled",
        run: "click",
    },
    {
        content: "Done, and everything is sent",
        trigger: ".o_property_work:has(.o_property_sent) .alert-success",
    },
];

registry.category("web_tour.tours").add("property_helpdesk_work", {
    url: "/odoo/my-day",
    steps: () => [...begin, ...material, ...finish],
});
