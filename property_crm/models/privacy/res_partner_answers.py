from odoo import models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    """Public methods of core that answer with an e-mail address.

    Found by the sweep of tests/privacy: every method RPC may call on a partner.
    """

    _inherit = "res.partner"

    def action_privacy_lookup(self):
        """Refuse who sees it masked: privacy_lookup 19.0 answers the address."""
        if self._filter_masked():
            raise AccessError(self.env._("You see the data of this person masked."))
        return super().action_privacy_lookup()

    def signup_get_auth_param(self):
        """Leave out the login of auth_signup 19.0, mostly a resident's e-mail."""
        result = super().signup_get_auth_param()
        for partner in self._filter_masked():
            result[partner.id].pop("auth_login", None)
        return result
