import {registry} from "@web/core/registry";

function assertNothingSticksOut() {
    const {scrollWidth, clientWidth} = document.documentElement;
    if (scrollWidth > clientWidth) {
        throw new Error(`The page is ${scrollWidth} wide, the screen ${clientWidth}`);
    }
}

function goTo(page) {
    return [
        {
            content: "Home",
            trigger:
                ".o_portal_submenu a[href='/my/home'], .o_portal_submenu a[href='/my']",
            run: "click",
            expectUnloadPage: true,
        },
        openCard(page),
    ];
}

function openCard(page) {
    return {
        content: `The card of ${page}`,
        trigger: `.o_portal_my_home a[href='/my/${page}']:visible`,
        run: "click",
        expectUnloadPage: true,
    };
}

function readNotice() {
    return [
        openCard("notices"),
        {
            content: "A new notice",
            trigger: ".list-group-item:contains('Unread'):contains('Water off')",
            run({anchor}) {
                assertNothingSticksOut();
                anchor.click();
            },
            expectUnloadPage: true,
        },
        {
            content: "Opening it has been told",
            trigger: ".o_property_notice_told:contains('On Friday')",
            run: assertNothingSticksOut,
        },
    ];
}

function downloadDocument() {
    return [
        ...goTo("documents"),
        {
            content: "The user manual can be downloaded",
            trigger: "a[href^='/my/documents/']:contains('User manual')",
            async run({anchor}) {
                assertNothingSticksOut();
                const answer = await fetch(anchor.href);
                if ((await answer.text()) !== "Turn it on") {
                    throw new Error("Another file came");
                }
            },
        },
    ];
}

function signUp() {
    return [
        ...goTo("activities"),
        {
            content: "Two of us come",
            trigger:
                ".o_property_activity:contains('Garden party') select[name='people']",
            run: "select 2",
        },
        {
            content: "Sign up",
            trigger: ".o_property_activity button:contains('Sign up')",
            run({anchor}) {
                assertNothingSticksOut();
                anchor.click();
            },
            expectUnloadPage: true,
        },
        {
            content: "Signed up",
            trigger: ".alert-success:contains('You have signed up')",
        },
    ];
}

function suggest() {
    return [
        ...goTo("suggestions"),
        {
            content: "In a few words",
            trigger: "input[name='name']:visible",
            run: "edit A bench",
        },
        {
            content: "What should be better",
            trigger: "textarea[name='text']",
            run: "edit In front of the house",
        },
        {
            content: "Send",
            trigger: "form[action='/my/suggestions'] button[type='submit']",
            run({anchor}) {
                assertNothingSticksOut();
                anchor.click();
            },
            expectUnloadPage: true,
        },
        {
            content: "Thanks, with the day of the answer",
            trigger: ".alert-success:contains('You will get an answer by')",
        },
        {
            content: "It is among his own",
            trigger: ".o_property_suggestion:contains('A bench')",
        },
    ];
}

registry.category("web_tour.tours").add("property_crm_resident", {
    url: "/my",
    steps: () => [...readNotice(), ...downloadDocument(), ...signUp(), ...suggest()],
});
