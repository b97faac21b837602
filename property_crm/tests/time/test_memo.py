from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time

from ..common import PropertyCommon


@freeze_time("2026-03-09 04:30:00")
class TestMemo(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner, cls.friend = cls.user_agent, cls.user_dispatcher
        cls.Memo = cls.env["property.memo"].with_user(cls.owner)
        cls.memo = cls.Memo.create(
            {"name": "Ask for the lift", "date_due": "2026-03-08"}
        )

    def _get_told(self, user):
        return self.env["mail.notification"].search_count(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("mail_message_id.model", "=", "property.memo"),
            ]
        )

    def test_private_until_shared(self):
        memo = self.memo
        for user in (self.friend, self.user_stranger, self.user_company_manager):
            self.assertFalse(self.Memo.with_user(user).search([("id", "=", memo.id)]))
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                memo.with_user(user).read(["name"])
        memo.shared_user_ids = self.friend
        self.assertEqual(memo.with_user(self.friend).name, "Ask for the lift")
        self.assertEqual(self._get_told(self.friend), 1)
        memo.write({"shared_user_ids": [Command.set(self.friend.ids)]})
        self.assertEqual(self._get_told(self.friend), 1)

    def test_a_friend_does_it_but_shares_and_deletes_nothing(self):
        self.memo.shared_user_ids = self.friend
        memo = self.memo.with_user(self.friend)
        memo.action_done()
        self.assertTrue(memo.is_done)
        for act in (
            lambda: memo.write({"user_id": self.friend.id}),
            lambda: memo.write(
                {"shared_user_ids": [Command.link(self.user_stranger.id)]}
            ),
            memo.unlink,
        ):
            with self.assertRaises(AccessError):
                act()

    def test_nobody_writes_memos_for_others(self):
        with self.assertRaises(AccessError):
            self.Memo.create({"name": "x", "user_id": self.friend.id})
        for act in ("read", "create"):
            self.assertFalse(self.Memo.with_user(self.user_portal).has_access(act))

    def test_done_and_taken_back(self):
        self.assertTrue(self.memo.is_late)
        self.memo.action_done()
        self.assertTrue(self.memo.done_at)
        self.assertFalse(self.memo.is_late)
        self.memo.action_undo()
        self.assertFalse(self.memo.is_done or self.memo.done_at)

    def test_reminded_once_and_again_if_put_off(self):
        self.memo.write(
            {"remind_at": "2026-03-09 04:00:00", "shared_user_ids": self.friend.ids}
        )
        for _run in range(2):
            self._remind()
        self.assertEqual(self._get_told(self.owner), 1)
        self.assertEqual(self._get_told(self.friend), 2)  # shared, reminded
        self.memo.remind_at = "2026-03-09 04:15:00"
        self._remind()
        self.assertEqual(self._get_told(self.owner), 2)

    def test_no_reminder_too_early_nor_of_what_is_done(self):
        later = self.memo.copy({"remind_at": "2026-03-09 05:00:00"})
        done = self.memo.copy({"remind_at": "2026-03-09 04:00:00"})
        done.action_done()
        self._remind()
        self.assertFalse((later | done).filtered("reminded_at"))

    def _remind(self):
        with self.enter_registry_test_mode():
            self.env.ref("property_crm.ir_cron_remind_memos").method_direct_trigger()

    def test_parts_are_done_and_remind_of_themselves(self):
        self.memo.part_ids = [
            Command.create({"name": "Call", "remind_at": "2026-03-09 04:00:00"}),
            Command.create({"name": "Write", "remind_at": "2026-03-09 04:00:00"}),
        ]
        parts = self.memo.part_ids
        parts[1].is_done = True
        self.assertEqual(self.memo.progress, "1/2")
        for _run in range(2):
            self._remind()
        self.assertEqual(
            parts.mapped(lambda part: bool(part.reminded_at)), [True, False]
        )
        self.assertEqual(self._get_told(self.owner), 1)
        self.memo.action_done()
        parts[0].remind_at = "2026-03-09 04:10:00"
        self._remind()
        self.assertEqual(self._get_told(self.owner), 1)

    def test_parts_are_for_those_of_the_memo(self):
        self.memo.part_ids = [Command.create({"name": "Call"})]
        part = self.memo.part_ids
        for user in (self.friend, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                part.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            part.with_user(self.friend).create({"memo_id": self.memo.id, "name": "x"})
        self.memo.shared_user_ids = self.friend
        part.with_user(self.friend).is_done = True
        with self.assertRaises(AccessError):
            part.with_user(self.friend).memo_id = self.memo.copy()
        self.assertEqual(self.memo.copy().part_ids.mapped("is_done"), [False])

    def test_list_costs_the_same_for_many(self):
        memos = self.Memo.create([{"name": f"Memo {number}"} for number in range(50)])
        memos.write(
            {
                "shared_user_ids": self.friend.ids,
                "part_ids": [Command.create({"name": "x"})],
            }
        )
        self.assertSameQueries(
            "property_crm.property_memo_view_list", memos[:2], memos, self.owner
        )

    def test_six_kinds(self):
        kinds = self.env["mail.activity.type"].search([("property_kind", "!=", False)])
        self.assertEqual(
            set(kinds.mapped("property_kind")),
            {"appointment", "meeting", "activity", "call", "email", "fax"},
        )
