"""helpdesk_mgmt_rating 19.0.1.0.0 asks for a rating ticket by ticket and sends the
mail while the user waits (25 queries), and counts the grades of each ticket by a
query of its own."""

from odoo import api, models

from odoo.addons.rating.models.rating_data import RATING_LIMIT_SATISFIED


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    @api.depends("rating_ids.rating", "rating_ids.consumed")
    def _compute_percentage(self):
        rows = (
            self.env["rating.rating"]
            .sudo()
            ._read_group(  # sudo: a figure only
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("consumed", "=", True),
                    ("rating", ">", 0),
                ],
                ["res_id", "rating"],
                ["__count"],
            )
        )
        total, great = {}, {}
        for res_id, rating, count in rows:
            total[res_id] = total.get(res_id, 0) + count
            if rating >= RATING_LIMIT_SATISFIED:
                great[res_id] = great.get(res_id, 0) + count
        for ticket in self:
            rated = total.get(ticket._origin.id)
            share = great.get(ticket._origin.id, 0) * 100 // rated if rated else -1
            ticket.positive_rate_percentage = share

    def _send_ticket_rating_mail(self, force_send=False):
        asked = self.filtered(lambda ticket: ticket.partner_id.email)
        return super(HelpdeskTicket, asked)._send_ticket_rating_mail(force_send=False)
