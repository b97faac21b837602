from odoo import models
from odoo.tools import SQL

ENTRY = "property.fund.entry"
# what each figure adds up of the movements of an account
FIGURES = {
    "balance": SQL("SUM(entry.amount)"),
    "used": SQL("-SUM(entry.amount) FILTER (WHERE entry.kind = 'use')"),
    "paid_in": SQL("SUM(entry.amount) FILTER (WHERE entry.kind <> 'use')"),
    "first_deposit": SQL("SUM(entry.amount) FILTER (WHERE entry.kind = 'deposit')"),
}


class PropertyFundAccount(models.Model):
    """Figures by which the database sorts, and that it adds up for buildings."""

    _inherit = "property.fund.account"

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr not in FIGURES:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        fields = self.env[ENTRY]._fields
        figure = SQL(
            "COALESCE((SELECT %s FROM property_fund_entry AS entry"
            " WHERE entry.account_id = %s), 0)",
            FIGURES[field_expr],
            SQL.identifier(alias, "id"),
            to_flush=[fields[name] for name in ("account_id", "amount", "kind")],
        )
        if field_expr != "first_deposit":
            return figure
        earlier = super()._field_to_sql(alias, "earlier_deposit", query)
        return SQL("(%s + COALESCE(%s, 0))", figure, earlier)
