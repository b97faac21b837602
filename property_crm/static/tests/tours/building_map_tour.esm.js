import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("property_crm_building_map", {
    url: "/odoo/building-map",
    steps: () => [
        {
            content: "An empty building offers the generator",
            trigger: ".o_property_building_map button:contains('Generate units')",
            run: "click",
        },
        {
            content: "Two entrances",
            trigger: ".modal div[name='entrance_count'] input",
            run: "edit 2",
        },
        {
            content: "Up to the third floor",
            trigger: ".modal div[name='floor_to'] input",
            run: "edit 3 && press Tab",
        },
        {
            content: "The preview shows what will be made",
            trigger: ".modal .o_property_plan:contains('Entrance 2')",
        },
        {
            content: "Generate",
            trigger: ".modal button[name='action_generate']:enabled",
            run: "click",
        },
        {
            content: "The map shows the building",
            trigger: ".o_property_map_unit:contains('0302')",
        },
        {
            content: "Look for a room",
            trigger: ".o_property_map_search",
            run: "edit 0204",
        },
        {
            content: "It is marked in both entrances",
            trigger: ".o_property_map_matches:contains('2')",
        },
        {
            content: "Open one",
            trigger: ".o_property_unit_found",
            run: "click",
        },
        {
            content: "The form of the unit is shown",
            trigger: ".o_form_view div[name='room'] input:value('0204')",
        },
        {
            content: "Back to the map",
            trigger: ".o_stat_text:contains('Building map')",
            run: "click",
        },
        {
            content: "The unit has the focus",
            trigger: ".o_property_map_unit:focus:contains('0204')",
        },
    ],
});
