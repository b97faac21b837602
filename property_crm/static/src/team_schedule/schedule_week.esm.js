import {
    cutToDay,
    findStart,
    getItemsOfDay,
    isWholeDay,
    toLocal,
} from "./schedule_layout.esm";
import {ScheduleLaneHead, ScheduleLoad} from "./schedule_lane_head.esm";
import {Component} from "@odoo/owl";
import {HOUR} from "./schedule_layout.esm";
import {ScheduleItem} from "./schedule_item.esm";
import {_t} from "@web/core/l10n/translation";

/** A week: a row per person, the days from left to right. */
export class ScheduleWeek extends Component {
    static template = "property_crm.ScheduleWeek";
    static components = {ScheduleItem, ScheduleLaneHead, ScheduleLoad};
    static props = {
        data: Object,
        now: Number,
        onDay: Function,
        onOpen: Function,
        onKeydown: Function,
        onNew: Function,
        onPin: Function,
        onDuty: Function,
    };

    get days() {
        const {data, now} = this.props;
        return data.days.map((day) => {
            const noon = toLocal(day.start + 12 * HOUR, data.tz);
            return {
                ...day,
                name: noon.toFormat("ccc"),
                number: noon.toFormat("d"),
                isToday: day.start <= now && now < day.stop,
            };
        });
    }

    getItems(lane, day) {
        return getItemsOfDay(lane.items, day);
    }

    isOff(lane, day) {
        return !cutToDay(lane.working, day).length;
    }

    getClosed(lane, day) {
        const closed = lane.closed.find(
            ({start, stop}) => start < day.stop && stop > day.start
        );
        return closed?.label || "";
    }

    getLoad(lane, day) {
        return lane.load.find(({date}) => date === day.date);
    }

    /** The item as it is on that day; what lasts longer is there all day. */
    getDayItem(item, day) {
        return {...item, is_allday: isWholeDay(item, day)};
    }

    getDuties(lane, day) {
        return lane.duties.filter(
            ({start, stop}) => start < day.stop && stop > day.start
        );
    }

    getTurns(row, day) {
        return row.turns.filter(
            ({start, stop}) => start < day.stop && stop > day.start
        );
    }

    hasGap(row, day) {
        return Boolean(cutToDay(row.gaps, day).length);
    }

    getNewTitle(lane, day) {
        return _t("New event for %(name)s on %(day)s", {
            name: lane.name,
            day: day.date,
        });
    }

    isPinned(lane) {
        return (this.props.data.choice.pinned || []).includes(lane.id);
    }

    onNew(lane, day) {
        const start = findStart(lane, day, HOUR);
        this.props.onNew(lane, start, {start, stop: start + HOUR});
    }
}
