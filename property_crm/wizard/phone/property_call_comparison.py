from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Command, Domain

from ...models.phone.property_call import PURPOSES
from ...tools.compare import FEW, get_change, get_saving, judge
from ...tools.periods import get_periods

UP, DOWN = 1, -1
# measure: its aggregate, unit, and which way is better
MEASURES = {
    "offered_count": ("sum", "count", 0),
    "answered_count": ("sum", "count", 0),
    "abandon_rate": ("avg", "percent", DOWN),
    "level_rate": ("avg", "percent", UP),
    "answer_speed": ("avg", "seconds", DOWN),
    "talk_time": ("avg", "seconds", 0),
    "handle_time": ("avg", "seconds", DOWN),
    "over_target_rate": ("avg", "percent", DOWN),
    "first_call_rate": ("avg", "percent", UP),
    "called_count": ("sum", "count", 0),
    "contact_rate": ("avg", "percent", UP),
    "conversion_rate": ("avg", "percent", UP),
    "intent_rate": ("avg", "percent", 0),
    "booking_rate": ("avg", "percent", UP),
    "won_count": ("sum", "count", 0),
    "won_rate": ("avg", "percent", UP),
    "cost": ("sum", "money", 0),
    "cost_each": ("avg", "money", DOWN),
    "cost_per_won": ("avg", "money", DOWN),
    "occupancy": ("avg", "percent", 0),
}
OWN_TABLE = ("occupancy",)
PARAMETERS = {
    "period",
    "before_from",
    "before_to",
    "after_from",
    "after_to",
    "queue_id",
    "list_id",
    "user_id",
    "purpose",
    "site_id",
}


class PropertyCallComparison(models.TransientModel):
    """The key figures of calls in two periods, side by side."""

    _name = "property.call.comparison"
    _description = "Before and after"

    period = fields.Selection(
        [
            ("month", "This month so far, and the same days of the last"),
            ("last_month", "Last month, and the month before"),
            ("week", "This week so far, and the same days of the last"),
            ("quarter", "This quarter so far, and the same days of the last"),
            ("year", "This year so far, and the same days of the last"),
            ("own", "Days of your choice"),
        ],
        string="Two periods",
        required=True,
        default="month",
    )
    before_from = fields.Date(
        string="Before: first day",
        compute="_compute_days",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    before_to = fields.Date(
        string="Before: last day",
        compute="_compute_days",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    after_from = fields.Date(
        string="After: first day",
        compute="_compute_days",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    after_to = fields.Date(
        string="After: last day",
        compute="_compute_days",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    queue_id = fields.Many2one("property.call.queue")
    list_id = fields.Many2one("property.call.list", string="Call list")
    user_id = fields.Many2one("res.users", string="Agent")
    purpose = fields.Selection(PURPOSES)
    site_id = fields.Many2one("property.site")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    line_ids = fields.One2many("property.call.comparison.line", "comparison_id")

    _days_in_order = models.Constraint(
        "CHECK(before_from <= before_to AND after_from <= after_to)",
        "Days: the first comes before the last.",
    )

    @api.depends("period")
    def _compute_days(self):
        today = fields.Date.context_today(self)
        for record in self:
            kind = "month" if record.period == "own" else record.period
            if record.period == "own" and record.after_to:
                continue
            before, after = get_periods(kind or "month", today)
            record.before_from, record.before_to = before
            record.after_from, record.after_to = after

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Before and after")

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._compare()
        return records

    def write(self, vals):
        result = super().write(vals)
        if not PARAMETERS.isdisjoint(vals):
            self._compare()
        return result

    @api.model
    def action_open(self):
        """Compare this month with the last, and show it."""
        record = self.create({})
        return record._get_action("form") | {"res_id": record.id}

    def action_compare(self):
        """Count again; the choice on the screen is kept by then."""
        self._compare()
        return True

    def action_view_lines(self):
        """Open the figures as a list, which can be exported."""
        self.ensure_one()
        return self._get_action("list") | {
            "res_model": self.line_ids._name,
            "domain": [("comparison_id", "=", self.id)],
        }

    def _get_action(self, kind):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Before and after"),
            "res_model": self._name,
            "views": [(False, kind)],
            "target": "current",
        }

    # Counting

    def _compare(self):
        for record in self:
            before = record._read_figures(record.before_from, record.before_to)
            after = record._read_figures(record.after_from, record.after_to)
            lines = [
                record._prepare_line(name, before[name], after[name])
                for name in before
                if before[name][0] or after[name][0]
            ]
            lines += record._prepare_saving(before["cost_each"], after["cost_each"])
            record.line_ids = [Command.clear(), *map(Command.create, lines)]

    def _read_figures(self, first, last):
        """Return ``{measure: (value or None, how many it is of)}``."""
        domain = self._get_domain("offered_at", first, last)
        for name in ("queue_id", "list_id", "user_id", "purpose", "site_id"):
            if self[name]:
                value = self[name] if name == "purpose" else self[name].id
                domain &= Domain(name, "=", value)
        names = [name for name in MEASURES if name not in OWN_TABLE]
        specs = [f"{name}:{MEASURES[name][0]}" for name in names]
        bases = [f"{name}:count" for name in names]
        report = self.env["property.call.report"]
        (row,) = report._read_group(domain, [], specs + bases)
        values = (
            (None if MEASURES[name][0] == "avg" else 0) if value is False else value
            for name, value in zip(names, row[: len(names)], strict=True)
        )
        counts = row[len(names) :]
        figures = dict(zip(names, zip(values, counts, strict=True), strict=True))
        return figures | self._read_occupancy(first, last)

    def _read_occupancy(self, first, last):
        """Nobody is on the roster for a purpose or a list."""
        if self.purpose or self.list_id:
            return {}
        domain = self._get_domain("start", first, last)
        for name, own in (
            ("queue_ids", self.queue_id),
            ("user_id", self.user_id),
            ("site_id", self.site_id),
        ):
            if own:
                domain &= Domain(name, "=", own.id)
        time_of_agents = self.env["property.call.occupancy"]
        ((value, count),) = time_of_agents._read_group(
            domain, [], ["occupancy:avg", "__count"]
        )
        return {"occupancy": (None if value is False else value, count)}

    def _get_domain(self, name, first, last):
        """Return the domain of some days by the clock of the site, or of the user."""
        zone = pytz.timezone(self.site_id.tz or self.env.user.tz or "UTC")
        days = (first, last + timedelta(days=1))
        start, stop = (
            zone.localize(datetime.combine(day, time())).astimezone(pytz.utc)
            for day in days
        )
        return (
            Domain(name, ">=", start.replace(tzinfo=None))
            & Domain(name, "<", stop.replace(tzinfo=None))
            & Domain("company_id", "=", self.company_id.id)
        )

    def _prepare_line(self, name, before, after):
        (old, old_base), (new, new_base) = before, after
        kind, unit, good = MEASURES[name]
        change = get_change(old, new)
        verdict = kind == "avg" and self._judge(name, before, after)
        gap = None if None in (old, new) else new - old
        way = 0 if verdict in ("few", "chance") else good * (gap or 0)
        return {
            "measure": name,
            "unit": unit,
            "before": old,
            "after": new,
            "has_before": old is not None,
            "has_after": new is not None,
            "before_count": old_base,
            "after_count": new_base,
            "difference": gap,
            "change": change and 100 * change,
            "has_change": change is not None,
            "verdict": verdict,
            "trend": way and ("better" if way > 0 else "worse"),
        }

    @api.model
    def _judge(self, name, before, after):
        """Tell whether a rate has changed; of other means only what they are of."""
        (old, old_base), (new, new_base) = before, after
        if None in (old, new) or min(old_base, new_base) < FEW:
            return "few"
        if MEASURES[name][1] != "percent" or name == "occupancy":
            return False
        return judge(
            (round(old * old_base / 100), old_base),
            (round(new * new_base / 100), new_base),
        )

    @api.model
    def _prepare_saving(self, before, after):
        """Return the line of what the calls after would have cost more before."""
        saving = get_saving(before[0], after[0], after[1])
        if not saving:
            return []
        line = {"measure": "saving", "unit": "money", "after": saving}
        return [line | {"has_after": True, "after_count": after[1]}]
