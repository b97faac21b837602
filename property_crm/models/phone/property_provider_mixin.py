from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.dialler import check_url

KEEPERS = "base.group_system,property_crm.group_property_company_manager"


class PropertyProviderMixin(models.AbstractModel):
    """A service over HTTP that a company uses at all its sites, or at some.

    Who inherits it has a ``kind``, of which "http" is one.
    """

    _name = "property.provider.mixin"
    _description = "Service over HTTP"
    _order = "sequence, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    site_ids = fields.Many2many("property.site", string="Sites", check_company=True)
    url = fields.Char(string="Address")
    secret = fields.Char(groups=KEEPERS, copy=False)
    timeout = fields.Integer(
        string="Wait (seconds)", default=5, required=True, help="At most 20."
    )

    _timeout_short = models.Constraint(
        "CHECK(timeout BETWEEN 1 AND 20)", "Wait: from 1 to 20 seconds."
    )

    @api.constrains("url", "kind")
    def _check_url(self):
        for provider in self.filtered(lambda provider: provider.kind == "http"):
            try:
                check_url(provider.url)
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "Address: what is sent goes only over https, or to this"
                        " machine."
                    )
                ) from None

    @api.model
    def _find_for(self, site, company):
        """Return the settings for the site, as sudo; none where there are none."""
        # sudo: who uses the service sees none of its settings
        found_sudo = self.sudo().search(
            Domain("company_id", "=", company.id)
            & (Domain("site_ids", "in", site.ids) | Domain("site_ids", "=", False))
        )
        own = found_sudo.filtered(lambda provider: site and site in provider.site_ids)
        return (own or found_sudo)[:1]
