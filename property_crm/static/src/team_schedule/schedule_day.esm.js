import {
    HOUR,
    formatSpan,
    getBox,
    getHours,
    getRange,
    isWholeDay,
    placeItems,
} from "./schedule_layout.esm";
import {Component} from "@odoo/owl";
import {ScheduleItem} from "./schedule_item.esm";
import {ScheduleLaneHead} from "./schedule_lane_head.esm";
import {_t} from "@web/core/l10n/translation";

/** A day: a lane per person, the hours from left to right. */
export class ScheduleDay extends Component {
    static template = "property_crm.ScheduleDay";
    static components = {ScheduleItem, ScheduleLaneHead};
    static props = {
        data: Object,
        isWhole: Boolean,
        now: Number,
        onOpen: Function,
        onKeydown: Function,
        onNew: Function,
        onPin: Function,
        onDuty: Function,
    };

    get day() {
        return this.props.data.days[0];
    }

    get range() {
        return getRange(this.props.data.lanes, this.day, this.props.isWhole);
    }

    get hours() {
        return getHours(this.range, this.props.data.tz);
    }

    get width() {
        const [from, to] = this.range;
        return `min-width: ${((to - from) / HOUR) * 3.4}rem`;
    }

    get nowStyle() {
        return this.getStyle(this.props.now, this.props.now + 1);
    }

    getStyle(start, stop) {
        const box = getBox(start, stop, this.range);
        return box && `left: ${box.left}%; width: ${box.width}%`;
    }

    /** What of pairs is seen, with its style. */
    getBands(pairs) {
        return pairs
            .map(([start, stop]) => ({start, stop, style: this.getStyle(start, stop)}))
            .filter(({style}) => style);
    }

    getMarks(marks) {
        return marks
            .map((mark) => ({...mark, style: this.getStyle(mark.start, mark.stop)}))
            .filter(({style}) => style);
    }

    getAllDay(lane) {
        return lane.items.filter(
            (item) => !item.is_absence && isWholeDay(item, this.day)
        );
    }

    getAbsences(lane) {
        return this.getMarks(lane.items.filter((item) => item.is_absence));
    }

    getPlaced(lane) {
        const items = lane.items.filter(
            (item) => !item.is_absence && !isWholeDay(item, this.day)
        );
        const {placed, trackCount} = placeItems(items, this.range);
        return {
            trackCount,
            placed: placed.map(({item, left, width, track}) => ({
                item,
                style: `left: ${left}%; width: ${width}%; --o-schedule-track: ${track}`,
            })),
        };
    }

    getFreeTitle({start, stop}) {
        const span = formatSpan(start, stop, this.props.data.tz);
        return _t("Free %s: click for a new event", span);
    }

    isPinned(lane) {
        return (this.props.data.choice.pinned || []).includes(lane.id);
    }

    onFree(lane, {start, stop}, ev) {
        const track = ev.currentTarget.parentElement.getBoundingClientRect();
        const [from, to] = this.range;
        // From the keyboard there is no place: the gap begins
        const at = ev.detail
            ? from + ((ev.clientX - track.left) / track.width) * (to - from)
            : start;
        this.props.onNew(lane, at, {start, stop});
    }
}
