import {registry} from "@web/core/registry";

const SPOT = ".o_schedule_lane:contains('Ben') .o_schedule_spot";

function dropAt(share) {
    return (helpers) => {
        const {width} = document
            .querySelector(".o_schedule_spot")
            .getBoundingClientRect();
        return helpers.drag_and_drop(SPOT, {
            position: {top: 20, left: Math.round(width * share)},
            relative: true,
        });
    };
}

registry.category("web_tour.tours").add("property_crm_plan_week", {
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
            content: "Tomorrow",
            trigger: ".o_schedule_next",
            run: "click",
        },
        {
            content: "Ben is to do the inspection, in the morning",
            trigger: ".o_schedule_item:contains('Inspection')",
            run: dropAt(0.15),
        },
        {
            content: "He is taken by then: it says by what",
            trigger: ".modal:contains('Double booking'):contains('Training')",
        },
        {
            content: "Another time, then",
            trigger: ".modal button:contains('Choose another time')",
            run: "click",
        },
        {
            content: "Nothing was moved",
            trigger:
                "body:not(:has(.modal)) .o_schedule_lane:contains('Anna') .o_schedule_item:contains('Inspection')",
        },
        {
            content: "In the afternoon",
            trigger: ".o_schedule_item:contains('Inspection')",
            run: dropAt(0.75),
        },
        {
            content: "It is planned, and nobody has two things at once",
            trigger:
                ".o_schedule_lane:contains('Ben') .o_schedule_item:contains('Inspection')",
        },
        {
            content: "The server has it, and it could be taken back",
            trigger: ".o_notification button:contains('Undo')",
        },
    ],
});
