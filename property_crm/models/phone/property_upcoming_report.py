from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..time.upcoming_source import UpcomingSource

PLACES = ("partner_id", "unit_id", "site_id", "territory_id")


class PropertyUpcomingReport(models.Model):
    """Whom to call back, among what is to come."""

    _inherit = "property.upcoming.report"
    _depends = {
        "property.call.back": [
            *PLACES,
            "reason",
            "next_attempt_at",
            "due_at",
            "basis",
            "user_id",
            "state",
        ],
        "property.call.entry": [*PLACES, "next_attempt_at", "user_id", "state"],
    }

    @api.model
    def _get_upcoming_sources(self):
        return [
            *super()._get_upcoming_sources(),
            self._get_upcoming_call_backs(),
            self._get_upcoming_entries(),
        ]

    @api.model
    def _get_models_to_be_done(self):
        return super()._get_models_to_be_done() | {"property.call.back"}

    @api.model
    def _get_activity_documents(self):
        places = {name: name for name in PLACES}
        return {
            **super()._get_activity_documents(),
            "property.call.back": places,
            "property.call.entry": places,
        }

    @api.model
    def _get_upcoming_call_backs(self):
        """Who waits for a call, by when it is tried next."""
        Back = self.env["property.call.back"]
        if not Back.has_access("read"):
            return None
        domain = Domain("state", "=", "open") & self._get_attempt_domain()
        return UpcomingSource(
            number=7,
            model=Back._name,
            table=Back._table,
            documents=Back._search(domain),
            joins=SQL("LEFT JOIN res_partner person ON person.id = doc.partner_id"),
            columns=self._get_call_columns(SQL("doc.reason"))
            | {
                "priority": SQL("CASE doc.basis WHEN 'safety' THEN '3' ELSE '0' END"),
                # what was promised is agreed
                "status": SQL(
                    "CASE WHEN doc.due_at IS NULL THEN 'planned' ELSE 'confirmed' END"
                ),
            },
        )

    @api.model
    def _get_upcoming_entries(self):
        """Customers of call lists with whom another call was agreed."""
        Entry = self.env["property.call.entry"]
        if not Entry.has_access("read"):
            return None
        domain = Domain("state", "=", "call_back") & self._get_attempt_domain()
        domain &= Domain("list_id.state", "=", "running")
        return UpcomingSource(
            number=0,
            model=Entry._name,
            table=Entry._table,
            documents=Entry._search(domain),
            joins=SQL(
                "JOIN res_partner person ON person.id = doc.partner_id"
                " JOIN property_call_list list ON list.id = doc.list_id"
            ),
            columns=self._get_call_columns(
                self.env["property.call.list"]._field_to_sql("list", "name")
            )
            | {"status": SQL("'confirmed'")},
        )

    @api.model
    def _get_attempt_domain(self):
        return Domain("next_attempt_at", "<", self._get_upcoming_days()[1])

    @api.model
    def _get_call_columns(self, about):
        return {
            **{
                name: SQL("doc.%s", SQL.identifier(name))
                for name in (*PLACES, "company_id", "user_id")
            },
            "kind": SQL("'call'"),
            "topic": SQL("'contact'"),
            "name": SQL(
                "concat_ws(' · ', %s, person.name, NULLIF(%s, ''))",
                self.env._("Call-back"),
                about,
            ),
            "start": SQL("doc.next_attempt_at"),
            "stop": SQL("doc.next_attempt_at"),
            "is_allday": SQL("FALSE"),
            "is_mine": SQL("doc.user_id = %s", self.env.uid),
        }
