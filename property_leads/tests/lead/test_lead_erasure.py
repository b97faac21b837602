from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.property_crm.models.privacy.personal_data_erase import TEXT_COLUMNS

from ..common import LeadsCommon

NAME = "Zhuge Liangming"
EMAIL = "zhuge.liangming@erase.example"
PHONE = "+86 139 5550 1234"


class TestLeadErasure(LeadsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {"name": NAME, "email": EMAIL, "phone": PHONE}
        )
        values = {
            "name": f"Flat for {NAME}",
            "contact_name": "Old Zhuge",  # as nobody else writes him
            "email_from": EMAIL,
            "phone": PHONE,
            "description": "<p>Zhuge likes the south side</p>",
            "enquiry": f"{NAME} asks for two rooms",
            "service_wish": "Zhuge's lamp",
            "unit_id": cls.unit.id,
        }
        cls.asked = cls._create_leads(partner_id=cls.person.id, **values)
        cls.asked._log_contact("call", note="Zhuge was friendly")
        cls.asked.person_ids = [(0, 0, {"name": NAME, "partner_id": cls.person.id})]
        cls.env["property.viewing"].create(
            {
                "lead_id": cls.asked.id,
                "unit_id": cls.unit.id,
                "start": fields.Datetime.now() + timedelta(days=1),
                "feedback": "Zhuge wants more light",
            }
        )
        cls.asked.message_post(body=f"Hello {NAME}, {PHONE}")
        cls.env.flush_all()

    def _find_traces(self):
        self.env.flush_all()
        return [
            f"{table}.{column}"
            for table, column, _kind in self.env.execute_query(SQL(TEXT_COLUMNS))
            if self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %s WHERE %s::text ~* 'zhuge|5550.?1234' LIMIT 1",
                    SQL.identifier(table),
                    SQL.identifier(column),
                )
            )
        ]

    def test_open_prospects_first_then_nothing_is_left(self):
        person = self.person.with_user(self.user_company_manager)
        with self.assertRaisesRegex(UserError, "Flat for"):
            person._erase()
        self.asked.action_set_lost()
        self.env.flush_all()
        self.assertIn("property_lead_event.note", self._find_traces())
        person._erase()
        self.assertEqual(self._find_traces(), [])
        self.assertEqual(self.asked.partner_id, self.person)
        self.assertIn("lost", self.asked.event_ids.mapped("kind"))
        with self.assertRaises(UserError):
            self.asked.event_ids[:1].note = "The log is guarded again"

    def test_prospects_are_in_the_copy_with_their_score(self):
        self.asked._score()
        Data = self.env["property.personal.data"]
        names = {kind for kind, _rows in Data._collect(self.person, True)}
        self.assertIn(Data._describe_model("crm.lead"), names)
        why = [line["why"] for line in Data._get_decisions(self.person)]
        self.assertIn(self.asked.score_text, why)

    def test_lost_ones_go_when_their_time_is_over(self):
        rule = self.env.ref("property_leads.property_retention_rule_leads")
        leads = self.env["crm.lead"].with_context(active_test=False)
        old, new = self._create_leads(2, contact_name="Zhuge", description="Zhuge")
        (old | new | self.asked).action_set_lost()
        self.assertTrue(old.date_closed)
        (old | self.asked).date_closed = "2020-01-01"
        due = leads.search(rule._get_expired_domain())
        self.assertEqual(due & (old | new | self.asked), old)  # the person is known
        rule._apply(old)
        self.assertFalse(old.phone or old.contact_name or old.message_ids)
        self.assertEqual((old.site_id, old.won_status), (self.site, "lost"))
        self.assertNotIn(old, leads.search(rule._get_expired_domain()))
