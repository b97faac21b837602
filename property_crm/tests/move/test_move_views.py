from odoo.exceptions import AccessError, ValidationError

from .common import MoveCommon


class TestMoveViews(MoveCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.moves = cls._prepare("move_in", cls.wang).concat(
            *(cls._prepare("move_in", cls.wang) for _turn in range(21))
        )
        done = cls._prepare("move_out", date="2026-01-31")
        done.action_confirm()
        cls.records = [
            cls.moves[0],
            cls.moves[0].line_ids,
            cls.moves[0].task_ids[:1],
            done.change_ids[:1],
        ]

    def test_same_queries_for_few_and_many(self):
        for kind in ("list", "kanban"):
            self.assertSameQueries(
                f"property_crm.property_move_view_{kind}",
                self.moves[:2],
                self.moves[2:],
                self.desk,
            )

    def test_others_are_refused(self):
        for record in self.records:
            for user in (self.user_stranger, self.user_agent, self.user_portal):
                with (
                    self.subTest(model=record._name, user=user.login),
                    self.assertRaises(AccessError),
                ):
                    record.with_user(user).read()
            record.with_user(self.user_auditor).read()
            with self.assertRaises(AccessError):
                record.with_user(self.user_auditor).write({"move_id": self.moves[0].id})

    def test_the_desk_writes_no_history(self):
        change = self.records[-1].with_user(self.desk)
        self.assertTrue(change.text)
        for act in (change.unlink, change.copy, lambda: change.write({"text": "x"})):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(ValidationError):
            self.moves[0].with_user(self.desk).state = "done"

    def test_only_units_and_people_the_desk_sees(self):
        self._live(self.li, unit=self.other_unit)
        self.env.flush_all()
        moves = self.env["property.move"].with_user(self.desk)
        with self.assertRaises(AccessError):
            moves.create({"unit_id": self.other_unit.id})
        elsewhere = self._prepare("move_in", unit=self.other_unit)
        for part in self.records[1:3]:
            with self.subTest(part=part._name), self.assertRaises(AccessError):
                part.with_user(self.desk).move_id = elsewhere
        with self.assertRaises(AccessError):
            moves.create(
                {
                    "unit_id": self.unit.id,
                    "line_ids": [(0, 0, {"partner_id": self.li.id})],
                }
            )
