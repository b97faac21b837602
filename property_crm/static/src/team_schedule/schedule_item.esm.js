import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatSpan} from "./schedule_layout.esm";
import {getHandler} from "./schedule_handlers.esm";

const COLORS = 12;

/** One thing in a lane: an event, an absence, or what another addon planned. */
export class ScheduleItem extends Component {
    static template = "property_crm.ScheduleItem";
    static props = {
        item: Object,
        laneId: Number,
        tz: String,
        canResize: {type: Boolean, optional: true},
        style: {type: String, optional: true},
        onOpen: Function,
        onKeydown: Function,
    };

    get span() {
        const {item, tz} = this.props;
        return item.is_allday ? _t("All day") : formatSpan(item.start, item.stop, tz);
    }

    get title() {
        const {label, place} = this.props.item;
        return [this.span, label, place].filter(Boolean).join(" · ");
    }

    get className() {
        const {item} = this.props;
        const classes = [];
        if (item.is_movable) {
            classes.push("o_schedule_movable");
        }
        if (item.is_absence) {
            classes.push("o_schedule_absence");
        } else if (item.is_private) {
            classes.push("o_schedule_private");
        } else {
            const color = getHandler(item.model).color?.(item);
            classes.push(color || `o_schedule_color_${(item.color || 0) % COLORS}`);
        }
        return classes.join(" ");
    }
}
