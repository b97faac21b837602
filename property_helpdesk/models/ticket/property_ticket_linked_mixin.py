from odoo import api, fields, models
from odoo.fields import Domain


class PropertyTicketLinkedMixin(models.AbstractModel):
    """What is attached to a request by model and id is as secret as the request."""

    _name = "property.ticket.linked.mixin"
    _description = "Seen by who sees the request"

    in_my_territory = fields.Boolean(
        compute="_compute_in_my_territory",
        search="_search_in_my_territory",
        export_string_translation=False,
    )

    @api.depends("res_model", "res_id")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        linked = self.filtered(lambda record: record.res_model == "helpdesk.ticket")
        visible = set(self._get_visible_tickets(linked.mapped("res_id")).ids)
        for record in self:
            record.in_my_territory = record not in linked or record.res_id in visible

    def _search_in_my_territory(self, operator, value):
        if operator != "in":
            return NotImplemented
        # of the user himself: record rules are evaluated as superuser
        Ticket = self.env["helpdesk.ticket"].sudo(False)
        visible = Ticket.with_context(active_test=False)._search(Domain.TRUE)
        return Domain("res_model", "!=", "helpdesk.ticket") | Domain(
            "res_id", "in", visible
        )

    @api.model
    def _get_visible_tickets(self, ids):
        Ticket = self.env["helpdesk.ticket"].sudo(False).with_context(active_test=False)
        return Ticket.search([("id", "in", ids)]) if ids else Ticket


class RatingRating(models.Model):
    _name = "rating.rating"
    _inherit = ["rating.rating", "property.ticket.linked.mixin"]


class MailFollowers(models.Model):
    _name = "mail.followers"
    _inherit = ["mail.followers", "property.ticket.linked.mixin"]
