from odoo import api, fields, models
from odoo.exceptions import AccessError


class PropertyProxy(models.Model):
    """Who votes for an owner, on what, and how he was told to."""

    _name = "property.proxy"
    _inherit = ["property.person.mixin", "property.assembly.mixin"]
    _description = "Proxy"
    _order = "assembly_id, signed_on, id"

    head_key = fields.Char(required=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Principal",
        required=True,
        index=True,
        ondelete="restrict",
    )
    agent_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    motion_ids = fields.Many2many(
        "property.motion",
        string="Motions",
        domain="[('assembly_id', '=', assembly_id)]",
        help="Empty: all of them.",
    )
    instruction_ids = fields.One2many("property.proxy.instruction", "proxy_id")
    signed_on = fields.Date(required=True, default=fields.Date.context_today)
    expires_on = fields.Date()
    document = fields.Binary(attachment=True)
    document_name = fields.Char(export_string_translation=False)
    revoked_at = fields.Datetime(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Who may enter them is checked where they are entered, not by rights alone."""
        if not self.env.su:
            raise AccessError(self.env._("Proxies are not entered by hand."))
        return super().create(vals_list)
