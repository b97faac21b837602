import {registry} from "@web/core/registry";

const ROW = ".o_property_inbox_row";
const DETAIL = ".o_property_inbox_detail";

registry.category("web_tour.tours").add("property_inbox", {
    steps: () => [
        {
            content: "The oldest is shown first",
            trigger: `${DETAIL}:contains('Kitchen sink leaks')`,
        },
        {
            content: "With who called",
            trigger: ".o_property_inbox_caller:contains('Zhang Wei')",
        },
        {
            content: "j goes on to the next",
            trigger: ".o_property_inbox",
            run: "press j",
        },
        {
            trigger: `${DETAIL} h2:contains('Lamp')`,
        },
        {
            content: "k goes back",
            trigger: ".o_property_inbox",
            run: "press k",
        },
        {
            trigger: `${DETAIL} h2:contains('Kitchen sink leaks')`,
        },
        {
            trigger: ".o_property_inbox",
            run: "press j",
        },
        {
            content: "Classify it",
            trigger: `${DETAIL}:has(h2:contains('Lamp')) .o_property_inbox_class input`,
            run: "edit kitchen leak",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Leak')",
            run: "click",
        },
        {
            content: "It has its questions now",
            trigger:
                ".o_property_inbox_questions li:contains('Where does it come from')",
        },
        {
            content: "Enter opens it",
            trigger: ".o_property_inbox",
            run: "press Enter",
        },
        {
            trigger: ".o_form_view .o_field_widget[name='class_id']",
        },
    ],
});

registry.category("web_tour.tours").add("property_inbox_phone", {
    steps: () => [
        {
            content: "The list first",
            trigger: `${ROW}:contains('Lamp')`,
            run: "click",
        },
        {
            content: "Then the request alone",
            trigger: `body:not(:has(.o_property_inbox_list:visible)) ${DETAIL} h2:contains('Lamp')`,
        },
        {
            content: "And back",
            trigger: `${DETAIL} button:contains('All new requests')`,
            run: "click",
        },
        {
            trigger: `body:not(:has(${DETAIL}:visible)) ${ROW}:contains('Kitchen')`,
        },
    ],
});
