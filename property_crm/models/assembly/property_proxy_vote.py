from odoo import api, models

from .ballot_desk import read_clock
from .proxy_desk import ProxyDesk


class PropertyProxy(models.Model):
    """What can be voted with a proxy."""

    _inherit = "property.proxy"

    @api.model
    def _find_valid(self, agent, assembly):
        """Return the proxies, as sudo, with which somebody may vote now.

        :param agent: a partner
        :param assembly: one assembly; none of them hold while it is not voting
        """
        # sudo: an agent has no rights on the records; the caller looked who he is
        proxies_sudo = self.sudo().search(
            [("assembly_id", "=", assembly.id), ("agent_id", "=", agent.id)]
        )
        assembly_sudo = proxies_sudo.assembly_id
        if not assembly_sudo or not assembly_sudo._is_voting():
            return proxies_sudo.browse()
        desk = ProxyDesk(assembly_sudo, read_clock(self.env.cr))
        return proxies_sudo.filtered(
            lambda proxy: any(
                not desk.refuse_any_choice(proxy, motion)
                for motion in assembly_sudo.motion_ids
            )
        )
