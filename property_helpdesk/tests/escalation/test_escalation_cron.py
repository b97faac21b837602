from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo import api, fields, sql_db
from odoo.orm.utils import SUPERUSER_ID
from odoo.tests import BaseCase, freeze_time, tagged
from odoo.tests.common import get_db_name
from odoo.tools import SQL, mute_logger

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

    def test_a_batch_costs_next_to_nothing_more_for_many(self):
        counts = []
        for count in (50, 2, 50):
            level = self._create_level(percent=80, audience="holder")
            tickets = self._create_at(9, count=count, user_id=self.user_agent.id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            level._fire(tickets, {})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[2], counts[1])


@tagged("post_install", "-at_install")
class TestEscalationConcurrency(BaseCase):
    """Two runs at once, in transactions of their own, on committed data."""

    def setUp(self):
        super().setUp()
        self.db = sql_db.db_connect(get_db_name())
        with self._transaction() as env:
            site = env["property.site"].create({"name": "Race", "code": "ESC"})
            now = fields.Datetime.now()
            ticket = env["helpdesk.ticket"].create(
                {
                    "name": "Race",
                    "site_id": site.id,
                    "reported_at": now - timedelta(hours=9),
                    "date_deadline": now - timedelta(hours=1),
                }
            )
            level = env["property.escalation.level"].create(
                {"name": "Race", "percent": 100, "audience": "committee"}
            )
            self.ticket_id, self.level_id, self.site_id = ticket.id, level.id, site.id
        self.addCleanup(self._remove)

    @contextmanager
    def _transaction(self):
        with self.db.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _remove(self):
        with self._transaction() as env:
            env.cr.execute("ALTER TABLE property_ticket_event DISABLE TRIGGER USER")
            env.cr.execute(
                SQL("DELETE FROM helpdesk_ticket WHERE id = %s", self.ticket_id)
            )
            env.cr.execute("ALTER TABLE property_ticket_event ENABLE TRIGGER USER")
            env["property.escalation.level"].browse(self.level_id).unlink()
            env["property.site"].browse(self.site_id).unlink()

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
