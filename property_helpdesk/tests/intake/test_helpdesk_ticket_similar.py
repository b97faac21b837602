from odoo.tests import Form

from ..common import HelpdeskCommon


class TestHelpdeskTicketSimilar(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.drain = cls._get_class("kitchen_water_blocked_drain")

    def _solve(self, name="Sink is leaking", solution="Washer replaced", **values):
        ticket = self._create_tickets(name=name, class_id=self.leak.id, **values)
        ticket._close(solution)
        return ticket

    def test_open_for_the_same_unit_and_class(self):
        first = self._create_tickets(class_id=self.leak.id)
        again, other = self._create_tickets(2, class_id=self.leak.id)
        other.class_id = self.drain
        self.assertEqual(again.same_ticket_ids, first)
        self.assertFalse(other.same_ticket_ids)
        first._close("Done")
        again.invalidate_recordset()
        self.assertFalse(again.same_ticket_ids)

    def test_not_classified_may_be_the_same(self):
        first = self._create_tickets()
        again = self._create_tickets(class_id=self.leak.id)
        self.assertEqual(again.same_ticket_ids, first)
        self.assertEqual(first.same_ticket_ids, again)

    def test_another_unit_is_not_the_same(self):
        self._create_tickets(class_id=self.leak.id)
        ticket = self._create_tickets(unit_id=self._create_units(1).id)
        self.assertFalse(ticket.same_ticket_ids)

    def test_told_before_the_new_request_is_saved(self):
        first = self._create_tickets(class_id=self.leak.id)
        form = Form(self.Ticket.with_user(self.user_dispatcher))
        form.unit_id = self.unit
        form.class_id = self.leak
        self.assertEqual(form.same_ticket_ids[:].ids, first.ids)

    def test_the_later_is_linked_to_the_first(self):
        first = self._create_tickets(reported_at="2026-01-01 08:00:00")
        later = self._create_tickets(reported_at="2026-01-02 08:00:00")
        for pressed in (later, first):
            with self.subTest(pressed=pressed.name):
                later.duplicate_id = False
                pressed.invalidate_recordset()
                pressed.with_user(self.user_agent).action_link_duplicate()
                self.assertEqual(later.duplicate_id, first)
                self.assertFalse(first.duplicate_id)
        self.assertFalse(later.same_ticket_ids)
        self.assertFalse(first.same_ticket_ids)

    def test_how_the_like_was_solved(self):
        solved = self._solve()
        self._solve(name="Order number four")
        ticket = self._create_tickets(name="The sink leaks", class_id=self.leak.id)
        self.assertEqual(ticket.similar_ticket_ids[0], solved)
        self.assertEqual(ticket.similar_ticket_ids[0].solution, "Washer replaced")

    def test_found_across_the_languages(self):
        solved = self._solve(name="厨房漏水", solution="换了垫圈")
        ticket = self._create_tickets(name="Leak in kitchen", class_id=self.leak.id)
        self.assertIn(solved, ticket.similar_ticket_ids)

    def test_found_before_it_has_a_class(self):
        solved = self._solve()
        ticket = self._create_tickets(name="kitchen sink is leaking")
        self.assertIn(solved, ticket.similar_ticket_ids)

    def test_only_what_the_user_may_see(self):
        far = self._solve(unit_id=self.other_unit.id, partner_id=self.neighbour.id)
        ticket = self._create_tickets(name="Sink is leaking", class_id=self.leak.id)
        self.assertIn(far, ticket.similar_ticket_ids)
        mine = ticket.with_user(self.user_agent)
        self.assertFalse(mine.similar_ticket_ids)
        self.assertFalse(mine.same_ticket_ids)

    def test_same_queries_for_few_and_many(self):
        tickets = self._create_tickets(40, class_id=self.leak.id)
        for _count in range(3):
            self._solve()
        counts = []
        for few in (tickets[:2], tickets, tickets[:2]):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            few.mapped("same_ticket_ids.number")
            few.mapped("similar_ticket_ids.solution")
            counts.append(self.cr.sql_log_count - before)
        _first, many, few = counts  # the first filled the caches of the process
        self.assertLessEqual(many, few)

    def test_one_query_for_what_is_open(self):
        tickets = self._create_tickets(20, class_id=self.leak.id)
        tickets.mapped("stage_id.closed")
        tickets.mapped("duplicate_ids")
        tickets.mapped("unit_id.name")
        self.env.flush_all()
        with self.assertQueryCount(1):
            tickets._search_same(tickets.unit_id)
