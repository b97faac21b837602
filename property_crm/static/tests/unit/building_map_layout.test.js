import {describe, expect, test} from "@odoo/hoot";
import {
    buildLayout,
    countUnits,
    filterUnits,
    getNeighbour,
    isMatch,
} from "@property_crm/building_map/building_map_layout.esm";

describe.current.tags("headless");

function makeUnit(id, room, values = {}) {
    return {
        id,
        room,
        name: `1-${room}`,
        kind: "dwelling",
        entrance: "1",
        floor_label: room[0],
        floor_index: Number(room[0]),
        state: "occupied",
        people: [],
        ...values,
    };
}

const UNITS = [
    makeUnit(1, "101"),
    makeUnit(2, "102"),
    makeUnit(3, "201"),
    makeUnit(4, "202", {state: "vacant"}),
    makeUnit(5, "210"),
    makeUnit(6, "101", {entrance: "2", people: ["李伟"], tickets: 2}),
    makeUnit(7, "1", {
        kind: "parking",
        entrance: "",
        floor_label: "B1",
        floor_index: -1,
    }),
];

test("floors are drawn from the top, entrances and rooms in the order of numbers", () => {
    const {floors, entrances} = buildLayout([...UNITS].reverse());
    expect(floors.map((floor) => floor.label)).toEqual(["2", "1", "B1"]);
    expect(entrances.map((entrance) => entrance.name)).toEqual(["", "1", "2"]);
    expect(entrances.map((entrance) => entrance.width)).toEqual([1, 3, 1]);
    expect(floors[0].cells[1].map((unit) => unit.room)).toEqual(["201", "202", "210"]);
});

test("a floor is as wide as twenty units at most", () => {
    const garage = Array.from({length: 45}, (_, n) => makeUnit(n, `1${n}`));
    expect(buildLayout(garage).entrances[0].width).toBe(20);
});

test("an empty building has no floors", () => {
    expect(buildLayout([])).toEqual({entrances: [], floors: []});
});

test("search looks into code, room and people, and finds nothing for nothing", () => {
    expect(isMatch(UNITS[5], "李")).toBe(true);
    expect(isMatch(UNITS[5], " 1-10 ")).toBe(true);
    expect(isMatch(UNITS[5], "王")).toBe(false);
    expect(isMatch(UNITS[5], "  ")).toBe(false);
});

test("filters by kind and entrance, the nameless entrance included", () => {
    const ids = (filter) => filterUnits(UNITS, filter).map((unit) => unit.id);
    expect(ids({kind: "parking"})).toEqual([7]);
    expect(ids({entrance: ""})).toEqual([7]);
    expect(ids({entrance: "2"})).toEqual([6]);
    expect(ids({})).toHaveLength(7);
});

test("arrow keys lead to the neighbours and stop at the edges", () => {
    const layout = buildLayout(UNITS.slice(0, 5));
    expect(getNeighbour(layout, 3, "ArrowRight")).toBe(4);
    expect(getNeighbour(layout, 3, "ArrowLeft")).toBe(3);
    expect(getNeighbour(layout, 5, "ArrowDown")).toBe(2);
    expect(getNeighbour(layout, 1, "ArrowUp")).toBe(3);
    expect(getNeighbour(layout, 3, "ArrowUp")).toBe(3);
    expect(getNeighbour(layout, 3, "End")).toBe(5);
    expect(getNeighbour(layout, 5, "Home")).toBe(3);
    expect(getNeighbour(layout, 99, "ArrowUp")).toBe(3);
    expect(getNeighbour(layout, 3, "a")).toBe(3);
});

test("counts states and open requests", () => {
    expect(countUnits(UNITS)).toEqual({
        occupied: 6,
        vacant: 1,
        undelivered: 0,
        tickets: 2,
    });
});
