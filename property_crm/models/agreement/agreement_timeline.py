from odoo import models
from odoo.fields import Domain

from ..timeline.timeline_source import TimelineSource


class PropertyUnit(models.Model):
    """Agreements on a unit stand on its timeline, too."""

    _inherit = "property.unit"

    def _get_timeline_documents(self):
        return [
            *super()._get_timeline_documents(),
            TimelineSource(
                code="agreement",
                model=self.env["agreement"],
                domain=Domain("unit_id", "in", self.ids)
                & self.env["agreement"]._get_timeline_domain(),
                date="start_date",
                describe=lambda found: found._describe_timeline(),
                kinds=("agreement",),
                text=("code", "name"),
                has_messages=True,
            ),
        ]


class Agreement(models.Model):
    _inherit = "agreement"

    def _get_timeline_domain(self):
        """Return the domain of what is worth a line: no templates, nothing void."""
        return Domain("is_template", "=", False) & Domain(
            "state", "not in", ["cancelled", "replaced"]
        )

    def _describe_timeline(self):
        """Return ``{id: what the timeline says}``."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        found = self.search_fetch(
            [("id", "in", self.ids)], ["code", "name", "state", "user_id"]
        )
        return {
            agreement.id: {
                "title": agreement.display_name,
                "state": labels.get(agreement.state),
            }
            for agreement in found
        }
