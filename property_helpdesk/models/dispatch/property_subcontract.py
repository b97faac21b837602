from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class PropertySubcontract(models.Model):
    """How a firm has done what it was given."""

    _inherit = "property.subcontract"

    ticket_ids = fields.One2many(
        "helpdesk.ticket", "subcontract_id", string="Requests given"
    )
    ticket_count = fields.Integer(string="Given", compute="_compute_scorecard")
    open_ticket_count = fields.Integer(string="In work", compute="_compute_scorecard")
    late_ticket_count = fields.Integer(
        string="Late",
        compute="_compute_scorecard",
        help="Closed after the firm's deadline, or open and past it.",
    )
    on_time_rate = fields.Float(
        string="On time (%)",
        compute="_compute_scorecard",
        help="Of what was closed, what was closed by the firm's deadline.",
    )
    reopened_rate = fields.Float(
        string="Re-opened (%)",
        compute="_compute_scorecard",
        help="Of what was given, what had to be opened again.",
    )
    rating_mean = fields.Float(
        string="Rating", compute="_compute_scorecard", digits=(3, 1)
    )

    @api.depends("ticket_ids")
    def _compute_scorecard(self):
        counts, ratings = self._count_tickets(), self._get_ratings()
        for contract in self:
            contract.update(
                self._rate(counts.get(contract.id), ratings.get(contract.id, 0))
            )

    def _search_tickets(self):
        """Return the query for the requests the reader may see."""
        return self.env["helpdesk.ticket"]._search(
            Domain("subcontract_id", "in", self.ids)
        )

    def _count_tickets(self):
        """Return ``{contract id: (given, done, late, kept, opened again)}``."""
        self.env["helpdesk.ticket"].flush_model(
            ["done_at", "closed_date", "subcontract_due", "reopen_count"]
        )
        query = self._search_tickets()
        query.groupby = SQL.identifier(query.table, "subcontract_id")
        column = {
            name: SQL.identifier(query.table, name)
            for name in ("subcontract_id", "subcontract_due", "reopen_count")
        }
        end = SQL(
            "COALESCE(%s, %s)",
            SQL.identifier(query.table, "done_at"),
            SQL.identifier(query.table, "closed_date"),
        )
        due, now = column["subcontract_due"], fields.Datetime.now()
        rows = self.env.execute_query(
            query.select(
                column["subcontract_id"],
                SQL("COUNT(*)"),
                SQL("COUNT(%s)", end),
                SQL("COUNT(*) FILTER (WHERE COALESCE(%s, %s) > %s)", end, now, due),
                SQL("COUNT(*) FILTER (WHERE %s <= %s)", end, due),
                SQL("COUNT(*) FILTER (WHERE %s > 0)", column["reopen_count"]),
            )
        )
        return {contract_id: counts for contract_id, *counts in rows}

    def _get_ratings(self):
        """Return ``{contract id: mean of the mean ratings of its requests}``."""
        self.env["rating.rating"].flush_model(["res_model", "res_id", "rating"])
        query = self._search_tickets()
        # the mean of a firm's work is shown, no single answer
        query.join(
            query.table,
            "id",
            SQL(
                "(SELECT res_id, AVG(rating) AS mean FROM rating_rating"
                " WHERE res_model = 'helpdesk.ticket' AND consumed GROUP BY res_id)"
            ),
            "res_id",
            "rated",
        )
        contract = SQL.identifier(query.table, "subcontract_id")
        query.groupby = contract
        mean = SQL.identifier(f"{query.table}__rated", "mean")
        rows = self.env.execute_query(query.select(contract, SQL("AVG(%s)", mean)))
        return dict(rows)

    @api.model
    def _rate(self, counts, rating):
        given, done, late, kept, again = counts or (0, 0, 0, 0, 0)
        return {
            "ticket_count": given,
            "open_ticket_count": given - done,
            "late_ticket_count": late,
            "on_time_rate": 100 * kept / done if done else 0,
            "reopened_rate": 100 * again / given if given else 0,
            "rating_mean": rating,
        }

    def _check_may_work(self, site):
        """Refuse a firm of another site, of the past, or without valid papers."""
        self.ensure_one()
        if self.has_expired:
            raise UserError(
                self.env._(
                    "%(firm)s: licence or insurance has expired. Renew it first.",
                    firm=self.display_name,
                )
            )
        if not self.is_current or site != self.site_id:
            raise UserError(
                self.env._(
                    "%(firm)s has no contract for this site today.",
                    firm=self.display_name,
                )
            )

    def action_view_tickets(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_mgmt.helpdesk_ticket_action"
        )
        return {**action, "domain": [("subcontract_id", "=", self.id)], "context": {}}
