from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError

from ..common import LeadsCommon


class TestSalesActions(LeadsCommon):
    """Whatever is done for a prospect stands in one list, by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead.write({"unit_id": cls.unit.id, "user_id": cls.user_sales.id})
        cls.own = cls.lead.with_user(cls.user_sales)
        cls.now = fields.Datetime.now()

    def setUp(self):
        super().setUp()
        self.known = self.lead.event_ids

    def _get_new(self, kind=None):
        events = (self.lead.event_ids - self.known).sorted("id")
        return events.filtered(lambda event: event.kind == kind) if kind else events

    def _call(self, **values):
        later = self.now + timedelta(minutes=1)
        return self.env["property.call"].create(
            {
                "site_id": self.site.id,
                "user_id": self.user_sales.id,
                "direction": "outbound",
                "purpose": "sales",
                "number": "+86 138 0013 8000",
                "offered_at": later,
                "answered_at": later,
                "ended_at": later + timedelta(seconds=130),
                **values,
            }
        )

    def test_call_of_his_number_is_found_and_logged_once(self):
        call = self._call(note="Comes on Monday")
        call.note = "Comes on Tuesday"
        call.write({"wrapped_up_at": call.ended_at})
        event = self._get_new()
        self.assertEqual((event.kind, event.minutes), ("call", 3))
        self.assertEqual(event.user_id, self.user_sales)
        self.assertEqual(event.note, "Comes on Monday")
        self.assertEqual(self.lead.call_ids, call)
        self.assertEqual(self.lead.contacted_at, call.answered_at)

    def test_call_counts_when_it_is_over(self):
        call = self._call(ended_at=False, purpose="service")
        self.lead.call_ids = call
        self.assertFalse(self._get_new())
        call.ended_at = call.answered_at + timedelta(seconds=60)
        self.assertEqual(self._get_new().kind, "call")

    def test_a_try_is_no_contact_and_a_service_call_no_sales_action(self):
        self._call(answered_at=False, failure="busy")
        self.assertEqual(self._get_new().kind, "tried")
        self.assertFalse(self.lead.contacted_at)
        self._call(purpose="service")
        names = ("offered_at", "answered_at", "ended_at")
        self._call(**dict.fromkeys(names, "2020-01-01"))  # before he was a prospect
        self._call(number="+8613900000000")
        self.assertEqual(len(self._get_new()), 1)

    def test_calls_in_bulk_ask_the_same_queries(self):
        rows = [{"site_id": self.site.id, "number": "+8613800138000"}] * 40
        later = self.now + timedelta(minutes=1)
        times = {"offered_at": later, "answered_at": later, "ended_at": later}
        rows = [{**row, **times, "purpose": "sales"} for row in rows]
        counts = []
        for count in (2, 2, 40):
            before = self.cr.sql_log_count
            self.env["property.call"].create(rows[:count])._log_on_leads()
            counts.append((self.cr.sql_log_count - before) / count)
        self.assertLess(counts[2], counts[1])
        self.assertEqual(len(self._get_new("call")), 44)

    def test_viewing_from_agreed_to_shown(self):
        viewings = self.env["property.viewing"].with_user(self.user_sales)
        start = self.now + timedelta(days=2)
        vals = {"lead_id": self.lead.id, "unit_id": self.unit.id, "start": start}
        viewings.create(vals).action_done()
        shown = {"start": start + timedelta(days=1)}
        viewings.create({**vals, **shown}).action_no_show()
        viewings.create({**vals, **shown}).action_cancel()
        kinds = [kind for kind in self._get_new().mapped("kind") if kind != "stage"]
        expected = ["viewing", "shown", "viewing", "no_show", "viewing", "viewing_off"]
        self.assertEqual(kinds, expected)
        self.assertEqual(self._get_new("shown").new_value, self.unit.name)
        self.assertEqual(self._get_new().user_id, self.user_sales)

    def test_reservation_proposal_and_handover(self):
        self.unit.rent_asked = 5000
        self.own.action_reserve()
        self.lead.reservation_ids.with_user(self.user_sales).action_cancel()
        self.own.action_propose()
        proposal = self.lead.agreement_ids
        proposal.action_approve()
        proposal.action_send()
        proposal.action_new_version()
        newer = self.lead.agreement_ids - proposal
        self.assertEqual(newer.version, 2)
        newer.action_approve()
        newer.action_sign_on_paper()
        self.assertEqual(self.lead.won_status, "won")
        self.own.action_hand_over()
        kinds = self._get_new().mapped("kind")
        for kind in ("reserved", "released", "proposal_sent", "won", "handover"):
            self.assertEqual(kinds.count(kind), 1, kind)
        self.assertEqual(kinds.count("proposal"), 2)

    def test_a_refused_proposal(self):
        self.unit.rent_asked = 5000
        self.own.action_propose()
        self.lead.agreement_ids.action_cancel()
        self.assertEqual(self._get_new("proposal_over").kind, "proposal_over")

    def test_mail_meeting_stage_and_activity(self):
        self.own.message_post(
            body="See you", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.env["calendar.event"].with_user(self.user_sales).create(
            {
                "name": "Talk",
                "start": self.now,
                "stop": self.now + timedelta(hours=1),
                "opportunity_id": self.lead.id,
            }
        )
        self.own.stage_id = self._get_stage("qualified")
        call = self.env.ref("mail.mail_activity_data_call")
        self.own.activity_schedule(
            activity_type_id=call.id, user_id=self.user_sales.id
        ).action_feedback("Reached")
        kinds = self._get_new().mapped("kind")
        self.assertEqual(kinds[:3], ["mail", "meeting", "stage"])
        self.assertIn(kinds[3:], (["call"], ["activity"]))

    def test_supervisor_filters_by_person_and_site(self):
        self._call()
        events = self.env["property.lead.event"].with_user(self.user_site_manager)
        mine = [("lead_user_id", "=", self.user_sales.id), ("kind", "=", "call")]
        rows = events._read_group(mine, ["lead_user_id", "lead_site_id"], ["__count"])
        self.assertEqual(rows, [(self.user_sales, self.site, 1)])
        with self.assertRaises(AccessError):
            events.with_user(self.user_agent).search([])
