from datetime import date

from odoo import api, fields, models

from ...tools.fee import split_by_price


class Agreement(models.Model):
    """What the agreement is worth, and the price list that its lines follow."""

    _inherit = "agreement"

    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", store=True, precompute=True
    )
    amount_month = fields.Monetary(
        string="A month",
        compute="_compute_amounts",
        store=True,
        help="What all services together cost in a whole month now.",
    )
    amount_once = fields.Monetary(string="Once", compute="_compute_amounts", store=True)
    amount_total = fields.Monetary(
        string="Contract value",
        compute="_compute_amounts",
        store=True,
        tracking=True,
        help="From the first to the last day; without a last day, a year.",
    )

    @api.depends("company_id")
    def _compute_currency_id(self):
        for agreement in self:
            company = agreement.company_id or self.env.company
            agreement.currency_id = company.currency_id

    @api.depends("line_ids.amount_month", "line_ids.amount_total", "line_ids.basis")
    def _compute_amounts(self):
        for agreement in self:
            lines = agreement.line_ids
            once = lines.filtered(lambda line: line.basis == "once")
            begun = agreement._get_lines_of_first_day()
            agreement.amount_month = sum(begun.mapped("amount_month"))
            agreement.amount_once = sum(once.mapped("amount_total"))
            agreement.amount_total = sum(lines.mapped("amount_total"))

    def _get_lines_of_first_day(self):
        """Return the lines that hold when the agreement begins."""
        return self.line_ids.filtered(
            lambda line: (
                not line.date_from
                or line.date_from <= (line.agreement_id.start_date or line.date_from)
            )
        )

    def action_take_prices(self):
        """Take the prices of the list; a price that changes divides its line."""
        self._check_is_open()
        for agreement in self:
            agreement._split_lines(agreement.line_ids)

    def _split_lines(self, lines):
        """Give each service one line for every price that holds in its time."""
        Line = self.env["property.agreement.line"]
        spans = lines._get_price_spans()
        created, surplus = [], Line
        for group in lines.grouped(lambda line: line._get_split_key()).values():
            first = min(group, key=lambda line: line._get_first_day())
            parts = first._find_spans(group, spans[first])
            if not parts:
                continue
            surplus |= group - first
            first.write(parts[0])
            for part in parts[1:]:
                created += first.copy_data(part)
        surplus.unlink()
        Line.create(created)


class PropertyAgreementLine(models.Model):
    _inherit = "property.agreement.line"

    def _get_split_key(self):
        """Lines with the same key are one service, divided by its prices."""
        return (self.service_id, self.unit_id, self.basis, self.quantity, self.name)

    def _find_spans(self, group, spans):
        """Return the values of the lines that replace the group, which begins here."""
        first = self._get_first_day()
        final = max(group, key=lambda line: line._get_last_day() or date.max)
        last = final._get_last_day() or None
        # sudo: the price of an agreement does not depend on who writes it
        prices_sudo = self.env["property.price"].sudo()
        prices = prices_sudo.browse([span.key for span in spans]).filtered(
            lambda price: price.basis == self.basis or not self.price
        )
        wanted = [span for span in spans if span.key in prices._ids]
        return [
            {
                "price_id": span.key,
                "price": prices.browse(span.key).price,
                "basis": prices.browse(span.key).basis,
                "date_from": span.first if span.first > first else self.date_from,
                "date_to": span.last if span.last != last else final.date_to,
            }
            for span in split_by_price(first, last, wanted)
        ]
