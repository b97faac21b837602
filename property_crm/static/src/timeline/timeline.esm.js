import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useDebounced} from "@web/core/utils/timing";
import {useService} from "@web/core/utils/hooks";

const {DateTime} = luxon;
const TYPING_PAUSE = 300;

/** Sort entries into what is still to come and what was in each month. */
export function groupByMonth(entries, now) {
    const groups = [];
    for (const entry of entries) {
        const moment = DateTime.fromISO(entry.moment);
        const isPlanned = moment > now;
        const key = isPlanned ? "planned" : moment.toFormat("yyyy-MM");
        if (groups.at(-1)?.key !== key) {
            const label = isPlanned
                ? _t("Planned")
                : moment.toLocaleString({year: "numeric", month: "long"});
            groups.push({key, label, entries: []});
        }
        groups.at(-1).entries.push({
            ...entry,
            key: `${entry.model},${entry.id},${entry.kind},${entry.title}`,
            day: moment.toLocaleString(DateTime.DATE_SHORT),
            hour: entry.moment.includes("T")
                ? moment.toLocaleString(DateTime.TIME_SIMPLE)
                : "",
        });
    }
    return groups;
}

/** Everything that happened to the record of the form, the newest first. */
export class Timeline extends Component {
    static template = "property_crm.Timeline";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            entries: [],
            kinds: [],
            more: false,
            isLoading: false,
            wanted: [],
            text: "",
            dateFrom: "",
            dateTo: "",
        });
        this.cursor = "";
        this.call = 0;
        this.onText = useDebounced(() => this.load(), TYPING_PAUSE);
        onWillStart(() => this.load());
        onWillUpdateProps(async ({record}) => {
            if (record.resId !== this.props.record.resId) {
                await this.load(record);
            }
        });
    }

    async load(record = this.props.record) {
        this.cursor = "";
        await this.fetch(record, []);
    }

    async loadMore() {
        await this.fetch(this.props.record, this.state.entries);
    }

    /** Add a page to the entries, unless the reader has asked for others meanwhile. */
    async fetch({resModel, resId}, entries) {
        const call = ++this.call;
        if (!resId) {
            this.state.entries = [];
            return;
        }
        this.state.isLoading = true;
        const {wanted, text, dateFrom, dateTo} = this.state;
        const page = await this.orm.call(resModel, "api_timeline", [[resId]], {
            kinds: wanted.length ? wanted : null,
            text,
            date_from: dateFrom || null,
            date_to: dateTo || null,
            cursor: this.cursor,
        });
        if (call === this.call) {
            this.cursor = page.cursor;
            Object.assign(this.state, {
                entries: [...entries, ...page.entries],
                kinds: page.kinds,
                more: page.more,
                isLoading: false,
            });
        }
    }

    get groups() {
        return groupByMonth(this.state.entries, DateTime.now());
    }

    get isFiltered() {
        const {wanted, text, dateFrom, dateTo} = this.state;
        return Boolean(wanted.length || text || dateFrom || dateTo);
    }

    getKind(entry) {
        return this.state.kinds.find(({kind}) => kind === entry.kind) || {};
    }

    toggleKind(kind) {
        const {wanted} = this.state;
        this.state.wanted = wanted.includes(kind)
            ? wanted.filter((other) => other !== kind)
            : [...wanted, kind];
        return this.load();
    }

    clear() {
        Object.assign(this.state, {wanted: [], text: "", dateFrom: "", dateTo: ""});
        return this.load();
    }

    open({open_model, open_id}) {
        const {resModel, resId} = this.props.record;
        if (open_model === resModel && open_id === resId) {
            return;
        }
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: open_model,
            res_id: open_id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("property_timeline", {component: Timeline});
