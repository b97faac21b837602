import {registry} from "@web/core/registry";

function assertNothingSticksOut() {
    const {scrollWidth, clientWidth} = document.documentElement;
    if (scrollWidth > clientWidth) {
        const wide = [...document.querySelectorAll("body *")].filter(
            (one) => one.getBoundingClientRect().right > clientWidth
        );
        const names = wide.map((one) => `${one.tagName}.${one.className}`);
        throw new Error(`The page is ${scrollWidth} wide: ${names.join(" ")}`);
    }
}

function follow(content, trigger) {
    return {content, trigger, run: "click", expectUnloadPage: true};
}

registry.category("web_tour.tours").add("property_crm_assembly_vote", {
    steps: () => [
        follow(
            "The card of the assembly",
            ".o_portal_my_home a[href='/my/assemblies']:visible"
        ),
        {
            content: "Nothing sticks out of the list",
            trigger: ".o_property_assembly",
            run: assertNothingSticksOut,
        },
        follow("The assembly that is open", ".o_property_assembly"),
        {
            content: "For what I vote, and what it weighs",
            trigger: ".o_property_assembly_part:contains('E1'):contains('120.00')",
            run: assertNothingSticksOut,
        },
        {
            content: "Against",
            trigger: ".o_property_assembly_choices input[value='no']",
            run: "click",
        },
        follow("Look at it", ".o_property_assembly_form button[type='submit']"),
        {
            content: "It is what I meant",
            trigger: ".o_property_assembly_choice:contains('Against')",
            run: assertNothingSticksOut,
        },
        {
            content: "It is me",
            trigger: "input[name='password']",
            run: "edit portal_1",
        },
        follow("Cast it", "button:contains('Cast my vote')"),
        {
            content: "The receipt",
            trigger: ".o_property_assembly_receipt:contains('Vote cast')",
            run: assertNothingSticksOut,
        },
        follow("Back", "a:contains('Back to the assembly')"),
        {
            content: "The vote is cast, and cannot be cast again",
            trigger:
                ".o_property_assembly_motion:has(.o_property_assembly_ballot):not(:has(input))",
            run: assertNothingSticksOut,
        },
    ],
});
