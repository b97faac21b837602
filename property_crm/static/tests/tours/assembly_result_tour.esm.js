import {registry} from "@web/core/registry";

function openTab(name) {
    return {
        content: `The tab ${name}`,
        trigger: `.o_notebook .nav-link[name='${name}']`,
        run: "click",
    };
}

function press(name) {
    return {
        content: `Press ${name}`,
        trigger: `.o_form_statusbar button[name='${name}']`,
        run: "click",
    };
}

function isNow(state) {
    return {
        content: `It is ${state}`,
        trigger: `.o_arrow_button_current:contains('${state}')`,
    };
}

registry.category("web_tour.tours").add("property_crm_assembly_call", {
    steps: () => [
        openTab("request"),
        {
            content: "Three owners ask for it",
            trigger: ".o_field_widget[name='signed_heads']:contains('3')",
        },
        press("action_preview"),
        {
            content: "A fifth is needed",
            trigger: ".o_field_widget[name='needed_heads']:contains('3')",
        },
        press("action_call"),
        {
            content: "Freeze agenda and register",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        isNow("Called"),
        press("action_open"),
        isNow("Voting"),
    ],
});

registry.category("web_tour.tours").add("property_crm_assembly_result", {
    steps: () => [
        press("action_close"),
        isNow("Closed"),
        press("action_count"),
        {
            content: "The agenda tells the outcome",
            trigger:
                ".o_field_widget[name='motion_ids'] td[name='outcome_label']:contains('Passed')",
        },
        openTab("result"),
        {
            content: "Check the archive",
            trigger: "button[name='action_check_archive']",
            run: "click",
        },
        {
            content: "All is as it was",
            trigger: ".o_notification:contains('are as they were')",
        },
        press("action_announce"),
        isNow("Announced"),
        {
            content: "The owners have a week",
            trigger: ".o_field_widget[name='objection_until']:not(:empty)",
        },
        {
            content: "The notice is drafted",
            trigger: "button[name='action_view_result_notice']",
            run: "click",
        },
        {
            content: "It tells the result",
            trigger: ".o_form_view:contains('The owners have voted')",
        },
    ],
});
