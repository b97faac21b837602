import threading
from datetime import date, timedelta

import psycopg2

from odoo import Command, api
from odoo.exceptions import UserError, ValidationError
from odoo.orm.utils import SUPERUSER_ID
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..race import RaceCase


@tagged("post_install", "-at_install")
class TestOwnershipConcurrency(RaceCase):
    """Writers in transactions of their own, on committed data, which is removed."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            building = env["property.building"].create(
                {"site_id": self.site_id, "code": "R"}
            )
            unit = env["property.unit"].create(
                {"building_id": building.id, "room": "1"}
            )
            owner = env["res.partner"].create({"name": "Racer"})
            self.made = (unit, building, owner)
            self.unit_id, self.owner_id = unit.id, owner.id

    def _clear(self, env):
        env["property.ownership"].search([("unit_id", "=", self.unit_id)]).unlink()
        for record in self.made:
            record.with_env(env).unlink()
        return super()._clear(env)

    def _give(self, env, top, bottom):
        env["property.ownership"].create(
            {
                "unit_id": self.unit_id,
                "partner_id": self.owner_id,
                "share_numerator": top,
                "share_denominator": bottom,
            }
        )
        env.flush_all()

    def test_the_second_writer_does_not_win_by_not_looking(self):
        """His snapshot is older than the first one's commit: he must start again."""
        with self.db.cursor() as first, self.db.cursor() as second:
            envs = [api.Environment(cr, SUPERUSER_ID, {}) for cr in (first, second)]
            for env in envs:
                self.assertFalse(
                    env["property.ownership"].search([("unit_id", "=", self.unit_id)])
                )
            self._give(envs[0], 2, 3)
            first.commit()
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY),
            ):
                self._give(envs[1], 2, 3)
            second.rollback()
            with mute_logger("odoo.sql_db"), self.assertRaises(ValidationError):
                self._give(envs[1], 2, 3)
            second.rollback()
            self._give(envs[1], 1, 3)
            second.commit()

    def test_a_joint_owner_sells_once(self):
        """Of two sales at once the second starts again, and then it is refused."""
        with self._transaction() as env:
            joint = {"unit_id": self.unit_id, "partner_id": self.owner_id}
            owner = env["property.ownership"].create({**joint, "kind": "joint"})
        self.addCleanup(self._remove_moves)
        with self.db.cursor() as first, self.db.cursor() as second:
            envs = [
                api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
                for cr in (first, second)
            ]
            for env in envs:
                owner.with_env(env).read(["date_to"])
            self._sell(envs[0], 30)
            first.commit()
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY),
            ):
                self._sell(envs[1], 20)
            second.rollback()
            with self.assertRaisesRegex(UserError, "Sellers: Racer"):
                self._sell(envs[1], 20)
            second.rollback()

    def test_a_joint_owner_sells_once_by_hand(self):
        """The same without the guided steps: last days and buyers written as lines."""
        with self._transaction() as env:
            joint = {"unit_id": self.unit_id, "partner_id": self.owner_id}
            owner = env["property.ownership"].create({**joint, "kind": "joint"})
        with self.db.cursor() as first, self.db.cursor() as second:
            envs = [api.Environment(cr, SUPERUSER_ID, {}) for cr in (first, second)]
            for env in envs:
                owner.with_env(env).read(["date_to"])
            self._sell_by_hand(envs[0], owner, 30)
            first.commit()
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY),
            ):
                self._sell_by_hand(envs[1], owner, 20)
            second.rollback()
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(ValidationError, "Until: Racer has sold"),
            ):
                self._sell_by_hand(envs[1], owner, 20)
            second.rollback()

    def _sell_by_hand(self, env, owner, days):
        day = date.today() + timedelta(days=days)
        owner.with_env(env).date_to = day - timedelta(days=1)
        owner.with_env(env).copy({"kind": "joint", "date_from": day, "date_to": False})
        env.flush_all()

    def _sell(self, env, days):
        move = env["property.move"].create(
            {
                "kind": "sale",
                "unit_id": self.unit_id,
                "date": date.today() + timedelta(days=days),
                "share_mode": "joint",
                "line_ids": [Command.create({"partner_id": self.owner_id})],
            }
        )
        move.action_confirm()
        env.flush_all()

    def _remove_moves(self):
        with self._transaction() as env:
            moves = env["property.move"].search([("unit_id", "=", self.unit_id)])
            moves.action_cancel()
            moves.unlink()

    def test_of_many_at_once_just_the_whole_is_given(self):
        """By SQL: Odoo holds its registry's lock while it runs tests."""
        outcomes = []
        start = threading.Barrier(6)

        def writer():
            start.wait(timeout=30)
            outcomes.append(self._insist())

        threads = [threading.Thread(target=writer) for _number in range(6)]
        with mute_logger("odoo.sql_db"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=60)
        self.assertEqual(sorted(outcomes), ["given"] * 3 + ["refused"] * 3)

    def _insist(self):
        """Try to give a third until it is given or refused, as Odoo's retries do."""
        outcome = None
        while outcome is None:
            outcome = self._try()
        return outcome

    def _try(self):
        insert = SQL(
            """INSERT INTO property_ownership
               (unit_id, partner_id, kind, share_numerator, share_denominator,
                create_date)
               VALUES (%s, %s, 'shares', 1, 3, now())""",
            self.unit_id,
            self.owner_id,
        )
        try:
            with self.db.cursor() as cr:
                cr.execute(insert)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            return None
        except psycopg2.errors.CheckViolation:
            return "refused"
        return "given"
