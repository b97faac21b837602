import {registry} from "@web/core/registry";

const LANE = ".o_schedule_lane:contains('Ben')";

registry.category("web_tour.tours").add("property_crm_team_schedule", {
    url: "/odoo/team-schedule",
    steps: () => [
        {
            content: "Only technicians",
            trigger: "select[name='role']",
            run: "select technician",
        },
        {
            content: "Two of them, side by side",
            trigger:
                ".o_schedule_day:not(:has(.o_schedule_lane:eq(2))) .o_schedule_lane",
        },
        {
            content: "A handover goes from one to the other",
            trigger: ".o_schedule_item:contains('Handover')",
            run: (helpers) =>
                helpers.drag_and_drop(`${LANE} .o_schedule_spot`, {
                    position: {top: 20, left: 300},
                    relative: true,
                }),
        },
        {
            content: "It is in his lane now",
            trigger: `${LANE} .o_schedule_item:contains('Handover')`,
        },
        {
            content: "That was a mistake",
            trigger: ".o_notification button:contains('Undo')",
            run: "click",
        },
        {
            content: "It is back",
            trigger:
                ".o_schedule_lane:contains('Anna') .o_schedule_item:contains('Handover')",
        },
        {
            content: "The week",
            trigger: ".o_schedule_period button:contains('Week')",
            run: "click",
        },
        {
            content: "It is there, too",
            trigger: ".o_schedule_week .o_schedule_item:contains('Handover')",
            run: "click",
        },
        {
            content: "A click shows it",
            trigger: ".modal .o_form_view .o_field_widget[name='name']",
        },
    ],
});
