from datetime import date

from ..visit.common import NOW, VisitCommon, at, freeze_time

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)


@freeze_time(NOW)
class TestCustomerPeriod(VisitCommon):
    """What requests and visits cost is told to the customer's period."""

    def _visit(self, ticket, start="09:00", stop="09:45"):
        day = "2026-03-09"
        visit = self._plan(f"{day} {start}", f"{day} {stop}", ticket=ticket)
        visit = visit.with_user(self.tech)
        with freeze_time(at(f"{day} {start}")):
            visit.action_arrive()
        with freeze_time(at(f"{day} {stop}")):
            visit.action_finish()

    def _use(self, ticket, amount, payer="company"):
        self.env["property.ticket.material"].create(
            {
                "ticket_id": ticket.id,
                "name": "Hose",
                "price_unit": amount,
                "payer": payer,
            }
        )

    def _close(self, tickets, day="2026-03-20", **values):
        tickets.sudo().write({"closed_date": at(f"{day} 12:00"), **values})

    def _find(self, partner):
        periods = self.env["property.customer.period"]
        periods._compute_period(self.site.company_id, FIRST, LAST)
        return periods.search([("partner_id", "=", partner.id), ("date_to", "=", LAST)])

    def test_minutes_and_materials(self):
        self.assertFalse(self._find(self.resident))
        self._visit(self.ticket)
        self._use(self.ticket, 20)
        self._use(self.ticket, 99, "customer")
        row = self._find(self.resident)
        self.assertEqual((row.minutes, row.direct_cost), (45, 0), "not closed yet")
        self.assertEqual(row.site_id, self.site)
        # our own labour is in the minutes, not in what was approved
        self._close(self.ticket, cost_approved=500)
        row = self._find(self.resident)
        self.assertEqual((row.minutes, row.direct_cost, row.cm1), (45, 20, -20))
        self._close(self.ticket, "2026-04-01")
        self.assertEqual(self._find(self.resident).direct_cost, 0)

    def test_what_was_approved_where_no_time_is_known(self):
        spent, saved = self._create_tickets(2)
        self._use(spent, 30)
        self._close(spent, cost_approved=500)
        self._close(saved, cost_approved=200)
        self.assertEqual(self._find(self.resident).direct_cost, 700)

    def test_common_parts_are_nobodys(self):
        part = self.env["property.common.part"].create(
            {"name": "Hall", "site_id": self.site.id}
        )
        ticket = self._create_tickets(unit_id=False, common_part_id=part.id)
        self._visit(ticket)
        self._use(ticket, 20)
        self._close(ticket)
        self.assertFalse(self._find(self.resident))
