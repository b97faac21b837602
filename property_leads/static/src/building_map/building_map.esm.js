import {BuildingMap} from "@property_crm/building_map/building_map.esm";
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";

/** What the map shows of prospects, in the order of the legend. */
export const PIPELINE = ["wished", "viewing", "reserved"];

/**
 * @param {Object[]} units as `get_map_data` returns them
 * @returns {Object} how many units are how far
 */
export function countPipeline(units) {
    const counts = Object.fromEntries(PIPELINE.map((step) => [step, 0]));
    for (const unit of units) {
        if (unit.pipeline) {
            counts[unit.pipeline] += 1;
        }
    }
    return counts;
}

patch(BuildingMap.prototype, {
    setup() {
        super.setup(...arguments);
        this.state.day = "";
    },

    get mapContext() {
        return this.state.day
            ? {...super.mapContext, map_day: this.state.day}
            : super.mapContext;
    },

    get pipelineSteps() {
        const counts = countPipeline(this.units);
        return PIPELINE.filter((step) => counts[step]).map((step) => ({
            step,
            label: this.pipelineLabels[step],
            count: counts[step],
        }));
    },

    get pipelineLabels() {
        return {
            wished: _t("Wanted"),
            viewing: _t("To be shown"),
            reserved: _t("Reserved"),
        };
    },

    isChosen(unit) {
        return super.isChosen(unit) || unit.pipeline === this.state.only;
    },

    /** Where nobody lives, the cell says who wants it, or how long it is empty. */
    getPeople(unit) {
        const words = [this.pipelineLabels[unit.pipeline], this.getVacantTime(unit)];
        return super.getPeople(unit) || words.filter(Boolean).join(" · ");
    },

    getVacantTime(unit) {
        return unit.vacant_days ? _t("%s days empty", unit.vacant_days) : "";
    },

    getUnitClass(unit) {
        const classes = super.getUnitClass(unit);
        return unit.pipeline
            ? `${classes} o_property_pipeline o_property_pipeline_${unit.pipeline}`
            : classes;
    },

    getUnitTitle(unit) {
        const words = [
            super.getUnitTitle(unit),
            this.getVacantTime(unit),
            this.pipelineLabels[unit.pipeline],
        ];
        if (unit.prospects) {
            words.push(_t("%s prospects", unit.prospects));
        }
        return words.filter(Boolean).join(" · ");
    },

    onDay(ev) {
        this.state.day = ev.target.value;
        return this.openBuilding(this.state.building.id);
    },
});
