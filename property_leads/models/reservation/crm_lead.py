from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CrmLead(models.Model):
    """The units kept for a prospect."""

    _inherit = "crm.lead"

    reservation_ids = fields.One2many(
        "property.reservation", "lead_id", string="Reservations", copy=False
    )
    reserved_until = fields.Datetime(
        string="Reserved until", compute="_compute_reserved_until"
    )

    @api.depends("reservation_ids.state", "reservation_ids.expires_at")
    def _compute_reserved_until(self):
        for lead in self:
            active = lead._get_active_reservations()
            lead.reserved_until = min(active.mapped("expires_at"), default=False)

    def _get_active_reservations(self):
        return self.reservation_ids.filtered(lambda one: one.state == "active")

    def action_reserve(self):
        """Keep the unit for the prospect; open what was made."""
        self.ensure_one()
        if not self.unit_id:
            raise UserError(self.env._("Unit: choose the one to reserve."))
        reservation = self._get_active_reservations().filtered(
            lambda one: one.unit_id == self.unit_id
        ) or self.env["property.reservation"].create(
            {"unit_id": self.unit_id.id, "lead_id": self.id}
        )
        return reservation[:1].get_formview_action()

    @api.model
    def _get_offer_domain(self):
        """What is reserved is proposed to nobody."""
        reserved = Domain("reservation_ids", "any", [("state", "=", "active")])
        return super()._get_offer_domain() & ~reserved

    def action_set_lost(self, **additional_values):
        """Let go of what was kept for them."""
        result = super().action_set_lost(**additional_values)
        # sudo: whoever closes the prospect frees the unit
        self.sudo()._get_active_reservations()._close("cancelled")
        return result
