from odoo.exceptions import ValidationError

from .common import EMAIL, ID_NUMBER, PHONE, PHONE_SANITIZED, PrivacyCommon

FIELDS = ["phone", "email", "vat", "phone_sanitized", "email_normalized"]


class TestMaskedChar(PrivacyCommon):
    def test_agent_reads_masked(self):
        values = self._as(self.user_agent).read(FIELDS)[0]
        values.pop("id")
        self.assertEqual(
            values,
            {
                "phone": "138****8000",
                "email": "w***@lakeside.example",
                "vat": "1101**********002X",
                "phone_sanitized": "138****8000",
                "email_normalized": "w***@lakeside.example",
            },
        )

    def test_auditor_reads_masked(self):
        values = self._as(self.user_auditor).read(["phone"])[0]
        self.assertEqual(values["phone"], "138****8000")

    def test_dispatcher_and_integration_read_clear(self):
        for user in (self.user_dispatcher, self.user_integration):
            with self.subTest(user=user.login):
                values = self._as(user).read(["phone", "email", "vat"])[0]
                self.assertEqual(values["phone"], PHONE)
                self.assertEqual(values["email"], EMAIL)
                self.assertEqual(values["vat"], ID_NUMBER)

    def test_a_company_is_not_masked(self):
        self._move_in(self.supplier, self.unit)
        values = self._as(self.user_agent, self.supplier).read(["phone"])[0]
        self.assertEqual(values["phone"], "+86 571 8765 4321")

    def test_the_household_of_a_resident_is_masked(self):
        child = self.env["res.partner"].create(
            {"name": "Wang Min", "phone": PHONE, "parent_id": self.resident.id}
        )
        self.assertTrue(child.is_privacy_protected)

    def test_who_stays_no_resident_is_not_masked(self):
        friend = self.env["res.partner"].create({"name": "Ann", "email": "ann@x.org"})
        self.assertFalse(friend.is_privacy_protected)
        values = self._as(self.user_agent, friend).read(["email"])[0]
        self.assertEqual(values["email"], "ann@x.org")

    def test_the_server_sees_clear(self):
        resident = self._as(self.user_agent)
        self.assertEqual(resident.phone_sanitized, PHONE_SANITIZED)
        self.assertIn(EMAIL, resident.email_formatted)

    def test_people_see_themselves(self):
        self._move_in(self.user_agent.partner_id, self.unit)
        self.user_agent.partner_id.email = "agent@lakeside.example"
        values = self._as(self.user_agent, self.user_agent.partner_id).read(["email"])
        self.assertEqual(values[0]["email"], "agent@lakeside.example")

    def test_a_masked_value_is_not_saved(self):
        for name, value in (("phone", "138****8000"), ("email", "w***@x.org")):
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(
                    ValidationError, self.resident._fields[name].string
                ),
            ):
                self.resident.write({name: value})

    def test_a_masked_value_is_not_created(self):
        with self.assertRaisesRegex(ValidationError, "masked value"):
            self.env["res.partner"].create({"name": "X", "phone": "138****8000"})

    def test_form_keeps_what_it_does_not_show(self):
        self.user_agent.group_ids += self.env.ref("base.group_partner_manager")
        with self._form(self.user_agent) as form:
            self.assertEqual(form.phone, "138****8000")
            form.country_id = self.env.ref("base.de")
            form.name = "Wang Wei-Min"
            self.assertEqual(form.phone, "138****8000")
        self.assertEqual(self.resident.phone, PHONE)
        self.assertEqual(self.resident.name, "Wang Wei-Min")

    def test_form_shows_what_is_typed(self):
        self.user_agent.group_ids += self.env.ref("base.group_partner_manager")
        with self._form(self.user_agent) as form:
            form.phone = "+86 139 1111 2222"
            self.assertEqual(form.phone, "+86 139 1111 2222")
        self.assertEqual(self.resident.phone, "+86 139 1111 2222")

    def test_2_and_50_residents_cost_the_same(self):
        few, many = (
            self.env["res.partner"].create(
                [
                    {"name": f"P{size}-{n}", "phone": f"+861380013{n:04}"}
                    for n in range(size)
                ]
            )
            for size in (2, 50)
        )
        for partner in few + many:
            self._move_in(partner, self.unit)
        counts = []
        for partners in (few, few, many):
            partners = self._as(self.user_agent, partners)
            before = self.env.cr.sql_log_count
            partners.web_read({"phone": {}, "email": {}, "display_name": {}})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLessEqual(counts[2], 6)
