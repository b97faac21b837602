import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("property_helpdesk_visit_technician", {
    url: "/odoo/my-visits",
    steps: () => [
        {
            content: "Where I am expected",
            trigger: ".o_kanban_record:contains('101')",
        },
        {
            content: "I set off",
            trigger: ".o_kanban_record button[name='action_leave']",
            run: "click",
        },
        {
            content: "I am there",
            trigger:
                ".o_kanban_record:not(:has(button[name='action_leave'])) button[name='action_arrive']",
            run: "click",
        },
        {
            content: "Now the work sheet",
            trigger:
                ".o_kanban_record:has(button[name='action_finish']) button[name='action_work']",
            run: "click",
        },
        {
            content: "It knows of the visit",
            trigger:
                ".o_property_work .o_property_work_visit:not(:has(button[name='here']))",
        },
    ],
});

registry.category("web_tour.tours").add("property_helpdesk_visit_dispatcher", {
    steps: () => [
        {
            content: "Plan a visit",
            trigger: "button[name='action_plan_visit']",
            run: "click",
        },
        {
            content: "The holder comes first",
            trigger:
                ".modal .o_property_visit_window:first button:contains('technician')",
            run: "click",
        },
        {
            content: "What he has to do",
            trigger: ".modal .o_property_visit_hint:contains('open requests')",
        },
        {
            content: "Book",
            trigger: ".modal button[name='action_book']",
            run: "click",
        },
        {
            content: "The request has a visit",
            trigger: ".o_form_view:not(:has(.modal)) button[name='action_view_visits']",
            run: "click",
        },
        {
            content: "And the list of visits has it",
            trigger: ".o_list_view .o_data_row:contains('101')",
        },
        {
            content: "So has the calendar",
            trigger: ".o_switch_view.o_calendar",
            run: "click",
        },
        {
            content: "Where the technician goes, in his colour",
            trigger: ".o_calendar_view .fc-event:contains('101')",
        },
    ],
});
