from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..race import RaceCase
from ..report.common import HOUR, NOW
from .common import EscalationCommon


@freeze_time(NOW)
class TestEscalationCron(EscalationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warn = cls._create_level(percent=80)
        cls.breach = cls._create_level(percent=100, audience="lead")

    def _get_levels(self, ticket):
        return ticket.escalation_ids.level_id

    def test_each_level_once(self):
        ticket = self._create_at(9, date_deadline=NOW + HOUR)
        self._climb()
        self.assertEqual(self._get_levels(ticket), self.warn)
        self._climb()
        self.assertEqual(len(ticket.escalation_ids), 1)
        with freeze_time(NOW + HOUR):
            self._climb()
            self._climb()
        self.assertEqual(self._get_levels(ticket), self.warn | self.breach)
        self.assertEqual(len(ticket.escalation_ids), 2)

    def test_reassignment_resets_nothing(self):
        ticket = self._create_at(9, date_deadline=NOW + HOUR)
        self._climb()
        ticket._assign(self.user_technician)
        ticket._assign(self.user_agent, "Ill")
        self._climb()
        self.assertEqual(len(ticket.escalation_ids), 1)

    def test_a_kill_loses_nothing_and_doubles_nothing(self):
        tickets = self._create_at(9, count=5, date_deadline=NOW + HOUR)
        commits = []

        def commit(*_args, **_kwargs):
            commits.append(self.Fired.search_count([("level_id", "=", self.warn.id)]))
            return len(commits) < 2

        with patch.object(type(self.env["ir.cron"]), "_commit_progress", commit):
            self.Level._cron_escalate(batch_size=2)
        self.assertEqual(commits, [2, 4])
        self._climb()
        self.assertEqual(len(tickets.escalation_ids), 5)

    def test_a_kill_reminds_nobody_twice(self):
        tickets = self._create_at(9, count=5)
        level = self._create_level(repeat_minutes=30)
        fired = level._fire(tickets, {})
        commits = []

        def commit(*_args, **_kwargs):
            commits.append(sum(fired.mapped("reminder_count")))
            return len(commits) < 2

        with patch.object(type(self.env["ir.cron"]), "_commit_progress", commit):
            self.Fired._remind(NOW + HOUR, batch_size=2)
            self.assertEqual(commits, [2, 4])
            self.Fired._remind(NOW + HOUR, batch_size=2)
        self.assertEqual(fired.mapped("reminder_count"), [1] * 5)

    def test_a_batch_costs_the_same_for_many(self):
        counts = []
        users = self.env["res.users"].search([])
        for count in (2, 50, 2, 50):  # the first two fill the caches
            level = self._create_level(percent=80, audience="holder")
            tickets = self._create_at(9, count=count, user_id=self.user_agent.id)
            self.env.flush_all()
            self.env.invalidate_all()
            for user in users:
                user._get_company_ids()  # kept until a level is made
            before = self.env.cr.sql_log_count
            level._fire(tickets, {})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[2], counts[3], counts)


@tagged("post_install", "-at_install")
class TestEscalationConcurrency(RaceCase):
    """Two runs at once."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            now = fields.Datetime.now()
            ticket = env["helpdesk.ticket"].create(
                {
                    "name": "Race",
                    "site_id": self.site_id,
                    "reported_at": now - timedelta(hours=9),
                    "date_deadline": now - timedelta(hours=1),
                }
            )
            level = env["property.escalation.level"].create(
                {"name": "Race", "percent": 100, "audience": "committee"}
            )
            self.ticket_id, self.level_id = ticket.id, level.id

    def _clear(self, env):
        result = super()._clear(env)
        env["property.escalation.level"].browse(self.level_id).unlink()
        return result

    def _look(self, env):
        level = env["property.escalation.level"].browse(self.level_id)
        due = level._get_due(fields.Datetime.now())
        ticket = env["helpdesk.ticket"].browse(self.ticket_id)
        self.assertIn(ticket, due)
        return level, ticket

    def _count_fired(self):
        with self._transaction() as env:
            return env["property.escalation.fired"].search_count(
                [("ticket_id", "=", self.ticket_id), ("level_id", "=", self.level_id)]
            )

    def test_what_another_run_is_telling_is_skipped(self):
        with self._transaction() as first, self._transaction() as second:
            (level, ticket), (other_level, same) = map(self._look, (first, second))
            self.assertTrue(level._fire(ticket, {}))
            self.assertFalse(other_level._fire(same, {}))
        self.assertEqual(self._count_fired(), 1)

    def test_what_another_run_has_just_told_is_not_told_again(self):
        with self._transaction() as first, self._transaction() as second:
            (level, ticket), (other_level, same) = map(self._look, (first, second))
            self.assertTrue(level._fire(ticket, {}))
            first.cr.commit()
            with mute_logger("odoo.sql_db"):
                self.assertFalse(other_level._fire(same, {}))
        self.assertEqual(self._count_fired(), 1)
