from odoo import models
from odoo.fields import Domain

from .timeline_common import get_tenure_sources
from .timeline_source import TimelineSource, fetch_names


class PropertyUnit(models.Model):
    """What happened in a unit, whoever lived there."""

    _name = "property.unit"
    _inherit = ["property.unit", "property.timeline.mixin"]

    def _get_timeline_sources(self):
        return [
            *self._get_timeline_documents(),
            *get_tenure_sources(
                self.env,
                Domain("unit_id", "in", self.ids),
                self._describe_timeline_tenures,
            ),
        ]

    def _get_timeline_documents(self):
        """Return the sources whose records have a chatter of their own, or may."""
        return [
            TimelineSource(
                code="unit",
                model=self.with_context(active_test=False).browse(),
                domain=Domain("id", "in", self.ids),
                date="create_date",
                describe=lambda units: {
                    unit.id: {"title": self.env._("%(who)s was entered", who=unit.name)}
                    for unit in units
                },
                kinds=("entered",),
                has_messages=True,
            )
        ]

    def _describe_timeline_tenures(self, lines, words):
        found = lines.search_fetch([("id", "in", lines.ids)])
        fetch_names(found.partner_id)
        return {
            line.id: {
                "title": words % {"what": self.name},
                "text": line._describe_role(),
                "who": line.partner_id.name,
                "open": ("res.partner", line.partner_id.id),
            }
            for line in found
        }
