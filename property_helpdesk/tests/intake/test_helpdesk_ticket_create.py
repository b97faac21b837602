from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import users
from odoo.tools import mute_logger

from ..common import HelpdeskCommon


class TestHelpdeskTicketCreate(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()

    def _count_queries(self, size, user=None):
        tickets = self.Ticket.with_user(user or self.user_dispatcher)
        units = self._create_units(20)
        vals_list = [
            self._prepare_vals(unit_id=units[n % 20].id, class_id=self.leak.id)
            for n in range(size)
        ]
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        tickets = tickets.create(vals_list)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before, tickets

    def test_a_tenth_of_a_query_per_ticket(self):
        self._count_queries(2)
        count, tickets = self._count_queries(1000)
        self.assertLessEqual(count, 100)
        self.assertEqual(len(set(tickets.mapped("number"))), 1000)
        self.assertEqual(len(tickets.event_ids), 1000)
        self.assertEqual(len(tickets.message_follower_ids), 1000)
        self.assertEqual(len(tickets.message_ids), 1000)

    def test_few_and_many_cost_the_same(self):
        self._count_queries(2)
        few, _tickets = self._count_queries(2)
        many, _tickets = self._count_queries(50)
        self.assertEqual(few, many)

    def test_batch_makes_the_rows_of_one_by_one(self):
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Plumbers", "user_ids": [Command.set(self.user_technician.ids)]}
        )
        team.message_subscribe(self.user_agent.partner_id.ids)
        values = {"team_id": team.id, "user_id": self.user_technician.id}
        single = self._create_tickets(**values)
        batch = self._create_tickets(3, **values)
        for ticket in batch:
            with self.subTest(ticket=ticket):
                self.assertEqual(ticket.message_partner_ids, single.message_partner_ids)
                self.assertEqual(
                    [(m.subtype_id, m.author_id) for m in ticket.message_ids],
                    [(m.subtype_id, m.author_id) for m in single.message_ids[-1:]],
                )
                self.assertEqual(
                    ticket.event_ids.mapped("kind"), single.event_ids.mapped("kind")
                )
                self.assertTrue(ticket.assigned_date)

    def test_assignee_of_a_batch_gets_one_message(self):
        before = self.env["mail.message"].search_count([])
        tickets = self._create_tickets(20, user_id=self.user_technician.id)
        notices = self.env["mail.message"].search(
            [("partner_ids", "in", self.user_technician.partner_id.ids)]
        )
        self.assertEqual(len(notices), 1)
        self.assertIn("20", notices.subject)
        self.assertEqual(
            self.env["mail.message"].search_count([]), before + len(tickets) + 1
        )

    def test_number_is_unique_in_a_company(self):
        ticket = self._create_tickets()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_tickets(number=ticket.number)

    def test_numbers_follow_the_sequence(self):
        first, second = self._create_tickets(2)
        prefix = self.env.ref("helpdesk_mgmt.helpdesk_ticket_sequence").prefix
        numbers = [int(t.number.removeprefix(prefix)) for t in (first, second)]
        self.assertEqual(numbers[1], numbers[0] + 1)

    def test_numbers_of_a_sequence_without_gaps_and_with_years(self):
        sequence = self.env.ref("helpdesk_mgmt.helpdesk_ticket_sequence")
        sequence.implementation = "no_gap"
        first, second = self._create_tickets(2)
        self.assertNotEqual(first.number, second.number)
        sequence.write(
            {
                "implementation": "standard",
                "use_date_range": True,
                "prefix": "T%(range_year)s-",
            }
        )
        third, fourth = self._create_tickets(2)
        self.assertRegex(third.number, r"^T20\d\d-00001$")
        self.assertRegex(fourth.number, r"^T20\d\d-00002$")

    def test_title_and_text_complete_each_other(self):
        by_text = self.Ticket.create({"description": "<p>Tap drips<br/>all night</p>"})
        self.assertEqual(by_text.name, "Tap drips")
        by_title = self.Ticket.create({"name": "Tap drips"})
        self.assertIn("Tap drips", by_title.description)
        by_class = self.Ticket.create({"class_id": self.leak.id})
        self.assertEqual(by_class.name, self.leak.display_name)

    def test_closed_needs_a_solution_and_gets_its_date(self):
        values = {"stage_id": self.stage_done.id}
        with self.assertRaisesRegex(UserError, "Solution"):
            self._create_tickets(**values)
        ticket = self._create_tickets(**values, solution="Tightened")
        self.assertTrue(ticket.closed_date)
        self.assertEqual(
            ticket.event_ids.sorted("id").mapped("kind"), ["created", "closed"]
        )

    @users("property_dispatcher")
    def test_team_follows_the_person(self):
        team = (
            self.env["helpdesk.ticket.team"]
            .sudo()
            .create(
                {
                    "name": "Plumbers",
                    "user_ids": [Command.set(self.user_technician.ids)],
                }
            )
        )
        ticket = self.env["helpdesk.ticket"].create(
            self._prepare_vals(user_id=self.user_technician.id)
        )
        self.assertEqual(ticket.team_id, team)
