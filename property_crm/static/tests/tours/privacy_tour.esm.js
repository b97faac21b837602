import {registry} from "@web/core/registry";

function openRequest(kind) {
    return [
        {
            content: `The request: ${kind}`,
            trigger: `.o_data_row:contains('${kind}') .o_data_cell[name='name']`,
            run: "click",
        },
        {trigger: "button[name='action_take']", run: "click"},
        {trigger: ".o_arrow_button_current:contains('In progress')"},
        {
            content: "Who is asking was checked",
            trigger: ".o_field_widget[name='is_identified'] input",
            run: "click",
        },
    ];
}

registry.category("web_tour.tours").add("property_crm_privacy", {
    url: "/odoo/data-requests",
    steps: () => [
        ...openRequest("Get a copy"),
        {trigger: "button[name='action_export']", run: "click"},
        {trigger: ".o-mail-Message:contains('A copy was made')"},
        {
            trigger: ".o_field_widget[name='answer'] textarea",
            run: "edit Here is your copy.",
        },
        {trigger: "button[name='action_answer']", run: "click"},
        {trigger: ".o_arrow_button_current:contains('Answered')"},
        {trigger: ".o_back_button", run: "click"},
        ...openRequest("Erase"),
        {trigger: "button[name='action_erase']", run: "click"},
        {
            content: "What stays is said before anything goes",
            trigger: ".modal .o_data_row:contains('Stays without name')",
        },
        {trigger: ".modal .o_field_widget[name='is_sure'] input", run: "click"},
        {trigger: ".modal button[name='action_erase']", run: "click"},
        {
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current:contains('Answered')",
        },
        {trigger: ".o_field_widget[name='partner_id']:contains('Erased person')"},
    ],
});
