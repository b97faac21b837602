import {registry} from "@web/core/registry";

function assertNothingSticksOut() {
    const {scrollWidth, clientWidth} = document.documentElement;
    if (scrollWidth <= clientWidth) {
        return;
    }
    const wide = [...document.body.querySelectorAll("*")].filter(
        (element) => element.getBoundingClientRect().right > clientWidth + 0.5
    );
    const names = wide.map((element) => element.className).join(" | ");
    throw new Error(`${scrollWidth} > ${clientWidth}: ${names}`);
}

registry.category("web_tour.tours").add("property_helpdesk_report", {
    url: "/my",
    steps: () => [
        {
            content: "From the residents' page to the requests",
            trigger: ".o_portal_my_home a[href='/my/tickets']:visible",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Report a problem",
            trigger: "a[href='/my/report']:contains('Report a problem')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The only home is chosen already",
            trigger: "input[type='radio'][name='unit']:checked",
        },
        {
            content: "What it is about",
            trigger: "select[name='class']",
            run: "selectByLabel Water is leaking in the kitchen",
        },
        {
            content: "What happened",
            trigger: "textarea[name='text']",
            run: "edit The tap drips all night",
        },
        {
            content: "Nothing sticks out of the narrow screen",
            trigger: "button[type='submit']:contains('Send')",
            run({anchor}) {
                assertNothingSticksOut();
                anchor.click();
            },
            expectUnloadPage: true,
        },
        {
            content: "Thanks",
            trigger: ".alert-success:contains('Thank you')",
        },
        {
            content: "What he wrote",
            trigger: ".card-body:contains('The tap drips all night')",
        },
        {
            content: "Back to the list",
            trigger: ".breadcrumb a[href='/my/tickets'], a[href='/my/tickets']:visible",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The request is in it",
            trigger: ".list-group-item:contains('1-101'):contains('leaking')",
        },
    ],
});
