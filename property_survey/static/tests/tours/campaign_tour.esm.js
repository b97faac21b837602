import {registry} from "@web/core/registry";

const CONFIRM = {
    trigger: ".modal .modal-footer .btn-primary",
    run: "click",
};

registry.category("web_tour.tours").add("property_survey_campaign_plan", {
    steps: () => [
        {
            content: "A manager who has never asked anybody begins here",
            trigger: ".o_control_panel_main_buttons .o-kanban-button-new",
            run: "click",
        },
        {
            content: "What the campaign is called",
            trigger: ".o_field_widget[name='name'] :is(input, textarea)",
            run: "edit Spring round",
        },
        {
            content: "Which questionnaire",
            trigger: ".o_field_widget[name='survey_id'] input",
            run: "edit How is it",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('How is it?') a",
            run: "click",
        },
        {
            content: "His site is there already; a random sample is enough",
            trigger:
                ".o_form_view:has(.o_field_widget[name='site_ids'] .o_tag:contains('Lakeside')) .o_field_widget[name='is_sample'] input",
            run: "click",
        },
        {
            content: "How many answer, by the last round",
            trigger: ".o_field_widget[name='expected_rate'] input",
            run: "edit 90 && press Tab",
        },
        {
            content: "What would happen?",
            trigger: "button[name='action_plan']",
            run: "click",
        },
        {
            content: "All nine of the only stratum",
            trigger:
                ".o_field_widget[name='stratum_ids'] .o_data_row:contains('Everybody'):contains('9')",
        },
        {
            content: "It begins",
            trigger: "button[name='action_start']",
            run: "click",
        },
        CONFIRM,
        {
            content: "It runs, and its invitations are there",
            trigger:
                ".o_form_view:has(.o_arrow_button_current:contains('Running')) button[name='action_view_invitations']:contains('9')",
            run: "click",
        },
        {
            content: "Who is asked, and that he has not answered",
            trigger:
                ".o_list_view .o_data_row:contains('Owner 0'):contains('To be asked')",
        },
    ],
});

registry.category("web_tour.tours").add("property_survey_campaign_result", {
    steps: () => [
        {
            content: "All have answered",
            trigger: ".o_field_widget[name='stratum_ids'] .o_data_row:contains('100')",
        },
        {
            content: "No more answers are taken",
            trigger: "button[name='action_close']",
            run: "click",
        },
        CONFIRM,
        {
            content: "It is closed, and counted",
            trigger:
                ".o_form_view:has(.o_arrow_button_current:contains('Closed')) button[name='action_view_results']",
            run: "click",
        },
        {
            content: "What nine people said",
            trigger:
                ".o_form_view:has(.breadcrumb-item:contains('Spring round'), .o_breadcrumb:contains('Spring round')) .o_field_widget[name='answer_count']:contains('9')",
        },
        {
            content: "A report for the committee",
            trigger: ".o_form_view button[name='action_print']",
            run: "click",
        },
        {
            content: "in the language of whoever reads it",
            trigger: ".modal .o_field_widget[name='lang'] .o_radio_item",
        },
        {
            content: "is there to be printed",
            trigger: ".modal .modal-footer button[name='action_print']",
        },
    ],
});
