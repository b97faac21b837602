from odoo import models
from odoo.fields import Domain

from ..timeline.timeline_source import TimelineSource


class ResPartner(models.Model):
    """Notices that reached a customer are on his timeline."""

    _inherit = "res.partner"

    def _get_timeline_sources(self):
        return [
            *super()._get_timeline_sources(),
            TimelineSource(
                code="notice",
                model=self.env["property.notice.recipient"],
                domain=Domain("partner_id", "in", self._get_timeline_people().ids)
                & Domain("is_reached", "=", True),
                date="published_at",
                describe=self._describe_timeline_notices,
                kinds=("notice",),
                text=("notice_id.name",),
            ),
        ]

    def _get_timeline_kinds(self):
        kinds = super()._get_timeline_kinds()
        return kinds | {"notice": (self.env._("Notices"), "fa-bullhorn")}

    def _describe_timeline_notices(self, rows):
        found = rows.search_fetch(
            [("id", "in", rows.ids)],
            ["notice_id", "partner_id", "read_at", "email_state"],
        )
        states = dict(found._fields["email_state"]._description_selection(self.env))
        return {
            row.id: {
                "title": self.env._("Notice: %(title)s", title=row.notice_id.name),
                "text": row.unit_id.name,
                "state": self.env._("Read")
                if row.read_at
                else states.get(row.email_state),
                "who": row.partner_id.name if row.partner_id not in self else "",
                "open": ("property.notice", row.notice_id.id),
            }
            for row in found
        }
