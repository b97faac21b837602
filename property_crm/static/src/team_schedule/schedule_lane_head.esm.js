import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatMinutes, getLoad, sumLoads} from "./schedule_layout.esm";

/** How full a day or a week is, as a bar. */
export class ScheduleLoad extends Component {
    static template = "property_crm.ScheduleLoad";
    static props = {load: Object};

    get load() {
        return getLoad(this.props.load);
    }

    get title() {
        const {planned, working} = this.load;
        return _t("%(planned)s h planned of %(working)s h", {
            planned: formatMinutes(planned),
            working: formatMinutes(working),
        });
    }
}

/** Who a lane belongs to. */
export class ScheduleLaneHead extends Component {
    static template = "property_crm.ScheduleLaneHead";
    static components = {ScheduleLoad};
    static props = {lane: Object, isPinned: Boolean, onPin: Function};

    get load() {
        return sumLoads(this.props.lane.load);
    }

    get pinTitle() {
        return this.props.isPinned ? _t("Do not keep in view") : _t("Keep in view");
    }
}
