"""Only of a backup of 19.0.1.2.0: agreements, moves, registers, notices go on."""

from held import HeldCase

from odoo import fields


class TestFrom12(HeldCase):
    def _get_user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def _find(self, model, name, login="keeper"):
        found = self.browse_held(model).filtered(lambda one: one.name == name)
        return found.with_user(self._get_user(login))

    def test_every_state_was_there(self):
        """The backup is worth something only if it holds what it is for."""
        for model, missing in (
            ("agreement", {"expired"}),
            ("property.move", set()),
            ("property.handover", set()),
            ("property.decoration.permit", set()),
            ("property.parcel", set()),
            ("property.goods.pass", set()),
            ("property.notice", set()),
            ("property.suggestion", {"open"}),
            ("property.community.activity", set()),
            ("property.newcomer", set()),
            ("property.need", {"lapsed"}),
        ):
            with self.subTest(model):
                records = self.browse_held(model)
                states = dict(records._fields["state"].selection)
                self.assertEqual(set(records.mapped("state")), set(states) - missing)

    def test_what_was_signed_says_what_was_signed(self):
        signed = self.browse_held("property.agreement.event").filtered("signature")
        self.assertEqual(signed.agreement_id.name, "Accepted")
        self.assertEqual(signed.text_hash, signed.agreement_id._get_checksum())
        self.assertIn("2.50", signed.agreement_id.final_text)

    def test_an_offer_is_signed_and_an_agreement_renewed(self):
        offer = self._find("agreement", "Waiting")
        offer.action_sign_on_paper()
        self.assertEqual(offer.state, "active")
        [old, new] = self._find("agreement", "Renewal").sorted("id")
        self.assertEqual(new.renewed_from_id, old)
        new.action_approve()
        new.action_sign_on_paper()
        self.assertEqual(old.renewal_stage, "renewed")

    def test_a_move_is_confirmed_and_a_confirmed_one_called_off(self):
        moves = self.browse_held("property.move").with_user(self._get_user("keeper"))
        moves.filtered(lambda one: one.state == "draft").action_confirm()
        sale = moves.filtered(lambda one: one.kind == "sale" and one.state != "done")
        owners = sale.ownership_ids
        self.assertTrue(owners.date_to)
        sale.action_cancel()
        self.assertFalse(owners.date_to)

    def test_a_handover_comes_to_its_end(self):
        handovers = self.browse_held("property.handover")
        handover = handovers.filtered(lambda one: one.state == "inspecting")
        handover = handover.with_user(self._get_user("desk"))
        handover.refuse_reason = "No water"
        handover.action_refuse()
        repaired = handovers.item_ids.filtered("ticket_id").ticket_id
        self.assertEqual(repaired.mapped("is_warranty"), [True])

    def test_the_front_desk_goes_on(self):
        self._find("property.visitor.pass", "Inside", "desk").action_leave()
        parcels = self.browse_held("property.parcel")
        told = parcels.filtered(lambda one: one.state == "notified")
        told.with_user(self._get_user("desk")).action_collect()
        self.assertEqual(told.state, "collected")
        permits = self.browse_held("property.decoration.permit")
        stopped = permits.filtered(lambda one: one.state == "suspended")
        stopped.with_user(self._get_user("desk")).action_start()
        self.assertEqual(stopped.worker_ids.mapped("can_enter"), [True, True])

    def test_a_notice_waits_for_its_day(self):
        notice = self._find("property.notice", "停水通知", "dispatcher")
        self.assertEqual(notice.state, "scheduled")
        self.assertGreater(notice.publish_at, fields.Datetime.now())
        told = self._find("property.notice", "Water off")
        self.assertTrue(told.person_count)

    def test_members_keep_their_points(self):
        members = self.browse_held("property.membership").filtered("active")
        self.assertEqual(set(members.mapped("points")), {110})
        members[0]._spend(10, "Tea")
        self.assertEqual(members[0].points, 100)

    def test_who_was_forgotten_stays_forgotten(self):
        requests = self.browse_held("property.data.request")
        names = requests.partner_id.with_context(active_test=False).mapped("name")
        self.assertFalse([name for name in names if name == "Gone Long Ago"])
        people = self.browse_held("res.partner")
        allowed = people.filtered(lambda one: one._has_consent("marketing"))
        self.assertEqual(len(allowed), 2)

    def test_shared_memos_are_done(self):
        memo = self._find("property.memo", "水表", "dispatcher")
        memo.action_done()
        self.assertTrue(memo.is_done)
