from datetime import datetime, timedelta

from odoo.tests import freeze_time

from ..common import HelpdeskCommon

NOW = datetime(2026, 3, 9, 12)
HOUR = timedelta(hours=1)


class ReportCommon(HelpdeskCommon):
    """Requests with a past, and with no promise but the deadline they are given."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["property.sla.policy"].search([]).active = False

    def _create_at(self, hours_ago, count=1, **values):
        """Create requests that came in some hours before ``NOW``."""
        reported_at = NOW - hours_ago * HOUR
        with freeze_time(reported_at):
            return self._create_tickets(
                count,
                **{
                    "class_id": self.leak.id,
                    "is_emergency": False,
                    "reported_at": reported_at,
                    **values,
                },
            )

    def _close_after(self, tickets, hours, cause="solved"):
        """Close requests some hours after they came in."""
        with freeze_time(tickets[0].reported_at + hours * HOUR):
            tickets._close("Done", cause)
            tickets.flush_recordset()

    def _rate(self, ticket, grade):
        """Rate as the requester does, by his mail."""
        rating = self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(ticket._name),
                "res_id": ticket.id,
            }
        )
        rating.write({"rating": grade, "consumed": True})
        self.env.flush_all()

    def _count_queries(self, read, runs=4):
        """Return the queries a call costs; the first runs fill the caches."""
        counts = []
        for _run in range(runs):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            read()
            counts.append(self.env.cr.sql_log_count - before)
        return min(counts)
