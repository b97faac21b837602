import {
    HOUR,
    MINUTE,
    STEP,
    findStart,
    formatSpan,
    getRange,
    moveToDay,
    snap,
} from "./schedule_layout.esm";
import {ClashReasonDialog} from "../clash/clash_calendar.esm";
import {RPCError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {getHandler} from "./schedule_handlers.esm";

const DEFAULT_MINUTES = 60;

/** Moving what is in the schedule: what would happen, doing it, undoing it. */
export class ScheduleMoves {
    constructor(screen) {
        this.screen = screen;
        this.getPlan = this.getPlan.bind(this);
        this.onPlan = this.onPlan.bind(this);
    }

    get data() {
        return this.screen.data;
    }

    get isDay() {
        return this.data.scale === "day";
    }

    get range() {
        const {lanes, days} = this.data;
        return getRange(lanes, days[0], this.screen.state.isWhole);
    }

    getLane(id) {
        return this.data.lanes.find((lane) => lane.id === Number(id));
    }

    findItem(element) {
        const {laneId, model, id} = element.dataset;
        return this.getLane(laneId)?.items.find(
            (item) => item.model === model && item.id === Number(id)
        );
    }

    // What would happen

    getPlan({element, spot, x, grip, isResize}) {
        if (isResize) {
            return this.getResizePlan(element.closest(".o_schedule_item"), x);
        }
        const dragged = spot && this.getDragged(element);
        return dragged
            ? this.getDropPlan(dragged, spot, x - (dragged.item ? grip : 0))
            : null;
    }

    /** Return the item or the card of a panel that an element is, with its length. */
    getDragged(element) {
        if (element.classList.contains("o_schedule_card")) {
            const card = {...element.dataset};
            const minutes = Number(card.minutes) || DEFAULT_MINUTES;
            return {item: null, card, length: minutes * MINUTE, fromUserId: null};
        }
        const item = this.findItem(element);
        const fromUserId = Number(element.dataset.laneId);
        return item && {item, card: null, length: item.stop - item.start, fromUserId};
    }

    getDropPlan({item, card, length, fromUserId}, spot, x) {
        const lane = this.getLane(spot.dataset.laneId);
        const start = this.getDropStart({lane, item, length}, spot, x);
        const stop = start + length;
        const plan = {item, card, start, stop, userId: lane.id, fromUserId};
        return {...plan, rect: this.getRect(spot, plan), text: this.describe(plan)};
    }

    getDropStart(dragged, spot, x) {
        if (!this.isDay) {
            return this.getDayStart(dragged, spot.dataset.date);
        }
        // What lasts all day stays on its day, whoever does it
        return dragged.item?.is_allday
            ? dragged.item.start
            : snap(this.getInstant(spot, x));
    }

    getResizePlan(element, x) {
        const item = this.findItem(element);
        const spot = element.closest(".o_schedule_spot");
        if (!item || !spot) {
            return null;
        }
        const stop = Math.max(snap(this.getInstant(spot, x)), item.start + STEP);
        const userId = Number(element.dataset.laneId);
        const plan = {
            item,
            card: null,
            start: item.start,
            stop,
            userId,
            fromUserId: userId,
        };
        return {...plan, rect: this.getRect(spot, plan), text: this.describe(plan)};
    }

    getInstant(spot, x) {
        const [from, to] = this.range;
        const {left, width} = spot.getBoundingClientRect();
        return from + ((x - left) / width) * (to - from);
    }

    getDayStart({lane, item, length}, date) {
        const day = this.data.days.find((one) => one.date === date);
        if (!item) {
            return findStart(lane, day, length, this.screen.state.now);
        }
        const from = this.data.days.find(({stop}) => item.start < stop);
        return moveToDay(item.start, from, day, this.data.tz);
    }

    getRect(spot, {item, start, stop}) {
        const {left, top, width, height} = spot.getBoundingClientRect();
        if (!this.isDay || item?.is_allday) {
            return {left, top, width, height};
        }
        const [from, to] = this.range;
        const scale = width / (to - from);
        return {
            left: left + (start - from) * scale,
            top,
            width: (stop - start) * scale,
            height,
        };
    }

    describe({item, card, start, stop, userId}) {
        const span = formatSpan(start, stop, this.data.tz);
        const label = item ? item.label : card.label;
        return [span, this.getLane(userId).name, label].filter(Boolean).join(" · ");
    }

    // Doing it

    onPlan(plan) {
        const {item, start, stop, userId, fromUserId} = plan;
        const isSame =
            item && item.start === start && item.stop === stop && userId === fromUserId;
        return isSame ? null : this.apply(plan);
    }

    async apply(plan) {
        const {screen} = this;
        const {item, card, start, stop, userId, fromUserId} = plan;
        const handler = getHandler((item || card).model);
        const act = item ? handler.move : handler.drop;
        if (!act) {
            return;
        }
        this.show(plan);
        const done = await this.attempt((reason) =>
            act(screen.schedule, {item, card, start, stop, userId, fromUserId, reason})
        );
        if (done !== false) {
            this.offerUndo(plan, done);
        }
        await screen.load();
    }

    /** Show a moved item where it goes, before the server has answered. */
    show({item, start, stop, userId, fromUserId}) {
        if (item) {
            const [from, to] = [fromUserId, userId].map((id) => this.getLane(id));
            from.items = from.items.filter((other) => other !== item);
            to.items = [...to.items, {...item, start, stop}];
        }
    }

    /**
     * Return what an act answers; false, and its message shown, if it is refused. Where
     * people are taken already, it is done again with the reason that is given.
     *
     * @param {Function} act
     * @param {String} [reason]
     */
    async attempt(act, reason) {
        try {
            return await act(reason);
        } catch (error) {
            if (!(error instanceof RPCError)) {
                throw error;
            }
            if (!reason && error.data?.context?.property_clash) {
                const given = await this.askReason(error.data.message);
                return given ? this.attempt(act, given) : false;
            }
            this.screen.notification.add(error.data?.message || error.message, {
                type: "danger",
            });
            return false;
        }
    }

    askReason(message) {
        return new Promise((resolve) => {
            this.screen.dialog.add(
                ClashReasonDialog,
                {message, confirm: resolve},
                {onClose: () => resolve("")}
            );
        });
    }

    offerUndo(plan, undo) {
        const text = plan.text || this.describe(plan);
        const buttons = [];
        let close = () => null;
        if (undo) {
            const onClick = async () => {
                close();
                await this.attempt(undo);
                await this.screen.load();
            };
            buttons.push({name: _t("Undo"), onClick});
        }
        close = this.screen.notification.add(text, {type: "success", buttons});
    }

    // From the keyboard

    async onKeydown(item, laneId, ev) {
        if (!ev.key.startsWith("Arrow")) {
            return;
        }
        ev.preventDefault();
        const element = ev.currentTarget;
        if (!ev.shiftKey) {
            this.focusNext(
                element,
                ["ArrowRight", "ArrowDown"].includes(ev.key) ? 1 : -1
            );
            return;
        }
        const plan = item.is_movable && this.getKeyPlan(item, laneId, ev.key);
        if (plan) {
            const {model, id} = element.dataset;
            await this.apply(plan);
            this.screen.root.el
                .querySelector(
                    `.o_schedule_item[data-model="${model}"][data-id="${id}"]`
                )
                ?.focus();
        }
    }

    getKeyPlan(item, laneId, key) {
        const {lanes} = this.data;
        const position = lanes.findIndex((lane) => lane.id === laneId);
        const down = {ArrowUp: -1, ArrowDown: 1}[key] || 0;
        const aside = {ArrowLeft: -1, ArrowRight: 1}[key] || 0;
        const lane = lanes[position + down];
        const step = aside * (this.isDay ? STEP : 24 * HOUR);
        return (
            lane && {
                item,
                card: null,
                start: item.start + step,
                stop: item.stop + step,
                fromUserId: laneId,
                userId: lane.id,
            }
        );
    }

    focusNext(element, step) {
        const items = [...this.screen.root.el.querySelectorAll(".o_schedule_item")];
        items[items.indexOf(element) + step]?.focus();
    }

    /** Return an hour about where somebody clicked, within a gap. */
    fitHour(at, gap) {
        const start = Math.max(Math.floor(at / (2 * STEP)) * 2 * STEP, gap.start);
        return [start, Math.max(Math.min(start + HOUR, gap.stop), start + STEP)];
    }
}
