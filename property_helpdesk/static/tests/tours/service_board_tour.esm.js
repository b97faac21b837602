import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("property_helpdesk_board", {
    url: "/odoo/service-board",
    steps: () => [
        {
            content: "The late request is counted",
            trigger: ".o_board_tile_late .o_board_count:contains('1')",
        },
        {
            content: "The month of the manager is drawn",
            trigger: ".o_board_rate:contains('on time')",
        },
        {
            content: "Open what is late",
            trigger: ".o_board_tile_late",
            run: "click",
        },
        {
            content: "The list has it",
            trigger: ".o_list_view .o_data_row:contains('Leak')",
        },
        {
            content: "Back to the board",
            trigger: ".o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            content: "Open the first to do",
            trigger: ".o_board_urgent button:contains('Leak')",
            run: "click",
        },
        {
            content: "The form of the request is shown",
            trigger: ".o_form_view .o_field_widget[name='place_name']",
        },
    ],
});
