from ..common import HelpdeskCommon


class TestTicketCounts(HelpdeskCommon):
    def test_counts_of_a_place(self):
        open_ticket, closed = self._create_tickets(2)
        closed._close("Done")
        for place in (self.unit, self.building, self.site):
            with self.subTest(place=place):
                self.assertEqual((place.ticket_count, place.open_ticket_count), (2, 1))
        action = self.unit.action_view_tickets()
        self.assertEqual(self.Ticket.search(action["domain"]), open_ticket | closed)

    def test_counts_keep_to_the_rights(self):
        self._create_tickets()
        unit = self.unit.with_user(self.user_auditor)
        self.assertEqual(unit.ticket_count, 1)
        self._create_tickets(unit_id=self.other_unit.id)
        site = self.other_site.with_user(self.user_company_manager)
        self.assertEqual(site.ticket_count, 1)

    def test_same_queries_for_few_and_many_units(self):
        units = self._create_units(50)
        self.Ticket.create([self._prepare_vals(unit_id=unit.id) for unit in units])
        self.env.flush_all()
        units.mapped("open_ticket_count")
        for some in (units[:2], units):
            self.env.invalidate_all()
            some.env.user.company_id.mapped("name")
            with self.subTest(size=len(some)):
                before = self.env.cr.sql_log_count
                some.mapped("open_ticket_count")
                self.assertLessEqual(self.env.cr.sql_log_count - before, 3)

    def test_map_shows_open_requests_and_their_urgency(self):
        calm, urgent, _empty = self._create_units(3)
        self._create_tickets(2, unit_id=calm.id)
        self._create_tickets(unit_id=urgent.id, class_id=self.leak.id)
        units = {unit["id"]: unit for unit in self.building._get_map_data()["units"]}
        self.assertEqual(
            (units[calm.id]["tickets"], units[calm.id]["urgency"]), (2, "warning")
        )
        self.assertEqual(units[urgent.id]["urgency"], "danger")
        self.assertFalse(units[_empty.id].get("tickets"))
