import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    useRef,
    useState,
} from "@odoo/owl";
import {getHandler, getPanels} from "./schedule_handlers.esm";
import {readTimes, toLocal, toText} from "./schedule_layout.esm";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {KeepLast} from "@web/core/utils/concurrency";
import {ScheduleDay} from "./schedule_day.esm";
import {ScheduleMoves} from "./schedule_moves.esm";
import {ScheduleWeek} from "./schedule_week.esm";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useDebounced} from "@web/core/utils/timing";
import {useScheduleDrag} from "./schedule_drag.esm";
import {useService} from "@web/core/utils/hooks";

const MODEL = "property.team.schedule";
const EVERY_MINUTE = 60 * 1000;

export class TeamSchedule extends Component {
    static template = "property_crm.TeamSchedule";
    static components = {ControlPanel, ScheduleDay, ScheduleWeek};
    static props = {...standardActionServiceProps};
    static displayName = _t("Team schedule");
    static path = "team-schedule";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("schedule");
        this.keepLast = new KeepLast();
        this.panels = getPanels();
        this.state = useState({
            data: null,
            isWhole: false,
            now: Date.now(),
            search: "",
        });
        this.moves = new ScheduleMoves(this);
        this.shadow = useScheduleDrag(this.root, this.moves);
        this.searchLater = useDebounced((search) => this.choose({search}), 250);
        onWillStart(() => this.load(this.props.action.params || {}));
        onMounted(() => {
            this.timer = browser.setInterval(() => {
                this.state.now = Date.now();
            }, EVERY_MINUTE);
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    // Data

    get data() {
        return this.state.data;
    }

    /** What panels and handlers of other addons work with. */
    get schedule() {
        const {orm, action, dialog, notification, data} = this;
        const reload = () => this.load();
        return {orm, action, dialog, notification, data, reload, toText};
    }

    async load(changes = {}) {
        const {day, scale, choice = null} = this.data || {};
        const values = {day, scale, choice, ...changes};
        const answer = await this.keepLast.add(
            this.orm.call(MODEL, "get_schedule", [values])
        );
        this.state.data = readTimes(answer);
    }

    async choose(changes) {
        const choice = {...this.data.choice, ...changes};
        await this.load({choice, scale: choice.scale || this.data.scale});
        if (!("search" in changes)) {
            const kept = {...choice};
            delete kept.search;
            await this.orm.silent.call(MODEL, "api_remember_choice", [kept]);
        }
    }

    // What is drawn

    get title() {
        const {days, tz} = this.data;
        const [first, last] = [days[0], days.at(-1)].map(({date}) =>
            luxon.DateTime.fromISO(date)
        );
        const text =
            days.length === 1
                ? first.toLocaleString(luxon.DateTime.DATE_HUGE)
                : `${first.toLocaleString(luxon.DateTime.DATE_MED)} – ${last.toLocaleString(luxon.DateTime.DATE_MED)}`;
        const isElsewhere =
            toLocal(this.state.now, tz).offset !== luxon.DateTime.local().offset;
        return isElsewhere ? `${text} (${tz})` : text;
    }

    get scales() {
        return [
            {name: "day", label: _t("Day")},
            {name: "week", label: _t("Week")},
        ];
    }

    get leftOutText() {
        return _t("%s more: narrow the choice to see them.", this.data.left_out);
    }

    get boardProps() {
        return {
            data: this.data,
            now: this.state.now,
            onOpen: (item) => this.openItem(item),
            onKeydown: (item, laneId, ev) => this.moves.onKeydown(item, laneId, ev),
            onNew: (lane, at, gap) => this.createEvent(lane, at, gap),
            onPin: (lane) => this.togglePin(lane),
            onDuty: (duty) => this.openDuty(duty),
        };
    }

    // What the user does

    goToday() {
        return this.load({day: null});
    }

    go(steps) {
        const days = this.data.days.length * steps;
        const day = luxon.DateTime.fromISO(this.data.day).plus({days}).toISODate();
        return this.load({day});
    }

    onDate(ev) {
        return ev.target.value && this.load({day: ev.target.value});
    }

    onScale(scale) {
        return this.choose({scale});
    }

    onFilter(name, ev) {
        const {value} = ev.target;
        return this.choose({
            [name]: /^\d+$/.test(value) ? Number(value) : value || false,
        });
    }

    onSearch(ev) {
        this.state.search = ev.target.value;
        this.searchLater(ev.target.value);
    }

    onRootKeydown(ev) {
        const isTyping = ev.target.closest("input, select, textarea");
        if (isTyping || ev.ctrlKey || ev.altKey || ev.metaKey || ev.defaultPrevented) {
            return;
        }
        const acts = {
            ArrowLeft: () => this.go(-1),
            ArrowRight: () => this.go(1),
            t: () => this.goToday(),
            d: () => this.onScale("day"),
            w: () => this.onScale("week"),
        };
        const act = acts[ev.key];
        if (act && !ev.target.closest(".o_schedule_item")) {
            ev.preventDefault();
            act();
        }
    }

    onDay(day) {
        return this.choose({scale: "day"}).then(() => this.load({day: day.date}));
    }

    togglePin(lane) {
        const pinned = this.data.choice.pinned || [];
        return this.choose({
            pinned: pinned.includes(lane.id)
                ? pinned.filter((id) => id !== lane.id)
                : [...pinned, lane.id],
        });
    }

    openItem(item) {
        if (item.id) {
            getHandler(item.model).open?.(this.schedule, item);
        }
    }

    createEvent(lane, at, gap) {
        const [start, stop] = this.moves.fitHour(at, gap);
        this.openForm("calendar.event", _t("New event"), {
            default_start: toText(start),
            default_stop: toText(stop),
            default_partner_ids: [lane.partner_id],
        });
    }

    openDuty({id, start, stop, territory_id: territoryId, kind}) {
        const context = {
            default_start: start && toText(start),
            default_stop: stop && toText(stop),
            default_territory_id: territoryId,
            default_kind: kind,
        };
        const title = id ? _t("Duty") : _t("New duty");
        this.openForm("property.duty", title, id ? {} : context, id);
    }

    openForm(resModel, title, context, resId = false) {
        this.dialog.add(FormViewDialog, {
            resModel,
            resId,
            title,
            context,
            onRecordSaved: () => this.load(),
        });
    }

    openStaff() {
        return this.action.doAction("property_crm.property_territory_action");
    }
}

registry.category("actions").add("property_crm.team_schedule", TeamSchedule);
