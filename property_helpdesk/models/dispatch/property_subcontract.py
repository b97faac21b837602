from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


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
        cards = self._get_scorecards()
        for contract in self:
            contract.update(cards.get(contract.id, self._rate([], {})))

    def _get_scorecards(self):
        """Return ``{contract id: values}`` of the requests the reader may see."""
        tickets = self.env["helpdesk.ticket"].search_fetch(
            Domain("subcontract_id", "in", self.ids),
            [
                "subcontract_id",
                "done_at",
                "closed_date",
                "subcontract_due",
                "reopen_count",
            ],
        )
        ratings = self._get_ratings(tickets)
        return {
            contract.id: self._rate(group, ratings)
            for contract, group in tickets.grouped("subcontract_id").items()
        }

    @api.model
    def _get_ratings(self, tickets):
        """Return ``{ticket id: mean rating}``."""
        # sudo: the mean of a firm's work is shown, no single answer
        rows = (
            self.env["rating.rating"]
            .sudo()
            ._read_group(
                [
                    ("res_model", "=", "helpdesk.ticket"),
                    ("res_id", "in", tickets.ids),
                    ("consumed", "=", True),
                ],
                ["res_id"],
                ["rating:avg"],
            )
        )
        return dict(rows)

    @api.model
    def _rate(self, tickets, ratings):
        now = fields.Datetime.now()
        done = [t for t in tickets if t._get_finished_at()]
        late = [t for t in tickets if (t._get_finished_at() or now) > t.subcontract_due]
        kept = [t for t in done if t._get_finished_at() <= t.subcontract_due]
        again = [t for t in tickets if t.reopen_count]
        rated = [ratings[t.id] for t in tickets if t.id in ratings]
        return {
            "ticket_count": len(tickets),
            "open_ticket_count": len(tickets) - len(done),
            "late_ticket_count": len(late),
            "on_time_rate": 100 * len(kept) / len(done) if done else 0,
            "reopened_rate": 100 * len(again) / len(tickets) if tickets else 0,
            "rating_mean": sum(rated) / len(rated) if rated else 0,
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
