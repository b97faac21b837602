import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const AGENT_GROUP = "property_crm.group_property_agent";

/** A button in the top bar, so that the hotkey works on every screen. */
export class QuickEntrySystray extends Component {
    static template = "property_helpdesk.QuickEntrySystray";
    static props = {};

    setup() {
        this.action = useService("action");
        this.state = useState({isShown: false});
        onWillStart(async () => {
            this.state.isShown = await user.hasGroup(AGENT_GROUP);
        });
    }

    open() {
        return this.action.doAction("property_helpdesk.property_quick_entry_action");
    }
}

registry
    .category("systray")
    .add("property_quick_entry", {Component: QuickEntrySystray}, {sequence: 60});
