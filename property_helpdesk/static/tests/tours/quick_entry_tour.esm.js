import {registry} from "@web/core/registry";

const LINES = [
    "3-1202 张姐 13800000000 厨房漏水 急",
    "B2-0301 Ms Lee leak in kitchen urgent",
];
const LINE = ".o_property_quick_entry .o_property_quick_line";

function typeAndSave(line, count) {
    return [
        {
            content: "The cursor is in the line",
            trigger: `${LINE}:focus`,
            run: `edit ${line}`,
        },
        {
            content: "Enter reads it",
            trigger: LINE,
            run: "press Enter",
        },
        {
            content: "Everything was understood",
            trigger:
                ".o_property_quick_read:has(.o_property_quick_class .btn-primary):not(:has(.o_property_quick_unread))",
        },
        {
            content: "The unit was found",
            trigger: ".o_property_quick_unit input",
            run({anchor}) {
                if (!anchor.value.includes(line.split(" ")[0])) {
                    throw new Error(`The unit is ${anchor.value}`);
                }
            },
        },
        {
            content: "Enter saves it",
            trigger: `${LINE}:focus`,
            run: "press Enter",
        },
        {
            content: "It is told, and the next may come",
            trigger: `.o_property_quick_saved:has(a:count(${count}))`,
        },
        {
            trigger: ".o_property_quick_entry:not(:has(.o_property_quick_read))",
        },
    ];
}

registry.category("web_tour.tours").add("property_helpdesk_quick_entry", {
    url: "/odoo/inbox",
    steps: () => [
        {
            content: "The hotkey works everywhere",
            trigger: "body:has(.o_property_quick_entry_button)",
            run: "press alt+shift+e",
        },
        ...typeAndSave(LINES[0], 1),
        ...typeAndSave(LINES[1], 2),
    ],
});
