from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class PropertyTicketUnnamedMixin(models.AbstractModel):
    """What mail shows its author or its addressee, even of a complaint about him."""

    _name = "property.ticket.unnamed.mixin"
    _description = "Hidden from who is complained about"
    _model_field = "model"

    is_not_about_me = fields.Boolean(
        compute="_compute_is_not_about_me",
        search="_search_is_not_about_me",
        export_string_translation=False,
    )

    @api.depends(lambda self: (self._model_field, "res_id"))
    @api.depends_context("uid")
    def _compute_is_not_about_me(self):
        partner_id = self.env.user.partner_id.id
        linked = self._get_of_requests()
        Ticket = self.env["helpdesk.ticket"]
        pairs = Ticket._get_named_pairs(linked.mapped("res_id"))
        for record in self:
            named = record in linked and (record.res_id, partner_id) in pairs
            record.is_not_about_me = not named

    def _get_of_requests(self):
        return self.filtered(
            lambda record: record[self._model_field] == "helpdesk.ticket"
        )

    def _search_is_not_about_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        named = self.env["helpdesk.ticket"]._get_named_query(self.env.uid)

        def to_sql(_model, alias, _query):
            return SQL(
                "(%s IS DISTINCT FROM 'helpdesk.ticket' OR %s NOT IN %s)",
                SQL.identifier(alias, self._model_field),
                SQL.identifier(alias, "res_id"),
                named,
            )

        return Domain.custom(
            to_sql=to_sql, predicate=lambda record: record.is_not_about_me
        )


class MailMessage(models.Model):
    _name = "mail.message"
    _inherit = ["mail.message", "property.ticket.unnamed.mixin"]


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = ["mail.activity", "property.ticket.unnamed.mixin"]
    _model_field = "res_model"

    @api.constrains("user_id", "res_model", "res_id")
    def _check_user_not_named(self):
        of_requests = self._get_of_requests()
        ids = of_requests.mapped("res_id")
        pairs = self.env["helpdesk.ticket"]._get_named_pairs(ids)
        for activity in of_requests:
            if (activity.res_id, activity.user_id.partner_id.id) in pairs:
                raise ValidationError(
                    self.env._(
                        "Assigned to: %(user)s cannot look after %(ticket)s.",
                        user=activity.user_id.name,
                        ticket=activity.res_name,
                    )
                )


class MailFollowers(models.Model):
    _inherit = "mail.followers"

    def _add_followers(self, res_model, res_ids, partner_ids, subtypes, **kwargs):
        """Nobody follows a complaint about himself, whoever subscribes him."""
        new, update = super()._add_followers(
            res_model, res_ids, partner_ids, subtypes, **kwargs
        )
        if res_model != "helpdesk.ticket" or not new:
            return new, update
        pairs = self.env[res_model]._get_named_pairs(list(filter(None, new)))
        allowed = {
            res_id: [
                vals for vals in vals_list if (res_id, vals["partner_id"]) not in pairs
            ]
            for res_id, vals_list in new.items()
        }
        return allowed, update
