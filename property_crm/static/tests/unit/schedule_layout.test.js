import {describe, expect, test} from "@odoo/hoot";
import {
    HOUR,
    STEP,
    findStart,
    formatMinutes,
    formatSpan,
    getBox,
    getHours,
    getLoad,
    getRange,
    isWholeDay,
    moveToDay,
    placeItems,
    readTimes,
    snap,
    sumLoads,
    toMs,
    toText,
} from "@property_crm/team_schedule/schedule_layout.esm";

describe.current.tags("headless");

const TZ = "Asia/Shanghai";
const DAY = readTimes({
    date: "2026-03-09",
    start: "2026-03-08 16:00:00",
    stop: "2026-03-09 16:00:00",
});

function at(hour) {
    return DAY.start + hour * HOUR;
}

function makeLane(values = {}) {
    return {working: [], free: [], items: [], ...values};
}

test("instants come as texts and go as texts", () => {
    const text = "2026-03-09 01:30:00";
    const read = readTimes({
        items: [{start: text, id: 3}],
        free: [[text, text]],
        load: [{working: 450}],
    });
    expect(toText(read.items[0].start)).toBe(text);
    expect(read.free[0][1]).toBe(toMs(text));
    expect(read.load[0].working).toBe(450);
});

test("a day shows office hours and what lies outside of them", () => {
    expect(getRange([], DAY)).toEqual([at(8), at(18)]);
    const late = {start: at(19.5), stop: at(21.25)};
    const lane = makeLane({working: [[at(7.5), at(16)]], items: [late]});
    expect(getRange([lane], DAY)).toEqual([at(7), at(22)]);
    expect(getRange([lane], DAY, true)).toEqual([DAY.start, DAY.stop]);
    const flu = {start: DAY.start, stop: DAY.stop};
    expect(isWholeDay(flu, DAY)).toBe(true);
    expect(getRange([makeLane({items: [flu]})], DAY)).toEqual([at(8), at(18)]);
});

test("boxes are cut at the edges", () => {
    const range = [at(8), at(18)];
    expect(getBox(at(9), at(10), range)).toEqual({left: 10, width: 10});
    expect(getBox(at(7), at(9), range)).toEqual({left: 0, width: 10});
    expect(getBox(at(18), at(19), range)).toBe(null);
});

test("what overlaps is drawn below, what follows in the same track", () => {
    const items = [
        {id: 1, start: at(9), stop: at(11)},
        {id: 2, start: at(10), stop: at(12)},
        {id: 3, start: at(11), stop: at(12)},
        {id: 4, start: at(20), stop: at(21)},
    ];
    const {placed, trackCount} = placeItems(items.toReversed(), [at(8), at(18)]);
    expect(placed.map(({item, track}) => [item.id, track])).toEqual([
        [1, 0],
        [2, 1],
        [3, 0],
    ]);
    expect(trackCount).toBe(2);
    expect(placeItems([], [at(8), at(18)]).trackCount).toBe(1);
});

test("hours are those of the wall clock, also when it jumps", () => {
    const labels = getHours([at(8), at(11)], TZ).map(({label}) => label);
    expect(labels).toEqual(["8:00", "9:00", "10:00"]);
    const night = [toMs("2026-03-29 00:00:00"), toMs("2026-03-29 03:00:00")];
    const jumped = getHours(night, "Europe/Berlin").map(({label}) => label);
    expect(jumped).toEqual(["1:00", "3:00", "4:00"]);
});

test("the same time on another day, also when the clock was changed between", () => {
    const saturday = readTimes({
        start: "2026-03-27 23:00:00",
        stop: "2026-03-28 23:00:00",
    });
    const sunday = readTimes({
        start: "2026-03-28 23:00:00",
        stop: "2026-03-29 22:00:00",
    });
    const moved = moveToDay(
        toMs("2026-03-28 08:00:00"),
        saturday,
        sunday,
        "Europe/Berlin"
    );
    expect(toText(moved)).toBe("2026-03-29 07:00:00");
});

test("the first gap that is long enough, not in the past", () => {
    const free = [
        [at(9), at(9.5)],
        [at(10), at(12)],
    ];
    const lane = makeLane({free, working: [[at(8), at(18)]]});
    expect(findStart(lane, DAY, HOUR)).toBe(at(10));
    expect(findStart(lane, DAY, HOUR, at(10.1))).toBe(at(10.25));
    expect(findStart(lane, DAY, 3 * HOUR)).toBe(at(8));
    expect(findStart(makeLane(), DAY, HOUR)).toBe(at(9));
});

test("how full a day is", () => {
    expect(getLoad({planned: 240, working: 480})).toMatchObject({
        percent: 50,
        level: "free",
    });
    expect(getLoad({planned: 470, working: 480}).level).toBe("full");
    expect(getLoad({planned: 500, working: 480})).toMatchObject({
        percent: 100,
        level: "over",
    });
    expect(getLoad({planned: 10, working: 0}).level).toBe("over");
    expect(getLoad({planned: 0, working: 0}).percent).toBe(0);
    const loads = [
        {planned: 1, working: 2},
        {planned: 3, working: 4},
    ];
    expect(sumLoads(loads)).toEqual({planned: 4, working: 6});
});

test("words for times", () => {
    expect(formatMinutes(65)).toBe("1:05");
    expect(formatSpan(at(9), at(10.5), TZ)).toBe("9:00–10:30");
    expect(snap(at(9) + 8 * 60 * 1000)).toBe(at(9) + STEP);
});
