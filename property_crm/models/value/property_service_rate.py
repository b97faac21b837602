from odoo import api, fields, models

from ...tools.customer_profit import capacity_rate, practical_capacity
from ...tools.fee import to_decimal

RATE_DIGITS = (12, 4)


class PropertyServiceRate(models.Model):
    """What a minute of service costs a company, from a day on."""

    _name = "property.service.rate"
    _description = "Cost of service time"
    _order = "company_id, date_from desc, id"
    _rec_name = "date_from"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="Holds from",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=1, day=1),
        help="A period is counted by the costs that hold on its last day.",
    )
    capacity_cost = fields.Monetary(
        string="Cost of capacity a year",
        help="Wages, rooms, cars, telephones: all that we keep ready to serve.",
    )
    staff_count = fields.Float(
        string="People who serve", digits=(12, 2), help="Two half days are one."
    )
    day_count = fields.Float(
        string="Working days a year", digits=(12, 2), default=250, aggregator=None
    )
    hour_count = fields.Float(
        string="Hours a day", digits=(12, 2), default=8, aggregator=None
    )
    practical_percent = fields.Float(
        string="Practical share, %",
        digits=(5, 2),
        default=80,
        aggregator=None,
        help="What is left for customers after breaks, training and waiting: usually"
        " 80 %. What is not used of it is no customer's cost.",
    )
    capacity_minutes = fields.Float(
        string="Minutes for customers",
        digits=(16, 2),
        compute="_compute_capacity_minutes",
        store=True,
        precompute=True,
        aggregator=None,
        help="People × days × hours × 60 × practical share.",
    )
    full_rate = fields.Float(
        string="Full cost a minute",
        digits=RATE_DIGITS,
        compute="_compute_full_rate",
        store=True,
        precompute=True,
        readonly=False,
        aggregator=None,
        help="Cost of capacity / minutes for customers; may be overwritten.",
    )
    variable_rate = fields.Float(
        string="Variable cost a minute",
        digits=RATE_DIGITS,
        aggregator=None,
        help="What a minute more really costs: overtime, driving, telephone.",
    )
    capital_percent = fields.Float(
        string="Cost of capital a year, %",
        digits=(6, 3),
        aggregator=None,
        help="What it costs to wait for money that is overdue.",
    )
    note = fields.Char(help="For example: by the budget of the year.")

    _company_day_uniq = models.Constraint(
        "UNIQUE(company_id, date_from)", "There are costs from this day already."
    )
    _not_negative = models.Constraint(
        "CHECK(COALESCE(capacity_cost, 0) >= 0 AND COALESCE(staff_count, 0) >= 0"
        " AND COALESCE(variable_rate, 0) >= 0 AND COALESCE(capital_percent, 0) >= 0"
        " AND COALESCE(day_count, 0) BETWEEN 0 AND 366"
        " AND COALESCE(hour_count, 0) BETWEEN 0 AND 24"
        " AND COALESCE(practical_percent, 0) BETWEEN 0 AND 100)",
        "Costs, people, days, hours and shares: none is negative, no year has more"
        " than 366 days, no day more than 24 hours, no share is more than 100 %.",
    )
    _full_is_more = models.Constraint(
        "CHECK(COALESCE(variable_rate, 0) <= COALESCE(full_rate, 0))",
        "Variable cost a minute: it is a part of the full cost.",
    )

    @api.depends("staff_count", "day_count", "hour_count", "practical_percent")
    def _compute_capacity_minutes(self):
        for rate in self:
            rate.capacity_minutes = practical_capacity(
                rate.staff_count,
                rate.day_count,
                rate.hour_count,
                to_decimal(rate.practical_percent) / 100,
            )

    @api.depends("capacity_cost", "capacity_minutes")
    def _compute_full_rate(self):
        for rate in self:
            if rate.capacity_minutes and rate.capacity_cost:
                minutes = to_decimal(rate.capacity_minutes)
                rate.full_rate = capacity_rate(rate.capacity_cost, minutes)
            else:
                rate.full_rate = rate.full_rate or 0

    @api.model_create_multi
    def create(self, vals_list):
        rates = super().create(vals_list)
        self.env["property.customer.period"]._compute_soon()
        return rates

    def write(self, vals):
        result = super().write(vals)
        self.env["property.customer.period"]._compute_soon()
        return result

    def unlink(self):
        self.env["property.customer.period"]._compute_soon()
        return super().unlink()
