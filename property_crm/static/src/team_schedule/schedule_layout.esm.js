/**
 * What is drawn where in the team schedule. Instants are milliseconds since 1970, so
 * that a day may have 23 or 25 hours; only labels know the time zone.
 */

const {DateTime} = luxon;

export const MINUTE = 60 * 1000;
export const HOUR = 60 * MINUTE;
export const STEP = 15 * MINUTE;
const OFFICE = [8, 18];
const TIMES = new Set(["start", "stop"]);
const PAIRS = new Set(["working", "free", "gaps"]);

export function toMs(text) {
    return DateTime.fromSQL(text, {zone: "utc"}).toMillis();
}

/** Return an instant as Odoo writes it. */
export function toText(ms) {
    return DateTime.fromMillis(ms, {zone: "utc"}).toFormat("yyyy-MM-dd HH:mm:ss");
}

export function toLocal(ms, tz) {
    return DateTime.fromMillis(ms, {zone: tz});
}

/** Return the answer of the server with numbers for the instants in it. */
export function readTimes(value, name = "") {
    if (PAIRS.has(name) && Array.isArray(value)) {
        return value.map(([start, stop]) => [toMs(start), toMs(stop)]);
    }
    if (Array.isArray(value)) {
        return value.map((part) => readTimes(part));
    }
    if (value && typeof value === "object") {
        return Object.fromEntries(
            Object.entries(value).map(([key, part]) => [key, readTimes(part, key)])
        );
    }
    return TIMES.has(name) ? toMs(value) : value;
}

/** Return the part of a day that is worth seeing: working hours and what is planned. */
export function getRange(lanes, day, isWhole = false) {
    if (isWhole) {
        return [day.start, day.stop];
    }
    const office = OFFICE.map((hour) => day.start + hour * HOUR);
    const starts = [office[0]];
    const stops = [office[1]];
    for (const lane of lanes) {
        const shown = lane.items.filter((item) => !isWholeDay(item, day));
        for (const [start, stop] of [
            ...lane.working,
            ...shown.map((item) => [item.start, item.stop]),
        ]) {
            if (start < day.stop && stop > day.start) {
                starts.push(start);
                stops.push(stop);
            }
        }
    }
    const first =
        day.start + Math.floor((Math.min(...starts) - day.start) / HOUR) * HOUR;
    const last = day.start + Math.ceil((Math.max(...stops) - day.start) / HOUR) * HOUR;
    return [Math.max(first, day.start), Math.min(last, day.stop)];
}

export function isWholeDay(item, day) {
    return item.is_allday || (item.start <= day.start && item.stop >= day.stop);
}

/** Return `{left, width}` in percent of the range; nothing outside of it. */
export function getBox(start, stop, [from, to]) {
    const first = Math.max(start, from);
    const last = Math.min(stop, to);
    if (first >= last) {
        return null;
    }
    const percent = 100 / (to - from);
    return {left: (first - from) * percent, width: (last - first) * percent};
}

/** Return the items that are seen, each with its box and its track below others. */
export function placeItems(items, range) {
    const ends = [];
    const placed = [];
    for (const item of [...items].sort(byTime)) {
        const box = getBox(item.start, item.stop, range);
        if (!box) {
            continue;
        }
        let track = ends.findIndex((end) => end <= item.start);
        if (track < 0) {
            track = ends.length;
        }
        ends[track] = item.stop;
        placed.push({item, track, ...box});
    }
    return {placed, trackCount: Math.max(ends.length, 1)};
}

export function byTime(a, b) {
    return a.start - b.start || b.stop - a.stop || (a.id || 0) - (b.id || 0);
}

/** Return the full hours of a range with their labels on the wall clock of the zone. */
export function getHours([from, to], tz) {
    const hours = [];
    for (let at = from; at < to; at += HOUR) {
        const {left} = getBox(at, at + 1, [from, to]);
        hours.push({at, left, label: toLocal(at, tz).toFormat("H:mm")});
    }
    return hours;
}

export function snap(ms, step = STEP) {
    return Math.round(ms / step) * step;
}

/** Return what of pairs or items lies within a day, cut at its ends. */
export function cutToDay(intervals, day) {
    return intervals
        .map(([start, stop]) => [Math.max(start, day.start), Math.min(stop, day.stop)])
        .filter(([start, stop]) => start < stop);
}

export function getItemsOfDay(items, day) {
    return items
        .filter((item) => item.start < day.stop && item.stop > day.start)
        .sort(byTime);
}

/** Return an instant of the same time of day on another day of the zone. */
export function moveToDay(ms, from, to, tz) {
    const days = toLocal(to.start + 12 * HOUR, tz)
        .startOf("day")
        .diff(toLocal(from.start + 12 * HOUR, tz).startOf("day"), "days").days;
    return toLocal(ms, tz)
        .plus({days: Math.round(days)})
        .toMillis();
}

/** Return when something of a length would begin on a day: the first gap it fits in. */
export function findStart(lane, day, length, after = 0) {
    const free = cutToDay(lane.free, day).map(([start, stop]) => [
        Math.ceil(Math.max(start, after) / STEP) * STEP,
        stop,
    ]);
    const gap = free.find(([start, stop]) => stop - start >= length);
    const working = cutToDay(lane.working, day)[0];
    return gap?.[0] ?? working?.[0] ?? day.start + 9 * HOUR;
}

/** Return how full a day is: `{percent, level, planned, working}`. */
export function getLoad(load) {
    const {planned, working} = load;
    const ratio = working ? planned / working : Number(planned > 0) * 2;
    const level = ratio > 1 ? "over" : ratio > 0.85 ? "full" : "free";
    return {percent: Math.min(ratio, 1) * 100, level, planned, working};
}

/** Return the loads of several days as one. */
export function sumLoads(loads) {
    return {
        planned: loads.reduce((sum, load) => sum + load.planned, 0),
        working: loads.reduce((sum, load) => sum + load.working, 0),
    };
}

export function formatMinutes(minutes) {
    const hours = Math.floor(minutes / 60);
    return `${hours}:${String(minutes % 60).padStart(2, "0")}`;
}

export function formatSpan(start, stop, tz) {
    const [first, last] = [start, stop].map((ms) => toLocal(ms, tz).toFormat("H:mm"));
    return `${first}–${last}`;
}
