from odoo import api, models
from odoo.fields import Domain

from odoo.addons.property_crm.models.timeline.timeline_source import (
    TimelineSource,
    get_name,
)


def get_visit_sources(env, domain):
    return [
        TimelineSource(
            code="return_visit",
            model=env["property.return.visit"],
            domain=domain & Domain("state", "=", "done"),
            date="answered_at",
            describe=_describe_visits,
            kinds=("survey",),
            text=("note",),
            about="ticket",
        )
    ]


def _describe_visits(visits):
    found = visits.search_fetch(
        [("id", "in", visits.ids)], ["ticket_id", "result", "note", "user_id"]
    )
    results = dict(visits._fields["result"]._description_selection(visits.env))
    return {
        visit.id: {
            "title": visits.env._(
                "Asked again: %(ticket)s", ticket=visit.ticket_id.display_name
            ),
            "text": visit.note,
            "state": results.get(visit.result),
            "who": get_name(visit.user_id),
        }
        for visit in found
    }


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_timeline_documents(self):
        people = self._get_timeline_people()
        asked = Domain("partner_id", "in", people.ids)
        return [
            *super()._get_timeline_documents(),
            *get_visit_sources(self.env, asked),
        ]


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    def _get_timeline_documents(self):
        here = Domain("ticket_id.unit_id", "in", self.ids)
        return [
            *super()._get_timeline_documents(),
            *get_visit_sources(self.env, here),
        ]


class PropertyUpcomingReport(models.Model):
    """Return visits are among what is to come for who asks."""

    _inherit = "property.upcoming.report"
    _depends = {"property.return.visit": ["date_deadline", "state", "user_id"]}

    @api.model
    def _get_activity_documents(self):
        return {
            **super()._get_activity_documents(),
            "property.return.visit": {"partner_id": "partner_id", "site_id": "site_id"},
        }
