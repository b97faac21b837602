import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

const {DateTime} = luxon;

/** Put together what is said of the same unit, or of the same person. */
export function groupBy(lines, key) {
    const groups = new Map();
    for (const line of lines) {
        if (!groups.has(line[key])) {
            groups.set(line[key], {key: line[key], first: line, lines: []});
        }
        groups.get(line[key]).lines.push(line);
    }
    return [...groups.values()];
}

/** Join the purposes for which the same person of a unit is called first. */
export function joinPurposes(contacts) {
    return groupBy(contacts, "unit_id").map(({first, lines}) => ({
        unit: first.unit,
        unit_id: first.unit_id,
        people: groupBy(
            lines.map((line) => ({
                ...line,
                who: `${line.id},${line.phone},${line.is_available}`,
            })),
            "who"
        ).map((person) => ({
            ...person.first,
            labels: person.lines.map(({label}) => label),
        })),
    }));
}

/** Write words one after the other, as the language does. */
export function joinWords(words) {
    return words.reduce((list, next) => _t("%(list)s, %(next)s", {list, next}));
}

/** Tell whether a unit needs saying: not if only the customer himself is called. */
export function isWorthSaying({people}, customerId) {
    return people.some(({id}) => id !== customerId);
}

/** Who the customer is, on one page. */
export class Customer extends Component {
    static template = "property_crm.Customer";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({customer: null, showsPast: false});
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps(async ({record}) => {
            if (record.resId !== this.props.record.resId) {
                await this.load(record);
            }
        });
    }

    async load({resId}) {
        this.state.customer = resId
            ? await this.orm.call("res.partner", "api_customer", [[resId]])
            : null;
    }

    get current() {
        return groupBy(
            this.state.customer.tenures.filter((line) => line.is_current),
            "unit_id"
        );
    }

    get past() {
        return groupBy(
            this.state.customer.tenures.filter((line) => !line.is_current),
            "unit_id"
        );
    }

    get contacts() {
        const {contacts, id} = this.state.customer;
        return joinPurposes(contacts).filter((unit) => isWorthSaying(unit, id));
    }

    get isEmpty() {
        const {tenures, requests, wishes} = this.state.customer;
        return !tenures.length && !requests.count && !wishes.length;
    }

    getReason({labels, reasons}) {
        return _t("%(purposes)s: %(reasons)s", {
            purposes: joinWords(labels),
            reasons: joinWords(reasons),
        });
    }

    getPeriod({date_from: from, date_to: to}) {
        const [first, last] = [from, to].map(
            (day) => day && DateTime.fromISO(day).toLocaleString(DateTime.DATE_SHORT)
        );
        if (first && last) {
            return `${first} – ${last}`;
        }
        return first ? _t("since %s", first) : last && _t("until %s", last);
    }

    open(model, id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("property_customer", {component: Customer});
