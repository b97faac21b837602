from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.dialler import HttpDialler, RecordingDialler, TelDialler, check_url

KEEPERS = "base.group_system,property_crm.group_property_company_manager"


class PropertyCallDialler(models.Model):
    """How calls are dialled: by the agent's computer, or by a telephone system."""

    _name = "property.call.dialler"
    _description = "Dialler"
    _order = "sequence, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(required=True)
    kind = fields.Selection(
        [
            ("tel", "Telephone programme of the computer"),
            ("http", "Telephone system over HTTP"),
            ("training", "Training: dials nobody"),
        ],
        string="Dials with",
        required=True,
        default="tel",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    site_ids = fields.Many2many(
        "property.site",
        "property_call_dialler_site_rel",
        "dialler_id",
        "site_id",
        string="Sites",
        check_company=True,
        help="None: all that have no dialler of their own.",
    )
    url = fields.Char(
        string="Address",
        help="https, or http on this machine. {number}, {agent} and {reference} are"
        " filled in; the three are sent as JSON, too.",
    )
    secret = fields.Char(
        groups=KEEPERS, copy=False, help="Sent as a bearer token with each call."
    )
    timeout = fields.Integer(
        string="Wait (seconds)", default=5, required=True, help="At most 20."
    )

    _timeout_short = models.Constraint(
        "CHECK(timeout BETWEEN 1 AND 20)", "Wait: from 1 to 20 seconds."
    )

    @api.constrains("url", "kind")
    def _check_url(self):
        for dialler in self.filtered(lambda dialler: dialler.kind == "http"):
            try:
                check_url(dialler.url)
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "Address: numbers go only over https, or to this machine."
                    )
                ) from None

    @api.model
    def _get_for(self, site, company):
        """Return what dials for the site; without a setting, the computer does."""
        # sudo: every agent dials, nobody of them sees the settings
        found_sudo = self.sudo().search(
            Domain("company_id", "=", company.id)
            & (Domain("site_ids", "in", site.ids) | Domain("site_ids", "=", False))
        )
        own = found_sudo.filtered(lambda dialler: site and site in dialler.site_ids)
        return (own or found_sudo)[:1]._get_dialler()

    def _get_dialler(self):
        """Return the object that dials: a hook for other telephone systems."""
        if self.kind == "http":
            return HttpDialler(self.url, self.secret or "", self.timeout)
        if self.kind == "training":
            return RecordingDialler()
        return TelDialler()
