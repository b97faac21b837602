import {registry} from "@web/core/registry";

function assertNothingSticksOut() {
    const {scrollWidth, clientWidth} = document.documentElement;
    if (scrollWidth > clientWidth) {
        throw new Error(`${scrollWidth} > ${clientWidth}`);
    }
}

registry.category("web_tour.tours").add("property_helpdesk_return", {
    url: "/my/tickets?filterby=closed",
    steps: () => [
        {
            content: "The closed request",
            trigger: ".list-group-item:contains('Leak')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "How it was",
            trigger: "label[for='stars_2']",
            run: "click",
        },
        {
            content: "Why",
            trigger: "label:contains('Took too long')",
            run: "click",
        },
        {
            content: "Rate",
            trigger: "button:contains('Rate')",
            run({anchor}) {
                assertNothingSticksOut();
                anchor.click();
            },
            expectUnloadPage: true,
        },
        {
            content: "Thanks, and it is still not solved",
            trigger: "#rating .alert-success:contains('Thank you')",
        },
        {
            content: "Open the form",
            trigger: "summary:contains('It is not solved')",
            run: "click",
        },
        {
            content: "What is wrong",
            trigger: "textarea[name='reason']",
            run: "edit It drips again",
        },
        {
            content: "Send back",
            trigger: "button:contains('Send back')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is open again",
            trigger: "button:contains('I do not need it any more')",
        },
    ],
});
