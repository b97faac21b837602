import {registry} from "@web/core/registry";

function openTab(name) {
    return {
        content: `The tab ${name}`,
        trigger: `.o_notebook .nav-link[name='${name}']`,
        run: "click",
    };
}

function press(name, state) {
    return [
        {
            content: `Press ${name}`,
            trigger: `.o_form_statusbar button[name='${name}']`,
            run: "click",
        },
        {
            content: `It is ${state}`,
            trigger: `.o_arrow_button_current:contains('${state}')`,
        },
    ];
}

function noteAttendance() {
    return [
        openTab("attendance"),
        {
            content: "One was away",
            trigger:
                ".o_field_widget[name='attendance_ids'] .o_data_row:last td[name='presence']",
            run: "click",
        },
        {
            content: "and had said so",
            trigger:
                ".o_field_widget[name='attendance_ids'] .o_selection_badge:contains('Excused')",
            run: "click",
        },
        {
            content: "The others were there",
            trigger: "button[name='action_all_present']",
            run: "click",
        },
        {
            content: "Six of seven",
            trigger: ".o_field_widget[name='present_count']:contains('6')",
        },
    ];
}

function noteDecision() {
    return [
        openTab("decisions"),
        {
            content: "Add a decision",
            trigger:
                ".o_field_widget[name='decision_ids'] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "of the item that is proposed",
            trigger: ".modal .o_field_widget[name='text'] textarea",
            run: "edit A shed is built beside building 2",
        },
        {
            content: "Save it",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "All were for it",
            trigger:
                "body:not(:has(.modal)):has(.o_field_widget[name='decision_ids']:contains('A shed')) button[name='action_all_yes']",
            run: "click",
        },
        {
            content: "It has passed",
            trigger: ".o_field_widget[name='decision_ids']:contains('Passed')",
        },
    ];
}

registry.category("web_tour.tours").add("property_crm_committee_meeting", {
    steps: () => [
        ...press("action_call", "Called"),
        ...noteAttendance(),
        ...noteDecision(),
        ...press("action_hold", "Held"),
        openTab("minutes"),
        {
            content: "The minutes",
            trigger: ".o_field_widget[name='minutes'] .odoo-editor-editable",
            run: "editor All spoke for it",
        },
        {
            content: "Publish",
            trigger: ".o_form_statusbar button[name='action_publish']",
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "It is published",
            trigger: ".o_arrow_button_current:contains('Published')",
        },
        {
            content: "and the residents will be told",
            trigger: "button[name='action_view_notice']",
        },
    ],
});

function assertNothingSticksOut() {
    const {scrollWidth, clientWidth} = document.documentElement;
    if (scrollWidth > clientWidth) {
        throw new Error(`The page is ${scrollWidth} wide, the screen ${clientWidth}`);
    }
}

registry.category("web_tour.tours").add("property_crm_committee_portal", {
    steps: () => [
        {
            content: "The card of the committee",
            trigger: ".o_portal_my_home a[href='/my/committee']:visible",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Who is in office",
            trigger:
                ".o_property_committee_members:contains('Owner 1'):contains('Chair')",
            run: assertNothingSticksOut,
        },
        {
            content: "What was decided",
            trigger: ".o_property_committee_meeting:contains('A shed is built')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "and by how many",
            trigger:
                ".o_property_committee_decision:contains('Passed'):contains('6 yes')",
            run: assertNothingSticksOut,
        },
        {
            content: "Back to the committee",
            trigger: ".breadcrumb a[href='/my/committee']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Put a matter to it",
            trigger: "summary:contains('Put a matter')",
            run: "click",
        },
        {
            content: "In a few words",
            trigger: "input[name='name']",
            run: "edit Light in the hall",
        },
        {
            content: "What it is about",
            trigger: "textarea[name='text']",
            run: "edit It is dark",
        },
        {
            content: "Send",
            trigger: "form[action='/my/committee'] button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It was received, and has its day",
            trigger:
                "body:has(.alert-success) .o_property_committee_matter:contains('Light in the hall')",
            run: assertNothingSticksOut,
        },
    ],
});
