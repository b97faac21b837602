import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import users
from odoo.tools import SQL, mute_logger

from ..common import HelpdeskCommon


class TestPropertyTicketEvent(HelpdeskCommon):
    def _kinds(self, ticket):
        return ticket.event_ids.sorted("id").mapped("kind")

    def test_life_of_a_ticket(self):
        ticket = self._create_tickets()
        ticket._assign(self.user_technician)
        ticket.stage_id = self.stage_work
        ticket._assign(self.user_agent, "Ill")
        ticket._close("Washer replaced")
        ticket._reopen("Leaks again")
        self.assertEqual(
            self._kinds(ticket),
            [
                "created",
                "assigned",
                "stage",
                "reassigned",
                "closed",
                "reopened",
            ],
        )
        moved = ticket.event_ids.filtered(lambda event: event.kind == "reassigned")
        self.assertRecordValues(
            moved,
            [
                {
                    "old_ref": self.user_technician.id,
                    "new_ref": self.user_agent.id,
                    "old_value": self.user_technician.display_name,
                    "reason": "Ill",
                    "user_id": self.env.uid,
                }
            ],
        )
        closed = ticket.event_ids.filtered(lambda event: event.kind == "closed")
        self.assertEqual(closed.reason, "Washer replaced")

    def test_every_important_change_is_logged(self):
        changes = {
            "class_id": (self.leak.id, "classified"),
            "is_payable": (True, "flag"),
            "is_warranty": (True, "flag"),
            "unit_id": (self._create_units(1).id, "moved"),
            "partner_id": (self.neighbour.id, "requester"),
            "date_deadline": ("2030-01-01 10:00:00", "deadline"),
            "priority": ("2", "priority"),
            "active": (False, "archived"),
        }
        for name, (value, kind) in changes.items():
            with self.subTest(field=name):
                ticket = self._create_tickets()
                ticket.write({name: value})
                events = ticket.event_ids.filtered(
                    lambda e, name=name: e.field_name == name
                )
                self.assertEqual(events.mapped("kind"), [kind])

    def test_same_value_is_not_logged(self):
        ticket = self._create_tickets()
        ticket.write({"priority": ticket.priority, "unit_id": ticket.unit_id.id})
        self.assertEqual(self._kinds(ticket), ["created"])

    def test_orm_refuses_change_and_deletion(self):
        event = self._create_tickets().event_ids
        with self.assertRaises(UserError):
            event.reason = "Never"
        with self.assertRaises(UserError):
            event.unlink()

    @users("property_company_manager")
    def test_nobody_writes_the_log_by_hand(self):
        ticket = self._create_tickets()
        with self.assertRaises(AccessError):
            self.env["property.ticket.event"].create(
                {"ticket_id": ticket.id, "kind": "closed"}
            )

    def test_database_refuses_change_and_deletion(self):
        event = self._create_tickets().event_ids
        self.env.flush_all()
        statements = (
            SQL(
                "UPDATE property_ticket_event SET reason = 'x' WHERE id = %s", event.id
            ),
            SQL("DELETE FROM property_ticket_event WHERE id = %s", event.id),
            SQL("DELETE FROM helpdesk_ticket WHERE id = %s", event.ticket_id.id),
            SQL("TRUNCATE property_ticket_event"),
        )
        for statement in statements:
            with (
                self.subTest(statement=statement),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.RestrictViolation),
                self.env.cr.savepoint(flush=False),
            ):
                self.env.cr.execute(statement)

    def test_bulk_write_costs_the_same_queries(self):
        few, many = self._create_tickets(2), self._create_tickets(50)
        counts = []
        for tickets in (self._create_tickets(2), few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            tickets.mapped("name")
            before = self.env.cr.sql_log_count
            tickets.with_context(tracking_disable=True).write(
                {"priority": "2", "is_payable": True}
            )
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(len(many.event_ids), 150)
