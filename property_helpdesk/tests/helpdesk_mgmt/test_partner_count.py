from ..common import HelpdeskCommon


class TestPartnerCount(HelpdeskCommon):
    def test_contacts_below_count_for_the_company(self):
        company = self.env["res.partner"].create({"name": "Acme", "is_company": True})
        person = self.env["res.partner"].create(
            {"name": "Ann", "parent_id": company.id}
        )
        self._create_tickets(partner_id=company.id)
        closed = self._create_tickets(2, partner_id=person.id)[0]
        closed._close("Done")
        self.assertEqual(company.helpdesk_ticket_count, 3)
        self.assertEqual(company.helpdesk_ticket_active_count, 2)
        self.assertEqual(company.helpdesk_ticket_count_string, "2 / 3")
        self.assertEqual(person.helpdesk_ticket_count_string, "1 / 2")

    def test_same_queries_for_few_and_many_contacts(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Partner {number}"} for number in range(50)]
        )
        self.Ticket.create([self._prepare_vals(partner_id=p.id) for p in partners])
        self.env.flush_all()
        counts = []
        for some in (partners[:2], partners[:2], partners):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(set(some.mapped("helpdesk_ticket_count")), {1})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLess(counts[2], 8)
