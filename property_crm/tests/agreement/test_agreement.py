from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time

from .common import AgreementCommon


@freeze_time("2026-03-02 03:00:00")
class TestAgreement(AgreementCommon):
    def test_text_is_filled_from_customer_unit_and_price_list(self):
        offer = self._propose(lang="en_US")
        self.assertIn("Wang Wei pays", offer.preview)
        self.assertIn("for 1-101 (89.32 m²)", offer.preview)

    def test_names_are_escaped(self):
        self.customer.name = "<b>Wang</b>"
        self.assertIn("&lt;b&gt;Wang", self._propose().preview)

    def test_every_place_can_be_filled_in(self):
        offer = self._propose()
        names = offer._get_places()
        offer.body = " ".join(f"{{{name}}}" for name in names if name != "price")
        self.assertNotIn("{", offer.preview)

    def test_a_place_nobody_knows_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "custmer"):
            self._propose(body="{custmer}")

    def test_templates_give_text_and_services(self):
        template = self.env["agreement"].create(
            {
                "name": "Standard",
                "is_template": True,
                "template_text": "<p>For {customer}</p>",
                "service_level": "premium",
                "line_ids": [
                    Command.create({"service_id": self.fee.id, "period": "12"})
                ],
            }
        )
        with Form(self.env["agreement"].with_user(self.user_site_manager)) as form:
            form.partner_id = self.customer
            form.unit_id = self.unit
            form.template_id = template
        offer = form.save()
        self.assertEqual(offer.name, "Standard")
        self.assertEqual(offer.service_level, "premium")
        self.assertEqual(offer.line_ids.period, "12")
        self.assertEqual(offer.line_ids.price, 2.60)
        self.assertIn("For Wang Wei", offer.preview)

    def test_numbers_are_drawn_and_copies_get_their_own(self):
        offers = self._propose() | self._propose()
        self.assertEqual(len(set(offers.mapped("code"))), 2)
        self.assertTrue(offers[0].code.startswith("P2026/"))
        copies = offers.sudo().copy()
        self.assertEqual(len(set((offers | copies).mapped("code"))), 4)

    # The steps

    def test_a_proposal_becomes_an_agreement_in_one_step(self):
        offer = self._send()
        number = offer.code
        offer.action_sign_on_paper()
        self.assertEqual(offer.state, "active")
        self.assertEqual(offer.proposal_code, number)
        self.assertTrue(offer.code.startswith("A2026/"))
        self.assertEqual(str(offer.signature_date), "2026-03-02")
        self.assertEqual(
            set(offer.event_ids.mapped("kind")), {"approved", "sent", "paper"}
        )

    def test_an_offer_is_valid_for_thirty_days_unless_said(self):
        self.assertEqual(str(self._send().valid_until), "2026-04-01")
        offer = self._propose(valid_until="2026-03-01")
        offer.action_approve()
        with self.assertRaises(UserError):
            offer.action_send()

    def test_sending_writes_to_the_customer_with_the_link(self):
        offer = self._send()
        mail = offer.sudo().message_ids.filtered("partner_ids")[:1]
        self.assertIn(self.customer, mail.partner_ids)
        self.assertIn(offer.sudo().access_token, mail.body)

    def test_above_the_limit_the_company_approves(self):
        self.env.company.agreement_approval_limit = 500
        offer = self._propose()
        self.assertGreater(offer.amount_total, 500)
        with self.assertRaises(AccessError):
            offer.action_approve()
        offer.action_request_approval()
        asked = offer.activity_ids.user_id
        self.assertTrue(asked.has_group("property_crm.group_property_company_manager"))
        offer.with_user(self.user_company_manager).action_approve()
        self.assertEqual(offer.state, "approved")
        self.assertFalse(offer.activity_ids)
        self.assertEqual(offer.approver_id, self.user_company_manager)

    def test_within_the_limit_the_manager_of_the_site_is_asked(self):
        self.env.company.agreement_approval_limit = 10_000
        self.site.manager_id = self.user_site_manager
        offer = self._propose()
        offer.action_request_approval()
        self.assertEqual(offer.activity_ids.user_id, self.user_site_manager)

    def test_what_was_handed_on_stays(self):
        offer = self._send()
        for vals in ({"name": "Other"}, {"end_date": "2027-01-01"}, {"body": "x"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                offer.write(vals)
        for act in (
            lambda: offer.line_ids.write({"price": 1}),
            lambda: offer.line_ids.unlink(),
            lambda: offer.line_ids.create(
                {"agreement_id": offer.id, "service_id": self.cleaning.id}
            ),
            lambda: offer.unlink(),
        ):
            with self.assertRaises(UserError):
                act()
        offer.note = "He asked for a discount"
        offer.action_draft()
        offer.name = "Other"

    def test_the_price_list_no_longer_changes_it(self):
        offer = self._send()
        self.price.price = 9
        self.unit.area_gross = 200
        self.assertIn("2.60", offer.preview)
        self.assertEqual(offer.line_ids.amount_month, 232.23)

    def test_nobody_writes_the_state_by_hand(self):
        offer = self._propose()
        for vals in (
            {"state": "active"},
            {"final_text": "x"},
            {"approver_id": self.env.uid},
            {"signed_by": "Me"},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                offer.write(vals)
        with self.assertRaises(AccessError):
            self._propose(state="active")
        loaded = self._propose(self.user_company_manager, state="active")
        self.assertTrue(loaded.code.startswith("A"))

    def test_steps_out_of_order_are_refused(self):
        offer = self._propose()
        for step in ("action_send", "action_end", "action_sign_on_paper"):
            with self.subTest(step=step), self.assertRaises(UserError):
                getattr(offer, step)()

    def test_a_new_version_replaces_the_offer(self):
        offer = self._send()
        new = self.env["agreement"].browse(offer.action_new_version()["res_id"])
        self.assertEqual(offer.state, "replaced")
        self.assertEqual((new.version, new.state), (2, "draft"))
        self.assertEqual(new.code, f"{offer.code}-2")
        self.assertEqual(new.line_ids.price, 2.60)
        self.assertEqual(offer._get_versions(), offer | new)

    def test_a_new_version_ends_the_agreement_when_it_is_in_force(self):
        old = self._send()
        old.action_sign_on_paper()
        new = self.env["agreement"].browse(old.action_new_version()["res_id"])
        new = new.with_user(self.user_site_manager)
        self.assertEqual(old.state, "active")
        new.start_date = "2026-04-01"
        new.action_approve()
        new.action_sign_on_paper()
        self.assertEqual(old.state, "replaced")
        self.assertEqual(str(old.end_date), "2026-03-31")

    # What it promises

    def test_what_is_in_force_for_a_unit_and_a_customer(self):
        placed = self._propose(self.user_company_manager, state="active")
        general = self._propose(
            self.user_company_manager, state="active", unit_id=False, end_date=False
        )
        draft = self._propose()
        day = placed.start_date
        nobody = self.env["res.partner"]
        found = self.env["agreement"]._find_in_force(
            {
                "unit": (nobody, self.unit, day),
                "both": (self.customer, self.unit, day),
                "elsewhere": (self.customer, self.other_unit, day),
                "later": (self.customer, self.unit, placed.end_date.replace(year=2027)),
                "before": (self.customer, self.unit, day.replace(day=17)),
                "stranger": (nobody, self.other_unit, day),
            }
        )
        self.assertEqual(found["unit"], placed)
        self.assertEqual(found["both"], placed | general)
        self.assertEqual(found["elsewhere"], general)
        self.assertEqual(found["later"], general)
        self.assertFalse(found["before"] | found["stranger"])
        self.assertNotIn(draft, found["both"])
