import {registry} from "@web/core/registry";

const BACK = {
    content: "Back to the prospect",
    trigger: ".o_back_button",
    run: "click",
};

const CHOOSE_AND_RESERVE = [
    {
        content: "Which units fit",
        trigger: ".nav-link[name='matches']",
        run: "click",
    },
    {
        content: "Choose the first, as what he wants",
        trigger:
            ".o_field_widget[name='match_ids'] .o_data_row:first button[name='action_consider']",
        run: "click",
    },
    {
        content: "It is among those he considers",
        trigger: ".o_field_widget[name='unit_ids'] .o_tag",
    },
    {
        content: "He decides on it",
        trigger: ".o_field_widget[name='unit_id'] input",
        run: "edit 101",
    },
    {
        content: "That one",
        trigger: ".o-autocomplete--dropdown-item:contains('101')",
        run: "click",
    },
    {
        content: "Keep it for him",
        trigger: "button[name='action_reserve']",
        run: "click",
    },
    {
        content: "It is reserved",
        trigger: ".o_form_view button[name='action_extend']",
    },
    BACK,
];

const PROPOSE_AND_HAND_OVER = [
    {
        content: "Make a proposal",
        trigger: "button[name='action_propose']",
        run: "click",
    },
    {
        content: "With the rent",
        trigger: ".o_field_widget[name='line_ids']:contains('Rent')",
    },
    {
        content: "Approve it",
        trigger: "button[name='action_approve']:enabled",
        run: "click",
    },
    {
        content: "He signs",
        trigger: "button[name='action_sign_on_paper']:enabled",
        run: "click",
    },
    {
        content: "It was signed on paper",
        trigger: ".modal-footer .btn-primary",
        run: "click",
    },
    {
        content: "In force",
        trigger: ".o_statusbar_status .o_arrow_button_current:contains('In force')",
    },
    BACK,
    {
        content: "Won: hand over",
        trigger: "button[name='action_hand_over']",
        run: "click",
    },
    {
        content: "The move-in is prepared",
        trigger: ".o_form_view .o_field_widget[name='line_ids']:contains('Qian Fang')",
    },
];

registry.category("web_tour.tours").add("property_leads_to_handover", {
    steps: () => [...CHOOSE_AND_RESERVE, ...PROPOSE_AND_HAND_OVER],
});
