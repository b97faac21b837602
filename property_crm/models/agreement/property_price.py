from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.fee import PriceSpan, to_decimal

BASES = [
    ("area", "Per m² and month"),
    ("unit", "Per unit and month"),
    ("space", "Per parking space and month"),
    ("once", "One-off"),
]


class PropertyPrice(models.Model):
    """What a service costs, where and when: one line of the price list."""

    _name = "property.price"
    _inherit = ["property.reference.guard", "mail.thread"]
    _description = "Price"
    _order = "service_id, site_id, unit_kind, date_from desc, id"

    service_id = fields.Many2one(
        "property.service", required=True, index=True, ondelete="restrict"
    )
    site_id = fields.Many2one(
        "property.site",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: wherever no price of the site itself holds.",
    )
    unit_kind = fields.Selection(
        selection=lambda self: (
            self.env["property.unit"]._fields["kind"]._description_selection(self.env)
        ),
        string="Kind of unit",
        help="Empty: for every kind.",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    basis = fields.Selection(BASES, required=True, default="area", tracking=True)
    price = fields.Float(
        required=True,
        digits=(12, 4),
        tracking=True,
        help="In the currency of the company, tax included.",
    )
    date_from = fields.Date(string="Valid from", tracking=True)
    date_to = fields.Date(string="Valid until", tracking=True)
    is_now = fields.Boolean(
        string="Holds today", compute="_compute_is_now", search="_search_is_now"
    )
    note = fields.Char(help="For example: filed with the price bureau on 2026-01-15.")

    _not_negative = models.Constraint(
        "CHECK(price >= 0)", "A price cannot be negative."
    )
    _ends_later = models.Constraint(
        "CHECK(date_from <= date_to)", "A price ends after it begins."
    )
    _not_twice = models.Constraint(
        "EXCLUDE USING gist (service_id WITH =, company_id WITH =, basis WITH =,"
        " (COALESCE(site_id, 0)) WITH =, (COALESCE(unit_kind, '')) WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&)",
        "There is a price for this service, place and kind of unit at that time.",
    )

    @api.depends("site_id")
    def _compute_company_id(self):
        for price in self:
            company = price.site_id.company_id or price.company_id
            price.company_id = company or self.env.company

    @api.depends("service_id", "site_id", "date_from")
    def _compute_display_name(self):
        for price in self:
            day = fields.Date.to_string(price.date_from)
            parts = [price.service_id.name, price.site_id.name, day]
            price.display_name = " · ".join(filter(None, parts))

    @api.depends("date_from", "date_to")
    def _compute_is_now(self):
        today = fields.Date.context_today(self)
        for price in self:
            price.is_now = (
                (price.date_from or today) <= today <= (price.date_to or today)
            )

    def _search_is_now(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return self._get_period_domain(today, today)

    @api.model_create_multi
    def create(self, vals_list):
        self.flush_model()  # the old price may have been ended in the same breath
        return super().create(vals_list)

    @api.model
    def _get_period_domain(self, first, last):
        """Return the domain of prices that hold on some day of the period."""
        begun = Domain("date_from", "=", False)
        if last:
            begun |= Domain("date_from", "<=", last)
        else:
            begun = Domain.TRUE
        return begun & (Domain("date_to", "=", False) | Domain("date_to", ">=", first))

    @api.constrains("site_id", "company_id")
    def _check_company(self):
        for price in self:
            if price.site_id and price.site_id.company_id != price.company_id:
                raise ValidationError(
                    self.env._("The site belongs to another company.")
                )

    @api.model
    def _find_for(self, services, company):
        """Return all prices of the services in the company, in one query."""
        # sudo: the price of an agreement does not depend on who writes it
        return self.sudo().search(
            Domain("service_id", "in", services.ids)
            & Domain("company_id", "=", company.id)
        )

    def _get_spans(self, service, site, unit):
        """Return the spans that hold there, the more specific prices first."""
        fitting = self.filtered(
            lambda price: (
                price.service_id == service
                and (not price.site_id or price.site_id == site)
                and (not price.unit_kind or price.unit_kind == unit.kind)
            )
        )
        ranked = fitting.sorted(
            lambda price: (not price.site_id, not price.unit_kind, price.id)
        )
        return [
            PriceSpan(
                to_decimal(round(price.price, 4)),
                price.date_from or None,
                price.date_to or None,
                price.id,
            )
            for price in ranked
        ]
