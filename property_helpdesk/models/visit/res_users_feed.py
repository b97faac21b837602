from odoo import models
from odoo.fields import Domain

from odoo.addons.property_crm.tools.ics_feed import FeedItem


class ResUsers(models.Model):
    """Visits in one's own calendar in other programs."""

    _inherit = "res.users"

    def _get_feed_event_domain(self, start, stop):
        return super()._get_feed_event_domain(start, stop) & Domain(
            "visit_ids", "=", False
        )

    def _get_feed_items(self, start, stop):
        return super()._get_feed_items(start, stop) + self._get_feed_visits(start, stop)

    def _get_feed_visits(self, start, stop):
        Visit = self.env["property.visit"]
        if not Visit.has_access("read"):
            return []
        visits = Visit.search(
            Domain("user_id", "=", self.id)
            & Domain("state", "not in", ("cancelled", "missed"))
            & Domain("stop", ">=", start)
            & Domain("start", "<", stop)
        )
        return [
            FeedItem(
                uid=self._get_feed_uid(visit),
                start=visit.start,
                stop=visit.stop,
                summary=visit.ticket_id.display_name,
                location=visit.place_name or "",
                tentative=not visit.agreed_at,
                changed=visit.write_date,
            )
            for visit in visits
        ]
