/** How the units of a building are drawn: pure functions, no component. */

const ROOM_ORDER = new Intl.Collator(undefined, {numeric: true});
const MAX_COLUMNS = 20;

/**
 * Sort units into rows (floors, the top one first) and columns (entrances).
 *
 * @param {Object[]} units as `get_map_data` returns them
 * @returns {{entrances: {name: String, width: Number}[], floors: {index: Number,
 *     label: String, cells: Object[][]}[]}}
 */
export function buildLayout(units) {
    const names = [...new Set(units.map((unit) => unit.entrance))];
    names.sort(ROOM_ORDER.compare);
    const floors = new Map();
    for (const unit of units) {
        const floor = floors.get(unit.floor_index) || {
            index: unit.floor_index,
            label: "",
            cells: names.map(() => []),
        };
        floor.label ||= unit.floor_label;
        floor.cells[names.indexOf(unit.entrance)].push(unit);
        floors.set(unit.floor_index, floor);
    }
    const rows = [...floors.values()].sort((a, b) => b.index - a.index);
    for (const cell of rows.flatMap((floor) => floor.cells)) {
        cell.sort((a, b) => ROOM_ORDER.compare(a.room, b.room));
    }
    const entrances = names.map((name, position) => ({
        name,
        width: Math.min(
            Math.max(...rows.map((floor) => floor.cells[position].length)),
            MAX_COLUMNS
        ),
    }));
    return {entrances, floors: rows};
}

/**
 * Tell whether a unit has the searched text in its code, number or people.
 *
 * @param {Object} unit
 * @param {String} text
 * @returns {Boolean} false for an empty text
 */
export function isMatch(unit, text) {
    const needle = text.trim().toLowerCase();
    if (!needle) {
        return false;
    }
    return [unit.name, unit.room, ...unit.people].some((word) =>
        (word || "").toLowerCase().includes(needle)
    );
}

/**
 * @param {Object[]} units
 * @param {{kind: String, entrance: String | null}} filter empty: no limit
 * @returns {Object[]}
 */
export function filterUnits(units, {kind = "", entrance = null} = {}) {
    return units.filter(
        (unit) =>
            (!kind || unit.kind === kind) &&
            (entrance === null || unit.entrance === entrance)
    );
}

/**
 * Return the unit an arrow key leads to from another one.
 *
 * Up and down keep the place on the floor as well as the floor there allows.
 *
 * @param {{floors: Object[]}} layout
 * @param {Number} unitId
 * @param {String} key name of the key, as the browser calls it
 * @returns {Number} the id of the unit itself where there is no further one
 */
export function getNeighbour(layout, unitId, key) {
    const rows = layout.floors.map((floor) => floor.cells.flat());
    const row = rows.findIndex((units) => units.some((unit) => unit.id === unitId));
    if (row < 0) {
        return rows[0]?.[0]?.id;
    }
    const column = rows[row].findIndex((unit) => unit.id === unitId);
    const targets = {
        ArrowUp: [row - 1, column],
        ArrowDown: [row + 1, column],
        ArrowLeft: [row, column - 1],
        ArrowRight: [row, column + 1],
        Home: [row, 0],
        End: [row, Infinity],
    };
    const [toRow, toColumn] = targets[key] || [row, column];
    const units = rows[toRow] || rows[row];
    const place = rows[toRow] ? toColumn : column;
    return units[Math.max(0, Math.min(place, units.length - 1))].id;
}

/**
 * @param {Object[]} units
 * @returns {Object} how many units are in each state, and how many open requests
 */
export function countUnits(units) {
    const counts = {occupied: 0, vacant: 0, undelivered: 0, tickets: 0};
    for (const unit of units) {
        counts[unit.state] += 1;
        counts.tickets += unit.tickets || 0;
    }
    return counts;
}
