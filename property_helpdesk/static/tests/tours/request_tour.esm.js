import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

function openApp(words) {
    return [
        stepUtils.showAppsMenuItem(),
        {
            content: "Open the app",
            trigger: ".o_app[data-menu-xmlid='property_crm.property_crm_menu_root']",
            run: "click",
        },
        {
            content: "The service desk is in its menu",
            trigger: `.o_menu_sections button:contains('${words.desk}')`,
            run: "click",
        },
    ];
}

function choose(field, text, option) {
    return [
        {
            content: `Type into ${field}`,
            trigger: `div[name='${field}'] input:visible`,
            run: `edit ${text}`,
        },
        {
            content: `Choose ${option}`,
            trigger: `.o-autocomplete--dropdown-item:contains('${option}')`,
            run: "click",
        },
    ];
}

function sayWhyItBroke() {
    return [
        {
            content: "And why it broke",
            trigger: ".modal div[name='fault_cause_id'] input",
            run: "click",
        },
        {
            content: "The commonest cause",
            trigger: ".o-autocomplete--dropdown-item:not(:has(.o_loading)):first",
            run: "click",
        },
    ];
}

/** What follows is the same whatever way the request came in. */
function fromAssignToClose(words) {
    return [
        {
            content: "It waits for a dispatcher",
            trigger: `.o_form_view button[name='action_assign']:contains('${words.assign}')`,
            run: "click",
        },
        ...choose("user_id", "technician", "technician"),
        {
            content: "Assign it",
            trigger: ".modal button[name='action_assign']:visible",
            run: "click",
        },
        {
            content: "The next step is offered",
            trigger: `body:not(:has(.modal)) button[name='action_start']:contains('${words.start}')`,
            run: "click",
        },
        {
            content: "It is in progress",
            trigger: `.o_arrow_button_current:contains('${words.working}')`,
        },
        {
            content: "Close it",
            trigger: `button.btn-primary[name='action_close']:contains('${words.close}')`,
            run: "click",
        },
        {
            content: "Say what was done",
            trigger: ".modal div[name='solution'] textarea",
            run: "edit Washer replaced",
        },
        ...sayWhyItBroke(),
        {
            content: "Confirm",
            trigger: ".modal button[name='action_close']",
            run: "click",
        },
        {
            content: "It is closed, and may be opened again",
            trigger: `body:not(:has(.modal)) button[name='action_reopen']:contains('${words.reopen}')`,
        },
        {
            content: "The timeline",
            trigger: `.o_notebook .nav-link:contains('${words.timeline}')`,
            run: "click",
        },
        ...words.events.map((event) => ({
            content: `It tells: ${event}`,
            trigger: `div[name='event_ids'] .o_data_row:contains('${event}')`,
        })),
        {
            content: "And what was done",
            trigger: "div[name='event_ids'] .o_data_row:contains('Washer replaced')",
        },
    ];
}

const english = {
    desk: "Service desk",
    assign: "Assign",
    start: "Start work",
    working: "In Progress",
    close: "Close",
    reopen: "Re-open",
    timeline: "Timeline",
    events: ["Received", "Assigned", "In Progress", "Closed"],
};

const chinese = {
    desk: "服务台",
    assign: "派单",
    start: "开始处理",
    working: "处理中",
    close: "办结",
    reopen: "重新打开",
    timeline: "经过",
    events: ["受理", "派单", "处理中", "办结"],
};

registry.category("web_tour.tours").add("property_helpdesk_request", {
    url: "/odoo",
    steps: () => [
        ...openApp(english),
        {
            content: "What waits for a dispatcher",
            trigger:
                ".o-dropdown-item[data-menu-xmlid='property_helpdesk.helpdesk_ticket_dispatch_menu']",
            run: "click",
        },
        {
            content: "Somebody calls",
            trigger: ".o_breadcrumb:contains('To be assigned')",
        },
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "The cursor is where one starts",
            trigger: ".o_form_view div[name='name'] input:focus",
            run: "edit Leak under the sink",
        },
        ...choose("partner_id", "Zhang", "Zhang Wei"),
        {
            content: "His only home is filled in",
            trigger: "div[name='unit_id'] input:value('1-101')",
        },
        {
            content: "And its site",
            trigger: "div[name='site_id'] input:value('Lakeside')",
        },
        ...choose("class_id", "kitchen leak", "Leak"),
        {
            content: "Class brings its flags",
            trigger: "div[name='is_emergency'] input:checked",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        ...fromAssignToClose(english),
    ],
});

registry.category("web_tour.tours").add("property_helpdesk_request_zh", {
    url: "/odoo",
    steps: () => [
        ...openApp(chinese),
        {
            content: "All requests",
            trigger:
                ".o-dropdown-item[data-menu-xmlid='helpdesk_mgmt.helpdesk_all_ticket_menu']",
            run: "click",
        },
        {
            content: "As cards",
            trigger: ".o_switch_view.o_kanban",
            run: "click",
        },
        {
            content: "The columns are there",
            trigger: ".o_kanban_renderer.o_kanban_grouped .o_kanban_group",
        },
        {
            content: "Somebody calls",
            trigger: ".o_kanban_view .o-kanban-button-new:enabled",
            run: "click",
        },
        {
            content: "The short form asks what is wrong",
            trigger: ".o_kanban_quick_create .o_form_label:contains('出了什么问题')",
        },
        {
            content: "The cursor is where one starts",
            trigger: ".o_kanban_quick_create div[name='name'] input:focus",
            run: "edit 厨房漏水",
        },
        ...choose("unit_id", "101", "1-101"),
        ...choose("class_id", "厨房 漏水", "漏水"),
        ...choose("partner_id", "Zhang", "Zhang Wei"),
        {
            content: "On to the whole form",
            trigger: ".o_kanban_quick_create .o_kanban_edit",
            run: "click",
        },
        ...fromAssignToClose(chinese),
    ],
});
