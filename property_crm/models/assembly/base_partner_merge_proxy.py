from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Who votes for others is not merged into somebody else, who might give a proxy.

    Two agents that become one would also be over the limit all at once.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _check_not_in_register(self, partners):
        # sudo: whether there is one, wherever it is; nothing of it is shown
        proxies_sudo = self.env["property.proxy"].sudo()
        found = proxies_sudo.search([("agent_id", "in", partners.ids)], limit=1)
        if found:
            raise UserError(
                self.env._(
                    "%(person)s votes for others by proxy, and stays in it: keep this"
                    " one, and merge the other into it.",
                    person=found.agent_id.display_name,
                )
            )
        return super()._check_not_in_register(partners)
