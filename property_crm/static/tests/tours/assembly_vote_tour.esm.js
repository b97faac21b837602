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

// the same in every language: found by what is in the page, not by its words
function voteSteps() {
    return [
        follow(
            "The card of the assembly",
            ".o_portal_my_home a[href$='/my/assemblies']:visible"
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
            trigger: ".o_property_assembly_choice strong",
            run: assertNothingSticksOut,
        },
        {
            content: "It is me",
            trigger: "input[name='password']",
            run: "edit portal_1",
        },
        follow("Cast it", ".o_property_assembly_cast"),
        {
            content: "The receipt, with its secret part",
            trigger: ".o_property_assembly_receipt dd:nth-of-type(3)",
            run: assertNothingSticksOut,
        },
        follow("Back", ".o_property_assembly_back"),
        {
            content: "The vote is cast, and cannot be cast again",
            trigger:
                ".o_property_assembly_motion:has(.o_property_assembly_ballot):not(:has(input))",
            run: assertNothingSticksOut,
        },
    ];
}

registry
    .category("web_tour.tours")
    .add("property_crm_assembly_vote", {steps: voteSteps});
