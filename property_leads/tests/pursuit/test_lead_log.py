import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...hooks import begin_logs
from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestLeadLog(LeadsCommon):
    def _get_kinds(self, lead):
        return lead.event_ids.sorted("id").mapped("kind")

    def test_what_happens_is_logged_in_order(self):
        lead = self._create_leads(user_id=self.user_sales.id)
        own = lead.with_user(self.user_sales)
        own.stage_id = self._get_stage("viewing")
        own.user_id = self.user_dispatcher
        own.message_post(
            body="See you", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        own.message_post(body="Rich", subtype_xmlid="mail.mt_note")
        own.action_set_lost()
        own.action_restore()
        own.action_set_won()
        kinds = self._get_kinds(lead)
        expected = ["created", "stage", "given", "mail", "lost", "restored", "stage"]
        self.assertEqual([k for k in kinds if k != "won"], expected)
        self.assertEqual(kinds.count("won"), 1)
        self.assertEqual(lead.event_ids.user_id, self.env.user | self.user_sales)

    def test_record_a_contact_asks_for_the_next_step(self):
        lead = self._create_leads(user_id=self.user_sales.id)
        self.env["property.lead.contact"].with_user(self.user_sales).with_context(
            active_model="crm.lead", active_ids=lead.ids
        ).create(
            {
                "kind": "meeting",
                "minutes": 40,
                "note": "Wants a balcony",
                "next_step": "Send two offers",
                "date_next": "2100-03-05",
            }
        ).action_record()
        event = lead.event_ids.sorted("id")[-1]
        self.assertEqual((event.kind, event.minutes), ("meeting", 40))
        self.assertTrue(lead.contacted_at)
        self.assertEqual(str(lead.date_next), "2100-03-05")
        self.assertEqual(lead.activity_ids.summary, "Send two offers")

    def test_the_log_is_never_changed(self):
        event = self.lead.event_ids[0]
        with self.assertRaises(UserError):
            event.write({"note": "x"})
        with self.assertRaises(UserError):
            event.unlink()
        with self.assertRaises(UserError):
            self.lead.unlink()
        statements = (
            "UPDATE property_lead_event SET note = 'x'",
            "DELETE FROM property_lead_event",
            "TRUNCATE property_lead_event CASCADE",
        )
        for statement in statements:
            with (
                self.assertRaises(psycopg2.errors.RestrictViolation),
                self.cr.savepoint(),
                mute_logger("odoo.sql_db"),
            ):
                self.cr.execute(statement)

    def test_creation_in_queries_that_do_not_count(self):
        sellers = self.user_sales | self.user_sales_elsewhere
        team = self.env["crm.team"].create(
            {"name": "Lets", "member_ids": self.user_sales.ids}
        )
        counts = []
        for count in (2, 2, 20):  # the first fills the caches of the process
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            leads = self.Lead.create(
                [
                    {"name": str(number), "user_id": sellers[number % 2].id}
                    for number in range(count)
                ]
            )
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(len(leads.event_ids), count)
        self.assertEqual(counts[1], counts[2])
        mine = leads.filtered(lambda lead: lead.user_id == self.user_sales)
        self.assertEqual(mine.team_id, team)
        self.assertNotIn(team, (leads - mine).team_id)
        self.assertEqual(
            leads.stage_id, leads[0]._stage_find(domain=[("fold", "=", False)])
        )

    def test_supervisor_sees_all_of_his_places_and_a_stranger_nothing(self):
        events = self.lead.event_ids
        self.assertTrue(events.with_user(self.user_site_manager).read(["kind"]))
        self.assertTrue(events.with_user(self.user_auditor).read(["kind"]))
        for user in (self.user_stranger, self.user_portal, self.user_sales_elsewhere):
            with self.assertRaises(AccessError):
                events.with_user(user).read(["kind"])
        with self.assertRaises(AccessError):
            events.with_user(self.user_sales).create(
                {"lead_id": self.lead.id, "kind": "call"}
            )

    def test_prospects_from_before_begin_anew(self):
        lead = self._create_leads()
        self.env.flush_all()
        self.cr.execute(
            "ALTER TABLE property_lead_event DISABLE TRIGGER USER;"
            "DELETE FROM property_lead_event;"
            "ALTER TABLE property_lead_event ENABLE TRIGGER USER"
        )
        self.env.invalidate_all()
        begin_logs(self.env)
        self.assertEqual(lead.event_ids.mapped("kind"), ["created"])
        self.assertTrue(lead.contacted_at and lead.date_next)
        self.assertFalse(lead.is_neglected)
        begin_logs(self.env)
        self.assertEqual(len(lead.event_ids), 1)
