from odoo import models
from odoo.fields import Domain

from odoo.addons.property_crm.models.timeline.timeline_source import TimelineSource


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_timeline_documents(self):
        people = Domain("partner_id", "in", self._get_timeline_people().ids)
        return [*super()._get_timeline_documents(), *_get_sources(self.env, people)]


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    def _get_timeline_documents(self):
        here = Domain("unit_id", "in", self.ids)
        return [*super()._get_timeline_documents(), *_get_sources(self.env, here)]


def _get_sources(env, domain):
    """Return the named answers; others know neither a person nor a unit."""
    sheets = env["property.survey.sheet"]
    if not sheets.has_access("read"):
        return []
    return [
        TimelineSource(
            code="survey_sheet",
            model=sheets,
            domain=domain & Domain("campaign_id.mode", "=", "named"),
            date="day",
            describe=_describe_sheets,
            kinds=("survey",),
        )
    ]


def _describe_sheets(sheets):
    found = sheets.search_fetch([("id", "in", sheets.ids)], ["campaign_id"])
    return {
        sheet.id: {
            "title": sheet.env._(
                "Answered the survey: %(campaign)s",
                # sudo: the name only
                campaign=sheet.campaign_id.sudo().name,
            )
        }
        for sheet in found
    }
