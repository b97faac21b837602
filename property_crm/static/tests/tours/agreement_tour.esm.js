import {registry} from "@web/core/registry";
import {rpc} from "@web/core/network/rpc";

/** Open the page that the customer sees, by the link in his letter. */
async function openAsCustomer() {
    const id = Number(window.location.pathname.split("/").pop());
    const action = await rpc(`/web/dataset/call_kw/agreement/action_open_portal`, {
        model: "agreement",
        method: "action_open_portal",
        args: [[id]],
        kwargs: {},
    });
    sessionStorage.setItem("property_agreement", window.location.href);
    window.location.href = action.url;
}

registry.category("web_tour.tours").add("property_crm_agreement", {
    steps: () => [
        {
            content: "The manager approves the proposal",
            trigger: "button[name='action_approve']",
            run: "click",
        },
        {
            content: "and sends it",
            trigger: "button[name='action_send']:contains('Send to the customer')",
            run: "click",
        },
        {
            content: "The customer opens the link",
            trigger:
                ".o_form_view:has(.o_arrow_button_current:contains('Waiting for signature'))",
            run: openAsCustomer,
            expectUnloadPage: true,
        },
        {
            content: "A signature is drawn from the name",
            trigger: "#sign .o_web_sign_auto_button",
            run: "click",
        },
        {
            content: "He signs",
            trigger: "#sign .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is in force",
            trigger: ".alert-success:contains('In force')",
            run() {
                window.location.href = sessionStorage.getItem("property_agreement");
            },
            expectUnloadPage: true,
        },
        {
            content: "It is renewed in one step",
            trigger: "button[name='action_renew']",
            run: "click",
        },
        {
            content: "by a new proposal",
            trigger: ".o_arrow_button_current:contains('Draft')",
        },
    ],
});
