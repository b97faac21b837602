from odoo.exceptions import UserError, ValidationError

from ..common import LeadsCommon


class TestDeal(LeadsCommon):
    """From the prospect to the handover, each step by its button."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit.write({"rent_asked": 5000, "price_asked": 900000, "area_gross": 100})
        cls.fee = cls.env["property.service"].create({"name": "Fee", "code": "FEE"})
        cls.env["property.price"].create(
            {
                "service_id": cls.fee.id,
                "site_id": cls.site.id,
                "basis": "area",
                "price": 2.5,
            }
        )
        cls.lead.unit_id = cls.unit
        cls.lead.wish_date = "2026-03-01"

    def _propose(self, lead):
        lead.with_user(self.user_sales).action_propose()
        return lead.agreement_ids

    def _accept(self, agreement):
        agreement.action_approve()
        agreement.action_sign_on_paper()

    def test_lease_with_rent_and_fee_of_the_price_list(self):
        agreement = self._propose(self.lead)
        self.assertEqual(agreement.unit_id, self.unit)
        self.assertEqual(agreement.partner_id.name, "Qian Fang")
        self.assertEqual(agreement.name, f"Lease of {self.unit.name}")
        amounts = {
            line.service_id.code: line.amount_month for line in agreement.line_ids
        }
        self.assertEqual(amounts, {"RENT": 5000, "FEE": 250})
        self.assertEqual(self.lead.phase, "proposal")
        self.assertEqual(self.lead.agreement_count, 1)

    def test_accepted_proposal_wins_and_moves_in(self):
        self.lead.with_user(self.user_sales).action_reserve()
        agreement = self._propose(self.lead)
        with self.assertRaises(UserError):
            self.lead.action_hand_over()
        self._accept(agreement)
        self.assertEqual(self.lead.won_status, "won")
        self.assertEqual(self.lead.expected_revenue, agreement.amount_total)
        self.assertEqual(self.lead.phase, "won")
        self.assertEqual(self.lead.reservation_ids.state, "agreed")
        self.assertEqual(self.lead.reservation_ids.agreement_id, agreement)
        self.lead.with_user(self.user_sales).action_hand_over()
        move = self.lead.move_id
        self.assertEqual((move.kind, str(move.date)), ("move_in", "2026-03-01"))
        self.assertEqual(move.line_ids.partner_id, agreement.partner_id)
        self.lead.action_hand_over()
        self.assertEqual(self.lead.move_id, move)

    def test_bought_unit_gets_a_prospective_owner(self):
        self.lead.kind = "sale"
        agreement = self._propose(self.lead)
        line = agreement.line_ids.filtered(lambda one: one.service_id.code == "BUY")
        self.assertEqual((line.basis, line.amount_total), ("once", 900000))
        self._accept(agreement)
        self.lead.with_user(self.user_sales).action_hand_over()
        handover = self.lead.handover_id
        self.assertEqual(handover.buyer_ids.partner_id, agreement.partner_id)
        self.assertEqual(handover.contract_number, agreement.code)
        partner = agreement.partner_id
        kinds = [entry["kind"] for entry in partner.api_timeline()["entries"]]
        self.assertIn("prospect", kinds)

    def test_open_handover_of_the_unit_is_used(self):
        handover = self.env["property.handover"].create({"unit_id": self.unit.id})
        self.lead.kind = "sale"
        self.lead.action_set_won()
        self.lead.with_user(self.user_sales).action_hand_over()
        self.assertEqual(self.lead.handover_id, handover)
        self.assertEqual(handover.buyer_ids.partner_id, self.lead.partner_id)

    def test_proposal_needs_a_unit(self):
        with self.assertRaisesRegex(UserError, "Unit"):
            self._create_leads().action_propose()

    def test_referrer_gets_his_points_once(self):
        friend = self.env["res.partner"].create({"name": "Friend"})
        member = self.env["property.membership"].create({"partner_id": friend.id})
        self.lead.referrer_id = friend
        points = self.env.ref("property_crm.property_membership_rule_referral").points
        self.lead.action_set_won()
        self.lead.stage_id = self._get_stage("proposal")
        self.lead.action_set_won()
        self.assertEqual(member.points, points)
        with self.assertRaises(ValidationError):
            self.lead.write({"partner_id": friend.id})
