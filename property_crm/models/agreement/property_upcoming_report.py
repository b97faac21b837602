from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class PropertyUpcomingReport(models.Model):
    _inherit = "property.upcoming.report"
    _depends = {
        "agreement": ["partner_id", "state", "start_date", "end_date"],
        "property.agreement.line": ["agreement_id", "amount_month", "basis"],
    }

    @api.model
    def _get_profit_sql(self):
        """Return what the customer's agreements in force bring in a year.

        Only of those that the reader may read, in the currency of the company. The
        costs are not known here, so it is no profit yet; see the field's help.
        """
        agreements = self.env["agreement"]
        if not agreements.has_access("read"):
            return super()._get_profit_sql()
        today = fields.Date.context_today(self)
        in_force = Domain("state", "=", "active") & Domain("partner_id", "!=", False)
        return SQL(
            """
            (SELECT 12 * SUM(line.amount_month)::float8
               FROM agreement JOIN property_agreement_line line
                 ON line.agreement_id = agreement.id
              WHERE agreement.partner_id = item.partner_id
                AND agreement.id IN %(agreements)s AND line.basis != 'once'
                AND COALESCE(line.date_from, agreement.start_date, %(today)s)
                    <= %(today)s
                AND COALESCE(line.date_to, agreement.end_date, %(today)s) >= %(today)s)
            """,
            agreements=agreements._search(in_force).subselect(),
            today=today,
        )
