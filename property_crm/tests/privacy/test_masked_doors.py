"""Every way a phone number or an e-mail can leave, tried by those who see it masked."""

from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.service.model import call_kw

from odoo.addons.mail.tools.discuss import Store

from .common import EMAIL, ID_NUMBER, PHONE, PHONE_SANITIZED, PrivacyCommon

SECRETS = (PHONE, PHONE_SANITIZED, EMAIL, ID_NUMBER, "13800138000")


class TestMaskedDoors(PrivacyCommon):
    def setUp(self):
        super().setUp()
        self.partner = self._as(self.user_agent)
        self.partners = self.partner.browse()

    def _assert_masked(self, answer):
        text = repr(answer)
        for secret in SECRETS:
            self.assertNotIn(secret, text)

    def _call(self, method, *args, user=None, **kwargs):
        model = self.env["res.partner"].with_user(user or self.user_agent)
        return call_kw(model, method, list(args), kwargs)

    def test_reading_by_rpc(self):
        names = ["phone", "email", "email_formatted", "vat", "display_name"]
        domain = [("id", "=", self.resident.id)]
        specification = {name: {} for name in names}
        for user in (self.user_agent, self.user_auditor):
            self.env.invalidate_all()
            for method, args in {
                "read": ([self.resident.id], names),
                "web_read": ([self.resident.id], specification),
                "search_read": (domain, names),
                "web_search_read": (domain, specification),
            }.items():
                with self.subTest(method=method, user=user.login):
                    answer = self._call(method, *args, user=user)
                    self._assert_masked(answer)
                    self.assertIn("138****8000", repr(answer))

    def test_through_a_relation(self):
        occupancy = self.env["property.occupancy"].search(
            [("partner_id", "=", self.resident.id)]
        )
        answer = occupancy.with_user(self.user_agent).web_read(
            {"partner_id": {"fields": {"phone": {}, "email": {}}}}
        )
        self._assert_masked(answer)
        self.user_agent.group_ids += self.env.ref("base.group_allow_export")
        rows = occupancy.with_user(self.user_agent).export_data(["partner_id/phone"])
        self._assert_masked(rows)

    def test_display_name_with_email(self):
        for context in ({"show_email": True}, {"show_vat": True}):
            partner = self.partner.with_context(**context)
            self._assert_masked(partner.read(["display_name"]))
            self._assert_masked(partner.name_search("Wang"))

    def test_display_name_is_not_kept_for_the_next_user(self):
        clear = self.resident.with_user(self.user_dispatcher)
        clear = clear.with_context(show_email=True)
        self.assertIn(EMAIL, clear.display_name)
        self._assert_masked(
            self.resident.with_user(self.user_agent)
            .with_context(show_email=True)
            .display_name
        )

    def test_groups_and_aggregates_are_refused(self):
        model = self.env["res.partner"].with_user(self.user_agent)
        for call in (
            lambda: model.formatted_read_group([], ["phone"], ["__count"]),
            lambda: model.formatted_read_group([], ["email"], ["__count"]),
            lambda: model.formatted_read_group([], [], ["email:array_agg"]),
            lambda: model.formatted_read_group([], [], ["phone:max"]),
            lambda: model.web_read_group([], ["email"]),
            lambda: (
                self.env["property.occupancy"]
                .with_user(self.user_agent)
                .formatted_read_group([], ["partner_id.phone"], ["__count"])
            ),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_sorting_tells_nothing(self):
        model = self.env["res.partner"].with_user(self.user_agent)
        people = self.env["res.partner"].create(
            [{"name": f"Z{n}", "phone": f"+861390000000{9 - n}"} for n in range(3)]
        )
        for partner in people:
            self._move_in(partner, self.unit)
        found = model.search([("id", "in", people.ids)], order="phone")
        self.assertEqual(found.ids, people.ids)

    def test_fields_say_they_cannot_be_sorted(self):
        description = self.partner.fields_get(["phone"], ["sortable", "groupable"])
        self.assertEqual(description["phone"], {"sortable": False, "groupable": False})

    def test_no_probing(self):
        for condition in (
            ("phone", "like", "1380013"),
            ("phone", "=like", "+86 138%"),
            ("phone", "ilike", "138"),
            ("phone", ">=", "+86 138"),
            ("phone", "=", "13800138"),
            ("phone", "=", "00138000"),
            ("phone_sanitized", "=like", "+86138%"),
            ("phone_mobile_search", "ilike", "1380013"),
            ("email", "ilike", "wang"),
            ("email", "=ilike", "w%"),
            ("email", "<", "x"),
            ("email_normalized", "like", "wang.wei"),
            ("vat", "=like", "11010519%"),
            ("display_name", "ilike", "wang.wei@"),
        ):
            with self.subTest(condition=condition):
                domain = Domain("id", "=", self.resident.id) & Domain(*condition)
                self.assertFalse(self.partner.search(domain))

    def test_a_negation_does_not_probe_either(self):
        domain = Domain("id", "=", self.resident.id)
        for prefix in ("138", "139"):
            found = self.partner.search(domain & Domain("phone", "not like", prefix))
            self.assertEqual(found, self.partner)

    def test_no_probing_through_relations(self):
        user = self.env["res.users"].create(
            {"name": "R", "login": EMAIL, "partner_id": self.resident.id}
        )
        self.resident.message_subscribe(self.resident.ids)
        for model, domain in {
            "property.occupancy": [("partner_id.phone", "like", "1380013")],
            "mail.followers": [("email", "like", "wang.wei")],
            "res.users": [("login", "like", "wang.wei"), ("id", "=", user.id)],
        }.items():
            with self.subTest(model=model):
                try:
                    found = self.env[model].with_user(self.user_agent).search(domain)
                except AccessError:
                    continue
                self.assertFalse(found)

    def test_what_is_known_is_found(self):
        for condition in (
            ("phone", "=", "138 0013 8000"),
            ("phone", "ilike", PHONE),
            ("phone", "ilike", "8000"),
            ("phone_mobile_search", "ilike", "13800138000"),
            ("phone_sanitized", "=", PHONE_SANITIZED),
            ("email", "ilike", EMAIL.upper()),
            ("email_normalized", "in", [EMAIL]),
            ("vat", "=", ID_NUMBER),
            ("phone", "!=", False),
        ):
            with self.subTest(condition=condition):
                domain = Domain("id", "=", self.resident.id) & Domain(*condition)
                if condition[0] == "phone":
                    self.env.company.country_id = self.env.ref("base.cn")
                self.assertEqual(self.partner.search(domain), self.partner)

    def test_suppliers_are_searched_as_ever(self):
        domain = Domain("id", "=", self.supplier.id) & Domain("phone", "like", "8765")
        self.assertTrue(self.partner.search(domain))

    def test_vcard(self):
        self._assert_masked(self.partner._get_vcard_file().decode())

    def test_copy(self):
        self.assertFalse({"phone", "email", "vat"} & self.partner.copy_data()[0].keys())
        self.assertEqual(
            self.resident.with_user(self.user_dispatcher).copy_data()[0]["phone"], PHONE
        )

    def test_suggestions_and_store(self):
        self.resident.message_subscribe(self.resident.ids)
        self._assert_masked(self.partner._message_get_suggested_recipients())
        self._assert_masked(Store().add(self.partner).get_result())
        self._assert_masked(self._call("get_mention_suggestions", "Wang"))

    def test_store_for_another_users_browser(self):
        bus = self.user_agent
        partner = self.resident.with_user(self.user_dispatcher)
        store = Store(bus_channel=bus).add(partner)
        self._assert_masked(store.get_result())

    def test_tracking_in_the_chatter(self):
        self.env.flush_all()
        self.env.cr.flush()
        tracked = self.resident.with_context(tracking_disable=False, mail_notrack=False)
        tracked.email = "new.address@lakeside.example"
        self.env.flush_all()
        self.env.cr.flush()
        messages = self.partner.message_ids
        self.assertTrue(messages.sudo().tracking_value_ids)
        answer = Store().add(messages).get_result()
        self._assert_masked(answer)
        self.assertNotIn("new.address", repr(answer))

    def test_message_of_a_resident(self):
        message = self.resident.message_post(
            body=self.unit.name,
            author_id=self.resident.id,
            email_from=f"Wang <{EMAIL}>",
        )
        message = message.with_user(self.user_agent)
        self._assert_masked(message.read(["email_from", "reply_to"]))

    def test_login_of_a_portal_resident(self):
        user = self.env["res.users"].create(
            {
                "name": "Wang Wei",
                "login": EMAIL,
                "partner_id": self.resident.id,
                "group_ids": [Command.set([self.env.ref("base.group_portal").id])],
            }
        )
        user = self._as(self.user_agent, user)
        self._assert_masked(user.read(["login", "email", "phone", "display_name"]))
        self.assertEqual(self.env["res.users"].search([("login", "=", EMAIL)]), user)

    def test_bank_account(self):
        account = self.env["res.partner.bank"].create(
            {"acc_number": "6222 0212 3456 7890", "partner_id": self.resident.id}
        )
        names = ["acc_number", "sanitized_acc_number", "display_name"]
        values = self._as(self.user_agent, account).read(names)[0]
        self.assertNotIn("3456", repr(values))
        self.assertEqual(values["acc_number"], "****7890")
