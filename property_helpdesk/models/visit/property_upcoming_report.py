from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.property_crm.models.time.upcoming_source import UpcomingSource

from .property_visit import OPEN

_TICKET = "JOIN helpdesk_ticket ticket ON ticket.id = doc.ticket_id"


class PropertyUpcomingReport(models.Model):
    """Requests that are due, and visits, among what is to come."""

    _inherit = "property.upcoming.report"
    _depends = {
        "helpdesk.ticket": ["name", "number", "date_deadline", "user_id", "stage_id"],
        "property.visit": ["start", "stop", "state", "user_id", "agreed_at"],
    }

    kind = fields.Selection(
        selection_add=[("request", "Request"), ("visit", "Visit")],
        ondelete={"request": "cascade", "visit": "cascade"},
    )

    @api.model
    def _get_upcoming_sources(self):
        return [
            *super()._get_upcoming_sources(),
            self._get_upcoming_requests(),
            self._get_upcoming_visits(),
        ]

    @api.model
    def _get_upcoming_event_domain(self):
        """A visit is told as what it is, not as somebody being busy."""
        return super()._get_upcoming_event_domain() & Domain("visit_ids", "=", False)

    @api.model
    def _get_activity_documents(self):
        place = ("partner_id", "unit_id", "site_id", "territory_id")
        return {
            **super()._get_activity_documents(),
            "helpdesk.ticket": {name: name for name in place},
        }

    @api.model
    def _get_place_columns(self, alias):
        names = ("partner_id", "unit_id", "site_id", "territory_id", "company_id")
        return {
            **{name: SQL.identifier(alias, name) for name in names},
            "topic": SQL("'service'"),
            "is_allday": SQL("FALSE"),
            # low and medium are what is normal
            "priority": SQL(
                "CASE WHEN %(given)s IN ('2', '3') THEN %(given)s ELSE '0' END",
                given=SQL.identifier(alias, "priority"),
            ),
        }

    @api.model
    def _get_upcoming_requests(self):
        Ticket = self.env["helpdesk.ticket"]
        if not Ticket.has_access("read"):
            return None
        last = self._get_upcoming_days()[1]
        return UpcomingSource(
            number=8,
            model=Ticket._name,
            table=Ticket._table,
            documents=Ticket._search(
                Domain("stage_id.closed", "=", False)
                & Domain("date_deadline", "<", last)
            ),
            columns={
                **self._get_place_columns("doc"),
                "kind": SQL("'request'"),
                "name": SQL("concat_ws(' · ', doc.number, doc.name)"),
                "start": SQL("doc.date_deadline"),
                "stop": SQL("doc.date_deadline"),
                "status": SQL(
                    "CASE WHEN doc.user_id IS NULL THEN 'waiting' ELSE 'planned' END"
                ),
                "user_id": SQL("doc.user_id"),
                "is_mine": SQL("doc.user_id = %s", self.env.uid),
            },
        )

    @api.model
    def _get_upcoming_visits(self):
        Visit = self.env["property.visit"]
        if not Visit.has_access("read"):
            return None
        start, stop = self._get_upcoming_days()
        return UpcomingSource(
            number=9,
            model=Visit._name,
            table=Visit._table,
            documents=Visit._search(
                Domain("state", "in", OPEN)
                & Domain("stop", ">=", start)
                & Domain("start", "<", stop)
            ),
            joins=SQL(_TICKET),
            columns={
                **self._get_place_columns("ticket"),
                "kind": SQL("'visit'"),
                "name": SQL("concat_ws(' · ', ticket.number, ticket.name)"),
                "start": SQL("doc.start"),
                "stop": SQL("doc.stop"),
                "status": SQL(
                    "CASE WHEN doc.agreed_at IS NULL THEN 'waiting'"
                    " ELSE 'confirmed' END"
                ),
                "user_id": SQL("doc.user_id"),
                "is_mine": SQL("doc.user_id = %s", self.env.uid),
            },
        )
