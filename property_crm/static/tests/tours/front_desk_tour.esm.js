import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("property_crm_front_desk", {
    url: "/odoo/action-property_crm.property_customer_action",
    steps: () => [
        {
            content: "Somebody calls; the last digits of the number",
            trigger: ".o_searchview_input",
            run: "edit 5678",
        },
        {
            content: "Look for them",
            trigger: ".o_searchview_input",
            run: "press Enter",
        },
        {
            content: "One customer, and no other",
            trigger:
                ".o_list_view:not(:contains('Li Si')) .o_data_row:contains('Zhang San')",
        },
        {
            content: "Who is it",
            trigger:
                ".o_data_row:contains('Zhang San') td[name='complete_name'], .o_data_row:contains('Zhang San') td.o_data_cell:first",
            run: "click",
        },
        {
            content: "Where the customer lives",
            trigger: ".o_form_view:contains('LS')",
        },
        {
            content: "What happened",
            trigger:
                ".o_property_timeline_entry:contains('Water heater'), .o_property_timeline_entry:contains('water heater')",
        },
        {
            content: "What the call was about",
            trigger: ".o-mail-Chatter-logNote",
            run: "click",
        },
        {
            content: "In few words",
            trigger: ".o-mail-Composer-input",
            run: "edit Asked when the plumber comes: told tomorrow at nine",
        },
        {
            content: "Log it",
            trigger: ".o-mail-Composer-send:enabled",
            run: "click",
        },
        {
            content: "It stands there",
            trigger: ".o-mail-Message:contains('told tomorrow at nine')",
        },
    ],
});
