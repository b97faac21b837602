import {describe, expect, test} from "@odoo/hoot";
import {countPipeline} from "@property_leads/building_map/building_map.esm";

describe.current.tags("headless");

test("how many units are how far", () => {
    const units = [
        {id: 1, pipeline: "reserved"},
        {id: 2, pipeline: "wished"},
        {id: 3},
        {id: 4, pipeline: "wished"},
    ];
    expect(countPipeline(units)).toEqual({wished: 2, viewing: 0, reserved: 1});
    expect(countPipeline([])).toEqual({wished: 0, viewing: 0, reserved: 0});
});
