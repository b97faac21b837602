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

const SIGNATURES = ".o_field_widget[name='signature_ids']";

function pick(row, name, text) {
    const line = `${SIGNATURES} .o_data_row:nth-child(${row}).o_selected_row`;
    const cell = `${line} .o_field_widget[name='${name}']`;
    return [
        {
            content: `Look for ${text}`,
            trigger: `${cell} input`,
            run: `edit ${text}`,
        },
        {
            content: `Take ${text}`,
            trigger: `${cell} .o-autocomplete--dropdown-item a:contains('${text}')`,
            run: "click",
        },
    ];
}

function sign(row, unit, owner) {
    return [
        {
            content: "Another owner asks for it",
            trigger: `${SIGNATURES} .o_field_x2many_list_row_add a`,
            run: "click",
        },
        ...pick(row, "unit_id", unit),
        ...pick(row, "partner_id", owner),
    ];
}

function seeHeads(signed, needed) {
    return [
        {
            content: `${signed} ask for it`,
            trigger: `.o_field_widget[name='signed_heads']:contains('${signed}')`,
        },
        {
            content: `${needed} are needed`,
            trigger: `.o_field_widget[name='needed_heads']:contains('${needed}')`,
        },
    ];
}

function confirm() {
    return {
        content: "Freeze agenda and register",
        trigger: ".modal .modal-footer .btn-primary",
        run: "click",
    };
}

registry.category("web_tour.tours").add("property_crm_assembly_call", {
    steps: () => [
        openTab("request"),
        ...sign(1, "U2", "o2"),
        ...sign(2, "U3", "o3"),
        press("action_preview"),
        ...seeHeads(2, 3),
        press("action_call"),
        confirm(),
        {
            content: "Too few ask for it",
            trigger: ".modal .modal-body:contains('2 heads ask for it')",
        },
        {
            content: "Go back",
            trigger: ".modal .modal-footer button",
            run: "click",
        },
        openTab("request"),
        ...sign(3, "U4", "o4"),
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        ...seeHeads(3, 3),
        openTab("register"),
        {
            content: "Twelve heads",
            trigger: ".o_field_widget[name='head_count']:contains('12')",
        },
        {
            content: "Say why a doubtful unit may be counted",
            trigger: ".o_field_widget[name='doubt_reason'] input",
            run: "edit Measured by the developer",
        },
        {
            content: "Accept it",
            trigger: "button[name='action_accept_doubts']",
            run: "click",
        },
        {
            content: "Nothing is doubtful any more",
            trigger: "button[name='action_view_doubts']:contains('0')",
        },
        press("action_call"),
        confirm(),
        isNow("Called"),
        press("action_open"),
        isNow("Voting"),
    ],
});

registry.category("web_tour.tours").add("property_crm_assembly_result", {
    steps: () => [
        press("action_close"),
        isNow("Vote closed"),
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
            content: "The other buttons",
            trigger: ".o_button_more",
            run: "click",
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
