import {describe, expect, test} from "@odoo/hoot";
import {makeKey, prepareValues} from "@property_helpdesk/quick_entry/quick_entry.esm";
import {getNeighbourId} from "@property_helpdesk/inbox/inbox.esm";

describe.current.tags("headless");

const TICKETS = [{id: 7}, {id: 3}, {id: 9}];
const STATE = {
    unit_id: 1,
    site_id: 2,
    who: "5",
    classes: [{id: 8}],
    suggested_class_id: 8,
    class_id: 4,
    unread: ["###"],
    channel: "walk_in",
};

test("the neighbour of a request; the ends hold", () => {
    expect(getNeighbourId(TICKETS, 3, 1)).toBe(9);
    expect(getNeighbourId(TICKETS, 3, -1)).toBe(7);
    expect(getNeighbourId(TICKETS, 9, 1)).toBe(9);
    expect(getNeighbourId(TICKETS, 7, -1)).toBe(7);
    expect(getNeighbourId(TICKETS, undefined, 1)).toBe(7);
    expect(getNeighbourId([], 7, 1)).toBe(false);
});

test("each request has a key of its own", () => {
    const keys = new Set(Array.from({length: 50}, makeKey));
    expect(keys.size).toBe(50);
});

test("what is sent: a person of the list, nobody, or a new one", () => {
    expect(prepareValues(STATE)).toInclude(["partner_id", 5]);
    expect(prepareValues({...STATE, who: "name"})).toInclude(["partner_id", false]);
    expect(prepareValues({...STATE, who: "name"})).toInclude(["create_person", false]);
    expect(prepareValues({...STATE, who: "new"})).toInclude(["create_person", true]);
});

test("the unit says the site", () => {
    expect(prepareValues(STATE)).toInclude(["site_id", false]);
    expect(prepareValues({...STATE, unit_id: false})).toInclude(["site_id", 2]);
});
