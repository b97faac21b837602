from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .property_proxy import RUNNING


class PropertyProxy(models.Model):
    """What a proxy must say, and whose it is to give.

    Whether it holds is another matter: ``property_proxy_state``.
    """

    _inherit = "property.proxy"

    @api.constrains("assembly_id", "signed_on")
    def _check_time(self):
        now = fields.Datetime.now()
        for proxy in self:
            assembly = proxy.assembly_id
            if assembly.state not in RUNNING or assembly.closes_at <= now:
                raise ValidationError(
                    self.env._(
                        "%(assembly)s: proxies are given from the call of the owners"
                        " until the close of the vote.",
                        assembly=assembly.name,
                    )
                )
            if proxy.signed_on > assembly.site_id._get_today():
                raise ValidationError(
                    self.env._("Signed on: this day has not come yet.")
                )

    @api.constrains("assembly_id", "head_key", "partner_id", "agent_id", "given_how")
    def _check_people(self):
        rows = self._read_rows()
        for proxy in self:
            head = rows[proxy.assembly_id, proxy.head_key]
            voters = head._get_signers()
            if proxy.given_how == "portal":
                voters = voters.filtered(head._is_voter)
            if proxy.partner_id not in voters:
                raise ValidationError(
                    self.env._(
                        "Principal: %(name)s does not vote for %(unit)s.",
                        name=proxy.partner_id.display_name,
                        unit=proxy.unit_id.name,
                    )
                )
            if proxy.agent_id == proxy.partner_id:
                raise ValidationError(
                    self.env._("Proxy holder: nobody gives a proxy to himself.")
                )
            if proxy.agent_id.is_company:
                raise ValidationError(
                    self.env._("Proxy holder: name a person, not an organisation.")
                )

    @api.constrains("assembly_id", "motion_ids")
    def _check_motions(self):
        for proxy in self:
            if proxy.motion_ids - proxy.assembly_id.motion_ids:
                raise ValidationError(
                    self.env._("Motions: one is not on the agenda of this assembly.")
                )

    @api.constrains("instruction_ids", "motion_ids")
    def _check_instructions(self):
        for proxy in self:
            named = proxy.motion_ids or proxy.assembly_id.motion_ids
            if proxy.instruction_ids.motion_id - named:
                raise ValidationError(
                    self.env._("Instructions: the proxy is not for this motion.")
                )
            if "election" in proxy.instruction_ids.motion_id.mapped("kind"):
                raise ValidationError(
                    self.env._(
                        "Instructions: in an election the proxy holder chooses. Leave"
                        " the election out if the owner votes in it himself."
                    )
                )


class PropertyAssemblyRow(models.Model):
    _inherit = "property.assembly.row"

    def _get_signers(self):
        """Return who may sign for a head.

        That is who votes for it. Where nobody does, all sign together, and one of them
        is noted.
        """
        voters = self.representative_id.filtered(self._is_voter)
        keys = {key for row in self for key in row.owner_keys or ()}
        return voters or self.representative_id | voters.browse(keys)
