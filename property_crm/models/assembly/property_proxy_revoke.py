from odoo import fields, models
from odoo.exceptions import UserError

from .ballot_desk import read_clock
from .property_proxy import RUNNING


class PropertyProxy(models.Model):
    """Taken back: what was voted with it before stands."""

    _inherit = "property.proxy"

    assembly_state = fields.Selection(
        related="assembly_id.state", string="Status of the vote"
    )

    def action_revoke(self):
        """Ask for the signed revocation and the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Revoke the proxy"),
            "res_model": "property.proxy.revoke",
            "view_mode": "form",
            "target": "new",
            "context": {"default_proxy_id": self.id},
        }

    def _revoke(self, reason, document=None, document_name=None):
        """Take the proxies back from now on; a vote being cast is waited for."""
        self.check_access("read")
        self.env.cr.execute(
            "SELECT id FROM property_proxy WHERE id IN %s ORDER BY id"
            " FOR NO KEY UPDATE",
            [tuple(self.ids or [0])],
            log_exceptions=False,
        )
        now = read_clock(self.env.cr).replace(microsecond=0)
        for proxy in self:
            if proxy.revoked_at:
                raise UserError(self.env._("The proxy was revoked already."))
            if proxy.assembly_id.state not in RUNNING:
                raise UserError(
                    self.env._("The vote is closed: its proxies stay as they are.")
                )
        # sudo: a proxy stays as it was given but for this
        self.sudo().write(
            {
                "revoked_at": now,
                "revoke_reason": reason,
                "revoke_document": document,
                "revoke_document_name": document_name,
            }
        )
