from odoo import api, fields, models

from ...tools.dialler import HttpDialler, RecordingDialler, TelDialler


class PropertyCallDialler(models.Model):
    """How calls are dialled: by the agent's computer, or by a telephone system."""

    _name = "property.call.dialler"
    _inherit = ["property.provider.mixin"]
    _description = "Dialler"

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
    site_ids = fields.Many2many(
        relation="property_call_dialler_site_rel",
        column1="dialler_id",
        column2="site_id",
        help="None: all that have no dialler of their own.",
    )
    url = fields.Char(
        help="https, or http on this machine. {number}, {agent} and {reference} are"
        " filled in; the three are sent as JSON, too.",
    )
    secret = fields.Char(help="Sent as a bearer token with each call.")

    @api.model
    def _get_for(self, site, company):
        """Return what dials for the site; without a setting, the computer does."""
        return self._find_for(site, company)._get_dialler()

    def _get_dialler(self):
        """Return the object that dials: a hook for other telephone systems."""
        if self.kind == "http":
            return HttpDialler(self.url, self.secret or "", self.timeout)
        if self.kind == "training":
            return RecordingDialler()
        return TelDialler()
