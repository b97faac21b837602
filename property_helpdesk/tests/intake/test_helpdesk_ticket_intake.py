from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import users
from odoo.tools import mute_logger

from ..common import HelpdeskCommon


class TestHelpdeskTicketIntake(HelpdeskCommon):
    @users("property_agent")
    def test_a_key_makes_one_ticket(self):
        Ticket = self.env["helpdesk.ticket"]
        first = Ticket.intake(self._prepare_vals(), "K1")
        again = Ticket.intake(self._prepare_vals(name="Other"), "K1")
        self.assertEqual(first, again)
        self.assertEqual(again.name, "Leak")

    def test_each_user_counts_for_himself(self):
        first = self.Ticket.with_user(self.user_agent)
        second = self.Ticket.with_user(self.user_dispatcher)
        made = [
            desk.intake(self._prepare_vals(), "K1").id
            for desk in (first, second, first)
        ]
        self.assertEqual(made[0], made[2])
        self.assertNotEqual(made[0], made[1])

    def test_no_key_makes_a_ticket_each_time(self):
        first = self.Ticket.intake(self._prepare_vals())
        self.assertNotEqual(first, self.Ticket.intake(self._prepare_vals()))

    def test_a_key_twice_in_a_batch(self):
        answers = self.Ticket._intake(
            [self._prepare_vals() for _n in range(4)], ["A", "B", "A", None]
        )
        self.assertEqual(
            [answer["status"] for answer in answers],
            ["created", "created", "unchanged", "created"],
        )
        ids = [answer["id"] for answer in answers]
        self.assertEqual(ids[0], ids[2])
        self.assertEqual(len(set(ids)), 3)

    def test_repeat_costs_one_look_up(self):
        self.Ticket.intake(self._prepare_vals(), "K1")
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.company.mapped("name")
        with self.assertQueryCount(1):
            self.Ticket.intake(self._prepare_vals(), "K1")

    def test_key_is_unique_in_the_database(self):
        self.Ticket.intake(self._prepare_vals(), "K1")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_tickets(intake_key=self.Ticket._get_sender_key("K1"))

    def test_who_comes_second_gets_the_answer_of_the_first(self):
        """What the look-up cannot see yet is found once the index refuses."""
        winner = self.Ticket.intake(self._prepare_vals(), "K1")
        keys = [self.Ticket._get_sender_key(key) for key in ("K1", "K2")]
        answer = {keys[0]: winner._prepare_intake_answer("unchanged")}
        cls = type(self.Ticket)
        with (
            mute_logger("odoo.sql_db"),
            patch.object(cls, "_find_by_intake_key", lambda self, keys: {}),
            patch.object(cls, "_find_received_meanwhile", lambda self, keys: {}),
            patch.object(cls, "_find_committed", lambda self, keys: answer),
        ):
            found = self.Ticket._intake(
                [self._prepare_vals(), self._prepare_vals()], keys
            )
        self.assertEqual(found[0]["id"], winner.id)
        self.assertEqual([row["status"] for row in found], ["unchanged", "created"])

    def test_waits_for_whoever_receives_the_same_key(self):
        winner = self.Ticket.intake(self._prepare_vals(), "K1")
        keys = [self.Ticket._get_sender_key("K1")]
        answer = {keys[0]: winner._prepare_intake_answer("unchanged")}
        cls = type(self.Ticket)
        with (
            patch.object(cls, "_find_by_intake_key", lambda self, keys: {}),
            patch.object(cls, "_find_committed", lambda self, keys: answer),
            patch.object(cls, "create", side_effect=AssertionError),
        ):
            found = self.Ticket._intake([self._prepare_vals()], keys)
        self.assertEqual(found, [answer[keys[0]]])
        self.env.cr.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
            " AND pid = pg_backend_pid()"
        )
        self.assertGreaterEqual(self.env.cr.fetchone()[0], 1)

    @users("property_agent")
    def test_create_takes_only_keys_of_the_user(self):
        mine = self.env["helpdesk.ticket"].create(
            self._prepare_vals(intake_key="mail:<k1@example.com>")
        )
        self.assertEqual(mine.external_key, "mail:<k1@example.com>")
        again = self.env["helpdesk.ticket"].intake({}, "mail:<k1@example.com>")
        self.assertEqual(again, mine)

    def test_channel_by_code(self):
        for code in ("phone", "walk_in", "letter", "email", "web", "portal"):
            with self.subTest(code=code):
                ticket = self.Ticket.intake(self._prepare_vals(channel_code=code))
                self.assertEqual(ticket.channel_id.code, code)
        with self.assertRaisesRegex(ValidationError, "Channel"):
            self.Ticket.intake(self._prepare_vals(channel_code="pigeon"))
