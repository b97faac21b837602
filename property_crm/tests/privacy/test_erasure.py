from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL

from ...models.privacy.personal_data_erase import TEXT_COLUMNS
from ..common import PropertyCommon

NAME = "Zhuge Liangming 诸葛亮明"
PHONE = "+86 138 7654 3219"
EMAIL = "zhuge.liangming@erase.example"
VAT = "11010519491231002X"
TERMS = ("Zhuge", "诸葛亮明", "7654 3219", "13876543219", "zhuge.liangming", VAT)


class TestErasure(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {
                "name": NAME,
                "phone": PHONE,
                "email": EMAIL,
                "vat": VAT,
                "street": "Zhuge Street 1",
                "comment": "<p>Zhuge Liangming likes tea</p>",
                "country_id": cls.env.ref("base.cn").id,
            }
        )
        cls.login = cls.env["res.users"].create(
            {
                "name": NAME,
                "login": EMAIL,
                "partner_id": cls.person.id,
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )
        cls.stay = cls.env["property.occupancy"].create(
            {
                "unit_id": cls.unit.id,
                "partner_id": cls.person.id,
                "role": "tenant",
                "date_from": "2020-01-01",
                "date_to": "2021-01-01",
            }
        )
        cls._leave_traces()
        cls.request = cls.env["property.data.request"].create(
            {
                "partner_id": cls.person.id,
                "kind": "delete",
                "is_identified": True,
                "detail": f"{NAME} asks to be forgotten",
            }
        )
        cls.env.flush_all()

    @classmethod
    def _leave_traces(cls):
        """Write of the person wherever people write."""
        person = cls.person
        person.message_post(body=f"{NAME} rang from 138-7654-3219", author_id=person.id)
        person.with_context(tracking_disable=False).write({"email": EMAIL})
        cls.unit.message_post(body=f"Zhuge Liangming left the key, call {PHONE}")
        cls.site.message_post(body="The number of the tenant is 008613876543219")
        cls.env["property.contact.preference"].create(
            {"partner_id": person.id, "phone": "+86 139 0000 1111", "note": NAME}
        )
        person._give_consent(
            cls.env.ref("property_crm.property_privacy_purpose_marketing"),
            "paper",
            proof=f"Form of {NAME}",
        )
        cls.env["ir.attachment"].create(
            {
                "name": "Zhuge.txt",
                "raw": NAME.encode(),
                "res_model": "res.partner",
                "res_id": person.id,
            }
        )
        cls.env["property.disclosure"].create(
            {"partner_id": person.id, "reason": "Zhuge Liangming, water leak"}
        )
        person.activity_schedule("mail.mail_activity_data_todo", summary=f"Ring {NAME}")
        cls.env["calendar.event"].create(
            {
                "name": f"Handover with {NAME}",
                "start": "2020-03-02 10:00:00",
                "stop": "2020-03-02 11:00:00",
                "partner_ids": [Command.set(person.ids)],
            }
        )

    def _find_traces(self):
        """Search all texts of all tables, by SQL."""
        self.env.flush_all()
        found = []
        for table, column, _kind in self.env.execute_query(SQL(TEXT_COLUMNS)):
            rows = self.env.execute_query(
                SQL(
                    "SELECT count(*) FROM %s WHERE %s::text ILIKE ANY(%s)",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    [f"%{term}%" for term in TERMS],
                )
            )
            if rows[0][0]:
                found.append(f"{table}.{column}")
        return found

    def _erase(self):
        return self.person.with_user(self.user_company_manager)._erase()

    def test_nothing_of_the_person_is_left(self):
        self.assertGreater(len(self._find_traces()), 15)
        self._erase()
        self.assertEqual(self._find_traces(), [])
        self.assertFalse(self.login.active)
        self.assertFalse(self.person.active)
        self.assertTrue(self.person.erased_on)

    def test_several_at_once_as_one_by_one(self):
        """Each table is read once for all; names go beside the own number only."""
        other = self.env["res.partner"].create(
            {"name": "Ouyang Feng", "email": "ouyang@erase.example"}
        )
        note = self.site.message_post(
            body="Liu Bei met Ouyang Feng (ouyang@erase.example) of Zhuge Village"
        )
        mixed = self.site.message_post(body=f"Ouyang Feng knows {EMAIL}")
        self.env.flush_all()
        (self.person | other).with_user(self.user_company_manager)._erase()
        self.assertEqual(set(self._find_traces()), {"mail_message.body"})
        self.assertIn("Liu Bei met [erased] ([erased]) of Zhuge", str(note.body))
        self.assertIn("Ouyang Feng knows [erased]", str(mixed.body))

    def test_what_the_law_keeps_stays_without_name(self):
        agreement = self.env["agreement"].create(
            {"name": f"Lease of {NAME}", "code": "L1", "partner_id": self.person.id}
        )
        self.env.flush_all()
        plan = {line["name"]: line for line in self.person._get_erasure_plan()}
        self.assertEqual(plan["Occupancy"]["outcome"], "nameless")
        self.assertEqual(plan["Agreement"]["outcome"], "kept")
        self.assertTrue(plan["Agreement"]["reason"])
        self._erase()
        self.assertEqual(self.stay.partner_id, self.person)
        self.assertEqual(agreement.name, f"Lease of {NAME}")
        self.assertEqual(self._find_traces(), ["agreement.name"])
        consent = self.env["property.consent"].search(
            [("partner_id", "=", self.person.id)]
        )
        self.assertEqual(consent.state, "withdrawn")

    def test_again_changes_nothing(self):
        self._erase()
        erased_on = self.person.erased_on
        self.assertEqual(self._erase(), 0)
        self.assertEqual(self.person.erased_on, erased_on)
        with self.assertRaises(UserError):
            self.person.with_user(self.user_company_manager).name = "Back again"
        with self.assertRaises(AccessError):
            self.person.with_user(self.user_company_manager).erased_on = False

    def test_others_keep_what_they_share(self):
        namesake = self.env["res.partner"].create({"name": NAME})
        spouse = self.env["res.partner"].create(
            {"name": "Huang", "phone": PHONE, "country_id": self.person.country_id.id}
        )
        self.env.flush_all()
        self._erase()
        self.assertEqual(namesake.name, NAME)
        self.assertEqual(spouse.phone, PHONE)
        self.assertFalse(self.person.phone)

    def test_who_lives_here_is_not_erased(self):
        self.stay.date_to = False
        with self.assertRaisesRegex(UserError, "contract"):
            self._erase()
        colleague = self.user_agent.partner_id
        with self.assertRaisesRegex(UserError, "colleague"):
            colleague.with_user(self.user_company_manager)._erase()
        self.assertEqual(self.person.name, NAME)

    def test_preview_then_confirmed(self):
        Erasure = self.env["property.erasure"].with_user(self.user_company_manager)
        erasure = Erasure.create({"request_id": self.request.id})
        self.assertFalse(erasure.obstacles)
        self.assertTrue(erasure.line_ids)
        self.assertEqual(self.person.name, NAME, "a preview changes nothing")
        with self.assertRaises(UserError):
            erasure.action_erase()
        erasure.is_sure = True
        erasure.action_erase()
        self.assertEqual(self.request.state, "done")
        self.assertIn("Occupancy", self.request.answer)
        self.assertFalse(self._find_traces())
        with self.assertRaises(UserError):
            Erasure.create(
                {"request_id": self.request.id, "is_sure": True}
            ).action_erase()
