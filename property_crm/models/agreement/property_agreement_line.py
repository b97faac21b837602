from odoo import api, fields, models

from ...tools.fee import (
    amount_between,
    month_amount,
    period_amount,
    split_by_price,
    to_decimal,
)
from .property_price import BASES

PERIODS = [("1", "Monthly"), ("3", "Quarterly"), ("6", "Half-yearly"), ("12", "Yearly")]


class PropertyAgreementLine(models.Model):
    """One service of an agreement: how much of it, at what price, how long."""

    _name = "property.agreement.line"
    _inherit = ["property.reference.guard"]
    _description = "Service of an agreement"
    _order = "agreement_id, sequence, date_from nulls first, id"

    agreement_id = fields.Many2one(
        "agreement", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="agreement_id.company_id")
    currency_id = fields.Many2one(related="agreement_id.currency_id")
    service_id = fields.Many2one(
        "property.service", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(
        string="Description",
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
    )
    unit_id = fields.Many2one(
        "property.unit",
        compute="_compute_unit_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    price_id = fields.Many2one(
        "property.price",
        string="From the price list",
        compute="_compute_price_id",
        store=True,
        precompute=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    basis = fields.Selection(
        BASES,
        required=True,
        compute="_compute_from_price",
        store=True,
        precompute=True,
        readonly=False,
    )
    price = fields.Float(
        digits=(12, 4),
        compute="_compute_from_price",
        store=True,
        precompute=True,
        readonly=False,
    )
    quantity = fields.Float(
        digits=(12, 2),
        compute="_compute_quantity",
        store=True,
        precompute=True,
        readonly=False,
        help="Chargeable area in m², or how many.",
    )
    period = fields.Selection(
        PERIODS,
        string="Paid every",
        required=True,
        default="3",
        help="How often it is due.",
    )
    date_from = fields.Date(
        string="From", help="Empty: from the beginning of the agreement."
    )
    date_to = fields.Date(string="Until", help="Empty: to the end of the agreement.")
    amount_month = fields.Monetary(
        string="A month", compute="_compute_amounts", store=True
    )
    amount_period = fields.Monetary(
        string="Each time", compute="_compute_amounts", store=True
    )
    amount_total = fields.Monetary(
        string="In all",
        compute="_compute_amounts",
        store=True,
        help="From the first to the last day; without a last day, a year.",
    )

    is_list_price = fields.Boolean(compute="_compute_is_list_price")

    _not_negative = models.Constraint(
        "CHECK(quantity >= 0 AND price >= 0)",
        "Quantities and prices cannot be negative.",
    )
    _ends_later = models.Constraint(
        "CHECK(date_from <= date_to)", "A service ends after it begins."
    )

    @api.depends("price", "price_id")
    def _compute_is_list_price(self):
        for line in self:
            # sudo: the price of an agreement does not depend on who writes it
            price_sudo = line.price_id.sudo()
            line.is_list_price = price_sudo and line.price == price_sudo.price

    @api.depends("service_id", "agreement_id.lang")
    def _compute_name(self):
        for line in self:
            lang = line.agreement_id.lang or self.env.lang
            line.name = line.service_id.with_context(lang=lang).name

    @api.depends("agreement_id.unit_id")
    def _compute_unit_id(self):
        for line in self:
            line.unit_id = line.agreement_id.unit_id

    @api.depends("service_id", "unit_id", "agreement_id.site_id", "date_from")
    def _compute_price_id(self):
        """Take the price of the day the service begins; later areas change nothing."""
        spans = self._get_price_spans()
        for line in self:
            day = line._get_first_day()
            found = split_by_price(day, day, spans[line])
            line.price_id = found and found[0].key

    def _get_price_spans(self):
        """Return ``{line: [PriceSpan]}`` that hold for its service and place."""
        spans = {}
        Price = self.env["property.price"]
        for company, lines in self.grouped("company_id").items():
            prices = Price._find_for(lines.service_id, company or self.env.company)
            for line in lines:
                unit = line.unit_id
                site = unit.site_id or line.agreement_id.site_id
                spans[line] = prices._get_spans(line.service_id, site, unit)
        return spans

    @api.depends("price_id")
    def _compute_from_price(self):
        for line in self:
            # sudo: the price of an agreement does not depend on who writes it
            price_sudo = line.price_id.sudo()
            line.basis = price_sudo.basis or line.basis or "unit"
            line.price = price_sudo.price if price_sudo else line.price

    @api.depends("service_id", "unit_id")
    def _compute_quantity(self):
        """Take the area of the unit; a new price alone does not count anew."""
        for line in self:
            if line.basis == "area":
                line.quantity = line.unit_id.area_chargeable or line.quantity
            else:
                line.quantity = 1

    @api.onchange("basis")
    def _onchange_basis(self):
        """Count anew; not a dependency, or each new price would do it, too."""
        self._compute_quantity()

    @api.depends(
        "basis",
        "quantity",
        "price",
        "period",
        "date_from",
        "date_to",
        "agreement_id.start_date",
        "agreement_id.end_date",
        "currency_id",
    )
    def _compute_amounts(self):
        for line in self:
            quantity, price = line._get_exact()
            cent = to_decimal(line.currency_id.rounding or 0.01)
            month = month_amount(quantity, price, cent)
            once = line.basis == "once"
            months = int(line.period or 1)
            period = period_amount(quantity, price, months, cent)
            line.amount_month = 0 if once else month
            line.amount_period = month if once else period
            line.amount_total = month if once else line._get_total(cent)

    def _get_exact(self):
        """Return quantity and price as they are written."""
        quantity = to_decimal(round(self.quantity or 0, 2))
        return quantity, to_decimal(round(self.price or 0, 4))

    def _get_total(self, cent):
        quantity, price = self._get_exact()
        last = self._get_last_day()
        if not last:
            return period_amount(quantity, price, 12, cent)
        return amount_between(quantity, price, self._get_first_day(), last, cent)

    def _get_first_day(self):
        """Return the first day of the service; today where nobody has said it."""
        start = self.agreement_id.start_date
        today = fields.Date.context_today(self)
        return max(filter(None, (self.date_from, start)), default=today)

    def _get_last_day(self):
        """Return the last day of the service, False where it stays open."""
        return min(
            filter(None, (self.date_to, self.agreement_id.end_date)), default=False
        )
