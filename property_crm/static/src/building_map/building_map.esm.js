import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";
import {
    buildLayout,
    countUnits,
    filterUnits,
    getNeighbour,
    isMatch,
} from "./building_map_layout.esm";
import {_t} from "@web/core/l10n/translation";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const LAST_BUILDING = "property_crm.building_map.building";
const COMPACT_FROM = 200;
const KIND_ICONS = {
    dwelling: "fa-home",
    shop: "fa-shopping-basket",
    office: "fa-briefcase",
    parking: "fa-car",
    storage: "fa-archive",
    other: "fa-square-o",
};
const MANAGER_GROUP = "property_crm.group_property_site_manager";

export class BuildingMap extends Component {
    static template = "property_crm.BuildingMap";
    static components = {ControlPanel};
    static props = {...standardActionServiceProps};
    static displayName = _t("Building map");
    static path = "building-map";

    setup() {
        this.fields = useService("field");
        this.orm = useService("orm");
        this.action = useService("action");
        this.root = useRef("map");
        this.state = useState({
            sites: [],
            buildings: [],
            siteId: false,
            building: null,
            kind: "",
            entrance: null,
            search: "",
            isCompact: false,
            only: "",
            focusedId: this.params.unit_id || false,
        });
        onWillStart(() => this.start());
        useEffect(
            (unitId) => {
                if (unitId) {
                    this.focusUnit(unitId);
                }
            },
            () => [this.params.unit_id]
        );
    }

    // Data

    get params() {
        return this.props.action.params || {};
    }

    async start() {
        const [kinds, sites, canGenerate] = await Promise.all([
            this.fields.loadFields("property.unit", {fieldNames: ["kind"]}),
            this.orm.searchRead("property.site", [], ["name"]),
            user.hasGroup(MANAGER_GROUP),
        ]);
        this.kindLabels = Object.fromEntries(kinds.kind.selection);
        this.canGenerate = canGenerate;
        this.state.sites = sites;
        await this.openFirst();
    }

    async openFirst() {
        const {site_id: siteId, building_id: buildingId} = this.params;
        const last = Number(browser.localStorage.getItem(LAST_BUILDING));
        const wanted = this.props.resId || buildingId || (!siteId && last);
        if (wanted && (await this.openBuilding(wanted))) {
            return;
        }
        const site = this.state.sites.find(({id}) => id === siteId);
        await this.openSite((site || this.state.sites[0])?.id);
    }

    async openSite(siteId) {
        await this.loadBuildings(siteId);
        const first = this.state.buildings[0];
        this.state.building = null;
        if (first) {
            await this.openBuilding(first.id);
        }
    }

    async loadBuildings(siteId) {
        this.state.siteId = siteId || false;
        this.state.buildings = siteId
            ? await this.orm.searchRead(
                  "property.building",
                  [["site_id", "=", siteId]],
                  ["name"]
              )
            : [];
    }

    /** Show a building; answer whether the user may see it. */
    async openBuilding(buildingId) {
        const known = await this.orm.search("property.building", [
            ["id", "=", buildingId],
        ]);
        if (!known.length) {
            return false;
        }
        const building = await this.orm.call(
            "property.building",
            "get_map_data",
            [[buildingId]],
            {context: this.mapContext}
        );
        if (building.site_id !== this.state.siteId) {
            await this.loadBuildings(building.site_id);
        }
        Object.assign(this.state, {
            building,
            kind: "",
            entrance: null,
            only: "",
            isCompact: building.units.length > COMPACT_FROM,
        });
        browser.localStorage.setItem(LAST_BUILDING, buildingId);
        this.props.updateActionState?.({resId: buildingId});
        return true;
    }

    // What is drawn

    get units() {
        return this.state.building?.units || [];
    }

    get layout() {
        return buildLayout(filterUnits(this.units, this.state));
    }

    get kinds() {
        return [...new Set(this.units.map((unit) => unit.kind))];
    }

    get entrances() {
        return buildLayout(this.units).entrances;
    }

    /** What the map is asked for beside the building. */
    get mapContext() {
        return {};
    }

    get counts() {
        return countUnits(filterUnits(this.units, this.state));
    }

    get matches() {
        return filterUnits(this.units, this.state).filter((unit) =>
            isMatch(unit, this.state.search)
        );
    }

    get matchText() {
        const count = this.matches.length;
        if (!this.state.search.trim()) {
            return "";
        }
        return count ? _t("%s found", count) : _t("Nothing found");
    }

    get stateLabels() {
        return {
            owned: _t("Owner's own use"),
            let: _t("Let"),
            occupied: _t("Lived in or used"),
            vacant: _t("Nobody registered"),
            undelivered: _t("Not delivered"),
        };
    }

    /** What a unit is coloured and counted by. */
    getUnitState(unit) {
        return unit.use || unit.state;
    }

    /** The states of the building, in the order of the legend. */
    get legend() {
        const units = filterUnits(this.units, this.state);
        return Object.entries(this.stateLabels)
            .map(([state, label]) => ({
                state,
                label,
                count: units.filter((unit) => this.getUnitState(unit) === state).length,
            }))
            .filter(({state, count}) => count || state === "vacant");
    }

    /** Whether a unit is of what was chosen in the legend. */
    isChosen(unit) {
        return this.getUnitState(unit) === this.state.only;
    }

    getWidth(plan) {
        return plan.entrances.reduce((sum, entrance) => sum + entrance.width, 0);
    }

    getKindIcon(kind) {
        return KIND_ICONS[kind] || KIND_ICONS.other;
    }

    /** The second line of a unit: who lives there. */
    getPeople(unit) {
        const [first, ...others] = unit.people;
        return others.length ? `${first} +${others.length}` : first || "";
    }

    getEntranceLabel(entrance) {
        return entrance.name ? _t("Entrance %s", entrance.name) : "";
    }

    get alerts() {
        return this.state.building?.alerts || [];
    }

    getBuildingLabel(building) {
        const alertedIds = this.state.building?.alerted_ids || [];
        return alertedIds.includes(building.id) ? `⚠ ${building.name}` : building.name;
    }

    getUnitClass(unit) {
        const classes = [`o_property_unit_${this.getUnitState(unit)}`];
        if (unit.alert) {
            classes.push("o_property_unit_alert");
        }
        if (this.state.only && !this.isChosen(unit)) {
            classes.push("o_property_unit_other");
        } else if (this.matches.length) {
            classes.push(
                isMatch(unit, this.state.search)
                    ? "o_property_unit_found"
                    : "o_property_unit_other"
            );
        }
        return classes.join(" ");
    }

    getUnitTitle(unit) {
        const words = [
            unit.name,
            this.kindLabels[unit.kind],
            this.stateLabels[this.getUnitState(unit)],
            unit.people.join(", "),
            unit.alert,
        ];
        if (unit.tickets) {
            words.push(_t("%s open requests", unit.tickets));
        }
        return words.filter(Boolean).join(" · ");
    }

    getTabIndex(unit) {
        const current =
            this.state.focusedId || this.layout.floors[0]?.cells.flat()[0]?.id;
        return unit.id === current ? 0 : -1;
    }

    // What the user does

    onSite(ev) {
        return this.openSite(Number(ev.target.value));
    }

    onBuilding(ev) {
        return this.openBuilding(Number(ev.target.value));
    }

    onEntrance(ev) {
        const position = Number(ev.target.value);
        this.state.entrance = position < 0 ? null : this.entrances[position].name;
    }

    onKind(kind) {
        this.state.kind = this.state.kind === kind ? "" : kind;
    }

    onOnly(only) {
        this.state.only = this.state.only === only ? "" : only;
    }

    onSearchKeydown(ev) {
        if (ev.key === "Enter" && this.matches.length) {
            this.openUnit(this.matches[0]);
        } else if (ev.key === "Escape") {
            this.state.search = "";
        } else if (ev.key === "ArrowDown") {
            ev.preventDefault();
            this.focusUnit((this.matches[0] || this.units[0])?.id);
        }
    }

    onUnitKeydown(unit, ev) {
        const next = getNeighbour(this.layout, unit.id, ev.key);
        if (next && next !== unit.id) {
            ev.preventDefault();
            this.focusUnit(next);
        }
    }

    focusUnit(unitId) {
        this.state.focusedId = unitId;
        const button = this.root.el?.querySelector(`[data-unit-id="${unitId}"]`);
        button?.focus();
        button?.scrollIntoView({block: "nearest", inline: "nearest"});
    }

    openUnit(unit, ev) {
        return this.openRecord("property.unit", unit.id, ev);
    }

    openRecord(resModel, resId, ev) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: resModel,
                res_id: resId,
                views: [[false, "form"]],
            },
            {newWindow: Boolean(ev && (ev.ctrlKey || ev.metaKey))}
        );
    }

    openGenerator() {
        return this.action.doAction("property_crm.property_unit_generate_action", {
            additionalContext: this.state.building
                ? {default_building_id: this.state.building.id}
                : {default_site_id: this.state.siteId},
        });
    }

    openSites() {
        return this.action.doAction("property_crm.property_site_action");
    }
}

registry.category("actions").add("property_building_map", BuildingMap);
