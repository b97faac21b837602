from odoo import api, models
from odoo.fields import Domain

from odoo.addons.property_crm.models.timeline.timeline_source import (
    TimelineSource,
    get_name,
)


class PropertyTimelineMixin(models.AbstractModel):
    _inherit = "property.timeline.mixin"

    @api.model
    def _get_timeline_kinds(self):
        return {
            **super()._get_timeline_kinds(),
            "prospect": (self.env._("Prospects"), "fa-bullseye"),
        }


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_timeline_documents(self):
        people = Domain("partner_id", "in", self._get_timeline_people().ids)
        sources = super()._get_timeline_documents()
        return [*sources, *_get_lead_sources(self.env, people)]


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    def _get_timeline_documents(self):
        here = Domain("unit_id", "in", self.ids)
        return [*super()._get_timeline_documents(), *_get_lead_sources(self.env, here)]


def _get_lead_sources(env, domain):
    """Return the prospects of a person or a unit, the lost ones, too."""
    leads = env["crm.lead"].with_context(active_test=False)
    if not leads.has_access("read"):
        return []
    return [
        TimelineSource(
            code="lead",
            model=leads,
            domain=domain,
            date="create_date",
            describe=_describe_leads,
            kinds=("prospect",),
            text=("name", "contact_name"),
            has_messages=True,
        )
    ]


def _describe_leads(leads):
    found = leads.search_fetch(
        [("id", "in", leads.ids)], ["name", "stage_id", "user_id", "unit_id"]
    )
    return {
        lead.id: {
            "title": lead.name,
            "text": lead.unit_id.sudo().name,  # sudo: the name only
            "state": lead.stage_id.name,
            "who": get_name(lead.user_id),
        }
        for lead in found
    }
