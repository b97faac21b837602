from odoo import fields, models


class PropertyProxyRevoke(models.TransientModel):
    """Staff file the signed revocation of a proxy."""

    _name = "property.proxy.revoke"
    _description = "Revocation of a proxy"

    proxy_id = fields.Many2one("property.proxy", required=True, ondelete="cascade")
    reason = fields.Char(string="Why revoked", required=True)
    document = fields.Binary(string="Signed revocation", required=True)
    document_name = fields.Char(export_string_translation=False)

    def action_done(self):
        """Revoke the proxy from now on."""
        for one in self:
            # who may enter proxies of this assembly may file that they are revoked
            one.proxy_id.check_access("create")
            one.proxy_id._revoke(one.reason, one.document, one.document_name)
        return {"type": "ir.actions.act_window_close"}
