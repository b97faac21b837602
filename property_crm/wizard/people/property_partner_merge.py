from odoo import api, fields, models

from ...fields import MaskedChar


class PropertyPartnerMerge(models.TransientModel):
    _name = "property.partner.merge"
    _description = "Merge two people"

    partner_id = fields.Many2one(
        "res.partner", string="Kept", required=True, readonly=True, ondelete="cascade"
    )
    duplicate_id = fields.Many2one(
        "res.partner", string="Merged", required=True, readonly=True, ondelete="cascade"
    )
    partner_phone = MaskedChar(related="partner_id.phone", related_sudo=False)
    partner_email = MaskedChar(related="partner_id.email", related_sudo=False)
    partner_unit_ids = fields.Many2many(
        related="partner_id.unit_ids", related_sudo=False
    )
    partner_date = fields.Datetime(
        related="partner_id.create_date", related_sudo=False, string="Entered"
    )
    duplicate_phone = MaskedChar(
        related="duplicate_id.phone",
        related_sudo=False,
        string="Phone of the duplicate",
    )
    duplicate_email = MaskedChar(
        related="duplicate_id.email",
        related_sudo=False,
        string="E-mail of the duplicate",
    )
    duplicate_unit_ids = fields.Many2many(
        related="duplicate_id.unit_ids",
        related_sudo=False,
        string="Units of the duplicate",
    )
    duplicate_date = fields.Datetime(
        related="duplicate_id.create_date",
        related_sudo=False,
        string="Entered on",
    )

    @api.model
    def _open(self, one, other):
        """Return the dialog over two people; who was entered first is kept."""
        kept, duplicate = (one | other).sorted("id")
        merge = self.create({"partner_id": kept.id, "duplicate_id": duplicate.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Are these the same person?"),
            "res_model": self._name,
            "res_id": merge.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_merge(self):
        self.ensure_one()
        kept = self.partner_id
        kept._merge_duplicate(self.duplicate_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": kept.id,
            "view_mode": "form",
        }

    def action_mark_distinct(self):
        self.ensure_one()
        self.partner_id._mark_distinct(self.duplicate_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
