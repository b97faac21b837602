from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.property_crm.models.phone.property_call_list_source import CallSource


class PropertyCallList(models.Model):
    """Those of a campaign who are asked by telephone."""

    _inherit = "property.call.list"

    campaign_id = fields.Many2one(
        "property.survey.campaign",
        string="Survey campaign",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        domain="[('state', '=', 'running'), ('mode', '!=', 'anonymous')]",
    )

    @api.model
    def _get_source_labels(self):
        asked = ("survey", self.env._("Invited to a survey"))
        return [*super()._get_source_labels(), asked]

    def _get_sources(self):
        waits = Domain("campaign_id", "in", self.campaign_id.ids)
        waits &= Domain("state", "in", ["planned", "asked"])
        asked = CallSource("property.survey.invitation", waits, self._get_asked_domain)
        return super()._get_sources() | {"survey": asked}

    def _get_asked_domain(self):
        here = self.territory_id.id
        return Domain("unit_id.territory_id", "child_of", here) | (
            Domain("unit_id", "=", False)
            & Domain("site_id.territory_id", "child_of", here)
        )
