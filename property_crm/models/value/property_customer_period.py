from odoo import api, fields, models
from odoo.exceptions import AccessError

BANDS = [
    ("1_best", "Best fifth"),
    ("2_profit", "Profitable"),
    ("3_full", "Not at full cost"),
    ("4_below", "Below marginal cost"),
]


class PropertyCustomerPeriod(models.Model):
    """What a customer brought and cost at a site in twelve months.

    Written by ``_compute_period`` alone, one statement for a company and a period;
    the rule without the database is ``tools/customer_profit.py``.
    """

    _name = "property.customer.period"
    _description = "Customer profit"
    _order = "date_to desc, cm3 desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    site_id = fields.Many2one(
        "property.site", index="btree_not_null", readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    rate_id = fields.Many2one(
        "property.service.rate",
        string="Costs of time",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="Empty: nobody has said what service time costs, so it costs nothing.",
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="Year until", required=True, readonly=True)
    is_latest = fields.Boolean(string="Latest year", readonly=True)
    revenue = fields.Monetary(
        readonly=True, help="What agreements bring in these twelve months."
    )
    direct_cost = fields.Monetary(
        readonly=True, help="Materials, subcontractors, energy passed on."
    )
    minutes = fields.Float(
        string="Minutes of service",
        digits=(16, 2),
        readonly=True,
        help="Calls with hold and wrap-up, visits on site.",
    )
    variable_cost = fields.Monetary(
        string="Variable service cost",
        readonly=True,
        help="Minutes × variable cost a minute.",
    )
    bad_debt = fields.Monetary(
        readonly=True, help="What was given up. Accounting supplies it; without it 0."
    )
    carrying_cost = fields.Monetary(
        string="Cost of waiting for money",
        readonly=True,
        help="Overdue balance × cost of capital × days / 365. Accounting supplies the"
        " balance; without it 0.",
    )
    fixed_cost = fields.Monetary(
        string="Part of the capacity",
        readonly=True,
        help="Minutes × (full − variable cost a minute).",
    )
    cm1 = fields.Monetary(
        string="Margin 1", readonly=True, help="Revenue − direct cost."
    )
    cm2 = fields.Monetary(
        string="Margin 2",
        readonly=True,
        help="Margin 1 − variable service cost − bad debt − cost of waiting for money.",
    )
    cm3 = fields.Monetary(
        string="Profit",
        readonly=True,
        help="Margin 2 − part of the capacity that was used (margin 3).",
    )
    previous_cm3 = fields.Monetary(
        string="Profit the year before",
        readonly=True,
        help="Of the twelve months before these, where they are known.",
    )
    below_marginal_cost = fields.Boolean(
        readonly=True,
        help="Margin 2 is negative: find the cause, do not drop the customer.",
    )
    unprofitable_full_cost = fields.Boolean(
        string="Unprofitable at full cost", readonly=True
    )
    band = fields.Selection(BANDS, string="Profit band", readonly=True)
    rank = fields.Integer(
        readonly=True, aggregator=None, help="1 is who leaves most in the company."
    )
    customer_percent = fields.Integer(
        string="Best … % of customers",
        readonly=True,
        aggregator=None,
        help="Among the best 5, 10 … 100 %.",
    )
    profit_percent = fields.Float(
        string="Share of all profit, %",
        digits=(16, 2),
        readonly=True,
        help="Empty where all customers together leave no profit.",
    )
    cumulative = fields.Monetary(
        string="With all better ones",
        readonly=True,
        aggregator=None,
        help="What this customer and all better ones leave together.",
    )
    cumulative_percent = fields.Float(
        string="With all better ones, %",
        digits=(16, 2),
        readonly=True,
        aggregator=None,
        help="The whale curve: above 100 % until those come who cost more than they"
        " bring. Empty where all together leave no profit.",
    )

    _period_uniq = models.UniqueIndex(
        "(company_id, date_to, partner_id, (COALESCE(site_id, 0)))",
        "This customer has been counted in this period.",
    )
    _latest_idx = models.Index("(partner_id) WHERE is_latest IS TRUE")

    def action_compute(self):
        """Count the latest year of the user's companies anew."""
        if not self.env.user.has_group("property_crm.group_property_company_manager"):
            raise AccessError(self.env._("Managers of the company count anew."))
        # sudo: rows are written by the system alone
        count = self.sudo()._compute_companies(self.env.companies)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Counted: %(count)s customers.", count=count),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_partner(self):
        """Open the customer, to find the cause."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }

    @api.model
    def _compute_companies(self, companies):
        """Count both years of the companies; return the customers of the latest."""
        count = 0
        for company in companies:
            before, latest = self._get_due_periods()
            self._compute_period(company, *before)
            count += self._compute_period(company, *latest)
        return count

    @api.model
    def _get_due_periods(self):
        """Return the year before and the latest year, both up to a month's end."""
        stop = fields.Date.context_today(self).replace(day=1)
        start = fields.Date.subtract(stop, years=1)
        return [
            (
                fields.Date.subtract(first, years=years),
                fields.Date.subtract(last, years=years, days=1),
            )
            for years, first, last in ((1, start, stop), (0, start, stop))
        ]

    @api.model
    def _compute_soon(self):
        """Have it counted in the background."""
        cron = self.env.ref("property_crm.ir_cron_customer_period", False)
        if cron:
            # sudo: who keeps the costs need not be allowed to run jobs
            cron.sudo()._trigger()

    @api.model
    def _cron_compute_periods(self):
        """Count both years of each company, one company and year after the other."""
        tasks = [
            (company, first, last)
            for company in self.env["res.company"].search([], order="id")
            for first, last in self._get_due_periods()
        ]
        for number, (company, first, last) in enumerate(tasks, start=1):
            self._compute_period(company, first, last)
            left = len(tasks) - number
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                break
