import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("property_crm_vote_rule", {
    steps: () => [
        {
            content: "The rule reads as sentences",
            trigger:
                ".o_field_widget[name='sentence']:contains('Passed: votes for hold more than 1/2')",
        },
        {
            content: "Three quarters of the area are asked for",
            trigger: ".o_vote_outcome .o_vote_op:first",
            run: "select >=",
        },
        {
            content: "the upper number",
            trigger: ".o_vote_outcome .o_vote_num:first",
            run: "edit 5 && press Tab",
        },
        {
            content: "Too many: the place is named",
            trigger:
                ".o_vote_outcome .o_vote_problem:contains('Result 1 › condition 1 › upper number')",
        },
        {
            content: "the upper number again",
            trigger: ".o_vote_outcome .o_vote_num:first",
            run: "edit 3 && press Tab",
        },
        {
            content: "the lower number",
            trigger: ".o_vote_outcome .o_vote_den:first",
            run: "edit 4 && press Tab",
        },
        {
            content: "The sentence follows",
            trigger:
                ".o_field_widget[name='sentence']:contains('votes for hold at least 3/4 of the area')",
        },
        {
            content: "Deadlines",
            trigger: ".o_notebook .nav-link[name='procedure']",
            run: "click",
        },
        {
            content: "A longer notice",
            trigger: ".o_field_widget[name='notice_days'] input",
            run: "edit 20 && press Tab",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "It is saved",
            trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible",
        },
    ],
});
