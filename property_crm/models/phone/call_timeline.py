from odoo import models
from odoo.fields import Domain

from ..timeline.timeline_source import TimelineSource, get_name


def get_call_source(env, domain):
    """Return the calls of a person or a unit as a source of the timeline."""
    return TimelineSource(
        code="call",
        model=env["property.call"],
        domain=domain,
        date="offered_at",
        describe=lambda calls: calls._describe_timeline(),
        kinds=("call",),
        text=("name", "note"),
        has_messages=True,
    )


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_timeline_documents(self):
        people = self._get_timeline_people()
        return [
            *super()._get_timeline_documents(),
            get_call_source(self.env, Domain("partner_id", "in", people.ids)),
        ]


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    def _get_timeline_documents(self):
        return [
            *super()._get_timeline_documents(),
            get_call_source(self.env, Domain("unit_id", "in", self.ids)),
        ]


class PropertyCall(models.Model):
    _inherit = "property.call"

    def _describe_timeline(self):
        """Return ``{id: what the timeline says}``."""
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("direction", "purpose", "result")
        }
        found = self.search_fetch(
            [("id", "in", self.ids)], [*labels, "note", "user_id"]
        )
        return {
            call.id: {
                "title": f"{labels['direction'][call.direction]} · "
                f"{labels['purpose'][call.purpose]}",
                "text": (call.note or "").partition("\n")[0],
                "state": labels["result"].get(call.result),
                "who": get_name(call.user_id),
            }
            for call in found
        }
