from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase

from .meeting_common import MeetingCommon


class TestCommitteeTour(MeetingCommon, HttpCase):
    def test_from_the_call_to_the_owners_telephone(self):
        now = fields.Datetime.now()
        self.term.date_start = fields.Date.subtract(now.date(), days=30)
        self.term.date_end = fields.Date.add(now.date(), days=900)
        self.members.date_start = self.term.date_start
        meeting = self._plan(
            start=fields.Datetime.to_string(fields.Datetime.subtract(now, hours=3)),
            agenda_ids=[Command.create({"name": "Bicycle shed"})],
        )
        self.user_portal.name = "Sun Yan"
        self._own(self.user_portal.partner_id, self.unit)
        self.start_tour(
            f"/odoo/committee-meetings/{meeting.id}",
            "property_crm_committee_meeting",
            login="property_site_manager",
        )
        self.assertEqual(meeting.state, "published")
        self.assertEqual(meeting.decision_ids.result, "passed")
        self.assertIn("All spoke for it", meeting.minutes)
        self.browser_size, self.touch_enabled = "390x844", True
        self.start_tour("/my", "property_crm_committee_portal", login="portal_1")
        matter = self.env["property.committee.matter"].search(
            [("partner_id", "=", self.user_portal.partner_id.id)]
        )
        self.assertEqual(matter.name, "Light in the hall")
