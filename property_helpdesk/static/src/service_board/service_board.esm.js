import {Component, onWillStart, useState} from "@odoo/owl";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {
    getBacklogChart,
    getChannelChart,
    getLoadChart,
    getTrend,
} from "./board_charts.esm";
import {BoardChart} from "./board_chart.esm";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

const {DateTime} = luxon;
const LAST_SITE = "property_helpdesk.service_board.site";
const TILE_ICONS = {
    open: "fa-inbox",
    late: "fa-exclamation-circle",
    due: "fa-clock-o",
    unassigned: "fa-user-plus",
    working: "fa-wrench",
    emergency: "fa-bolt",
    confirm: "fa-hourglass-half",
    road: "fa-truck",
};
const RATES = [
    "on_time_rate",
    "emergency_rate",
    "completion_rate",
    "first_fix_rate",
    "complaint_rate",
];
const TIMES = ["respond_median", "resolve_median", "resolve_p90"];
const GOOD = 95;
const FAIR = 85;

export class ServiceBoard extends Component {
    static template = "property_helpdesk.ServiceBoard";
    static components = {BoardChart, ControlPanel};
    static props = {...standardActionServiceProps};
    static displayName = _t("Service board");
    static path = "service-board";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        const last = Number(browser.localStorage.getItem(LAST_SITE));
        this.state = useState({siteId: last || false, board: null, charts: {}});
        onWillStart(() => this.load());
    }

    async load() {
        let board = await this.fetch();
        const {siteId} = this.state;
        if (siteId && !board.sites.some((site) => site.id === siteId)) {
            this.state.siteId = false;
            board = await this.fetch();
        }
        this.state.board = board;
        this.state.charts = this.makeCharts(board);
    }

    fetch() {
        return this.orm.call("property.ticket.report", "get_board", [
            this.state.siteId,
        ]);
    }

    makeCharts(board) {
        const labels = {
            late: _t("Late"),
            open: _t("Open"),
            received: _t("Received"),
            closed: _t("Closed"),
        };
        const charts = {
            load: getLoadChart(board.load, {...labels, open: _t("In time")}),
        };
        if (board.is_manager) {
            const formatDay = (day) => DateTime.fromISO(day).toFormat("MM-dd");
            charts.backlog = getBacklogChart(board.days, labels, formatDay);
            charts.channels = getChannelChart(board.channels);
        }
        return charts;
    }

    // What is shown

    get tileLabels() {
        return {
            open: _t("Open"),
            late: _t("Late"),
            due: _t("Due today"),
            unassigned: _t("Unassigned"),
            working: _t("Being worked on"),
            emergency: _t("Emergencies"),
            confirm: _t("To be confirmed"),
            road: _t("On the road"),
        };
    }

    get figureLabels() {
        return {
            on_time_rate: _t("Repairs on time"),
            emergency_rate: _t("Emergencies on time"),
            completion_rate: _t("Completed"),
            first_fix_rate: _t("Fixed at the first time"),
            complaint_rate: _t("Complaints settled"),
            respond_median: _t("Half are answered within"),
            resolve_median: _t("Half are solved within"),
            resolve_p90: _t("Nine of ten are solved within"),
        };
    }

    get rates() {
        return RATES.map((name) => {
            const value = this.state.board.figures[name];
            return {
                name,
                label: this.figureLabels[name],
                value,
                text: value === null ? "–" : `${Math.round(value * 10) / 10} %`,
                color: this.getColor(value),
                trend: getTrend(value, this.state.board.before[name]),
            };
        });
    }

    get times() {
        return TIMES.map((name) => {
            const value = this.state.board.figures[name];
            return {
                name,
                label: this.figureLabels[name],
                text: value === null ? "–" : this.formatHours(value),
                trend: getTrend(value, this.state.board.before[name], true),
            };
        });
    }

    getColor(value) {
        if (value === null) {
            return "secondary";
        }
        if (value >= GOOD) {
            return "success";
        }
        return value >= FAIR ? "warning" : "danger";
    }

    getTileIcon(key) {
        return TILE_ICONS[key];
    }

    formatHours(hours) {
        return hours < 48
            ? _t("%s h", Math.round(hours * 10) / 10)
            : _t("%s days", Math.round(hours / 2.4) / 10);
    }

    formatDeadline(ticket) {
        return formatDateTime(deserializeDateTime(ticket.date_deadline), {
            format: "MM-dd HH:mm",
        });
    }

    // What the user does

    async onSite(ev) {
        this.state.siteId = Number(ev.target.value) || false;
        browser.localStorage.setItem(LAST_SITE, this.state.siteId || "");
        await this.load();
    }

    openTile(tile) {
        return this.openList(this.tileLabels[tile.key], tile.domain);
    }

    openPerson(person) {
        const [open] = this.state.board.tiles;
        return this.openList(person.name, [
            ...open.domain,
            ["user_id", "=", person.id],
        ]);
    }

    openList(name, domain) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: "helpdesk.ticket",
            domain,
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
        });
    }

    openTicket(ticket) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "helpdesk.ticket",
            res_id: ticket.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("property_service_board", ServiceBoard);
