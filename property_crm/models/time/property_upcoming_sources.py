from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .upcoming_source import UpcomingSource

_MEETING_JOINS = """
LEFT JOIN LATERAL (
     SELECT kind.property_kind
       FROM mail_activity planned
       JOIN mail_activity_type kind ON kind.id = planned.activity_type_id
      WHERE planned.calendar_event_id = doc.id
      LIMIT 1) activity ON TRUE
LEFT JOIN LATERAL (
     SELECT rel.res_partner_id AS id
       FROM calendar_event_res_partner_rel rel
      WHERE rel.calendar_event_id = doc.id
        AND NOT EXISTS (SELECT FROM res_users colleague
                         WHERE colleague.partner_id = rel.res_partner_id
                           AND colleague.share IS NOT TRUE)
      ORDER BY rel.res_partner_id
      LIMIT 1) guest ON TRUE
LEFT JOIN LATERAL (
     SELECT bool_or(attendee.partner_id = %(me)s
                    AND attendee.state IS DISTINCT FROM 'declined') AS is_mine,
            bool_and(attendee.state = 'accepted') AS is_confirmed
       FROM calendar_attendee attendee
      WHERE attendee.event_id = doc.id) invited ON TRUE
LEFT JOIN property_common_part room ON room.id = doc.common_part_id
"""
_HIDDEN = "CASE WHEN %(hidden)s THEN %(shown)s ELSE %(value)s END"


class PropertyUpcomingReport(models.Model):
    """Where what is to come is found."""

    _inherit = "property.upcoming.report"
    _depends = {
        "calendar.event": ["name", "start", "stop", "allday", "user_id", "active"],
        "calendar.attendee": ["event_id", "partner_id", "state"],
        "mail.activity": ["summary", "date_deadline", "user_id", "active"],
        "mail.activity.type": ["property_kind"],
        "property.memo": ["name", "date_due", "remind_at", "is_done"],
        "property.duty": ["start", "stop", "user_id", "kind", "note"],
        "property.common.part": ["site_id"],
    }

    @api.model
    def _get_upcoming_sources(self):
        """Return the sources; an addon adds its own, ``None`` is left out."""
        return [
            self._get_upcoming_events(),
            self._get_upcoming_activities(),
            self._get_upcoming_memos(),
            self._get_upcoming_duties(),
            self._get_upcoming_moves(5, "move_in", "date_from"),
            self._get_upcoming_moves(6, "move_out", "date_to"),
        ]

    # Events

    @api.model
    def _get_upcoming_event_domain(self):
        """Return the domain of the events that no source of an addon tells."""
        start, stop = self._get_upcoming_days()
        return Domain("stop", ">=", start) & Domain("start", "<", stop)

    @api.model
    def _get_upcoming_events(self):
        Event = self.env["calendar.event"]
        # the privacy of events is asked of the alias ``event``
        hidden = SQL(
            "(SELECT %s FROM calendar_event event WHERE event.id = doc.id)",
            Event._get_hidden_sql(),
        )
        return UpcomingSource(
            number=1,
            model=Event._name,
            table=Event._table,
            documents=Event._search(self._get_upcoming_event_domain()),
            joins=SQL(_MEETING_JOINS, me=self.env.user.partner_id.id),
            columns={
                "kind": SQL(
                    "COALESCE(activity.property_kind, CASE WHEN guest.id IS NULL"
                    " THEN 'meeting' ELSE 'appointment' END)"
                ),
                "topic": SQL("'appointment'"),
                "name": self._unless(hidden, SQL("doc.name"), self.env._("Busy")),
                "start": SQL(
                    "CASE WHEN doc.allday THEN doc.start_date ELSE doc.start END"
                ),
                "stop": SQL("doc.stop"),
                "is_allday": SQL("doc.allday"),
                "status": SQL(
                    "CASE WHEN invited.is_confirmed THEN 'confirmed' ELSE 'waiting' END"
                ),
                "user_id": SQL("doc.user_id"),
                "partner_id": self._unless(hidden, SQL("guest.id"), None),
                "site_id": self._unless(hidden, SQL("room.site_id"), None),
                "is_mine": SQL("(doc.user_id = %s OR invited.is_mine)", self.env.uid),
            },
        )

    @api.model
    def _unless(self, hidden, value, shown):
        return SQL(_HIDDEN, hidden=hidden, value=value, shown=shown)

    # Activities

    @api.model
    def _get_activity_documents(self):
        """Return ``{model: {column: field}}``: what documents say of their activities.

        Only stored fields.
        """
        return {
            "res.partner": {"partner_id": "id"},
            "property.unit": {"unit_id": "id"},
            "property.memo": {"partner_id": "partner_id", "unit_id": "unit_id"},
            "agreement": {"partner_id": "partner_id"},
        }

    @api.model
    def _get_upcoming_activities(self):
        Activity = self.env["mail.activity"]
        documents = self._get_activity_documents()
        aliases = {model: f"doc_{number}" for number, model in enumerate(documents)}
        return UpcomingSource(
            number=2,
            model=Activity._name,
            table=Activity._table,
            documents=Activity._search(
                Domain("calendar_event_id", "=", False)
                & Domain("user_id", "!=", False)
                & Domain("date_deadline", "<", self._get_upcoming_days()[1])
            ),
            joins=SQL(
                "LEFT JOIN mail_activity_type kind ON kind.id = doc.activity_type_id"
                " %s",
                self._join_documents(aliases),
            ),
            columns={
                **self._get_activity_columns(),
                **self._merge_documents(documents, aliases),
            },
        )

    @api.model
    def _get_activity_columns(self):
        kind = SQL(
            "COALESCE(kind.property_kind,"
            " CASE kind.category WHEN 'phonecall' THEN 'call'"
            " WHEN 'meeting' THEN 'meeting' ELSE 'activity' END)"
        )
        return {
            "kind": kind,
            "topic": SQL(
                "CASE WHEN %s IN ('call', 'email', 'fax') THEN 'contact'"
                " WHEN %s IN ('meeting', 'appointment') THEN 'appointment'"
                " ELSE 'activity' END",
                kind,
                kind,
            ),
            "name": SQL(
                "concat_ws(' · ', COALESCE(NULLIF(doc.summary, ''), %s), doc.res_name)",
                self.env["mail.activity.type"]._field_to_sql("kind", "name"),
            ),
            **self._get_day_columns(SQL("doc.date_deadline")),
            "user_id": SQL("doc.user_id"),
            "res_model": SQL("doc.res_model"),
            "res_id": SQL("doc.res_id"),
            "is_mine": SQL("doc.user_id = %s", self.env.uid),
        }

    @api.model
    def _join_documents(self, aliases):
        """Join what activities belong to, as far as the reader may read it.

        An activity is read by who has it, its document may not be.
        """
        return SQL(" ").join(
            SQL(
                "LEFT JOIN %(table)s %(alias)s ON doc.res_model = %(model)s"
                " AND %(alias)s.id = doc.res_id AND %(alias)s.id IN %(readable)s",
                readable=self._get_readable(model),
                table=SQL.identifier(self.env[model]._table),
                alias=SQL.identifier(alias),
                model=model,
            )
            for model, alias in aliases.items()
        )

    @api.model
    def _get_readable(self, model):
        documents = self.env[model].with_context(active_test=False)
        if not documents.has_access("read"):
            return SQL("(NULL::integer)")
        return documents._search([]).subselect()

    @api.model
    def _merge_documents(self, documents, aliases):
        found = {}
        for model, columns in documents.items():
            for column, name in columns.items():
                found.setdefault(column, []).append(
                    SQL.identifier(aliases[model], name)
                )
        return {
            column: SQL("COALESCE(%s)", SQL(", ").join(values))
            for column, values in found.items()
        }

    @api.model
    def _get_day_columns(self, day):
        """Return the columns of what has a day and no hour."""
        return {
            "start": SQL("%s::timestamp", day),
            "stop": SQL("%s::timestamp + interval '18 hours'", day),
            "is_allday": SQL("TRUE"),
        }

    # Memos, duty, moves

    @api.model
    def _get_upcoming_memos(self):
        Memo = self.env["property.memo"]
        domain = Domain("is_done", "=", False)
        # those that are for somebody else, too, are seen by all of them
        mine = SQL(
            "(doc.user_id = %s OR EXISTS (SELECT FROM property_memo_shared_user_rel"
            " shared WHERE shared.memo_id = doc.id AND shared.user_id = %s))",
            self.env.uid,
            self.env.uid,
        )
        day = self._get_day_columns(
            SQL("COALESCE(doc.date_due, %s)", fields.Date.context_today(self))
        )
        reminded = SQL("doc.date_due IS NULL AND doc.remind_at IS NOT NULL")
        return UpcomingSource(
            number=3,
            model=Memo._name,
            table=Memo._table,
            documents=Memo._search(domain),
            columns={
                "kind": SQL("'memo'"),
                "topic": SQL("'activity'"),
                "name": SQL("doc.name"),
                "start": self._unless(reminded, day["start"], SQL("doc.remind_at")),
                "stop": self._unless(reminded, day["stop"], SQL("doc.remind_at")),
                "is_allday": SQL("NOT (%s)", reminded),
                "priority": SQL("doc.priority"),
                "user_id": SQL("doc.user_id"),
                "partner_id": SQL("doc.partner_id"),
                "unit_id": SQL("doc.unit_id"),
                "is_mine": mine,
            },
        )

    @api.model
    def _get_upcoming_duties(self):
        Duty = self.env["property.duty"]
        if not Duty.has_access("read"):
            return None
        start, stop = self._get_upcoming_days()
        labels = dict(Duty._fields["kind"]._description_selection(self.env))
        return UpcomingSource(
            number=4,
            model=Duty._name,
            table=Duty._table,
            documents=Duty._search(
                Domain("stop", ">=", start) & Domain("start", "<", stop)
            ),
            columns={
                "kind": SQL("'duty'"),
                "topic": SQL("'service'"),
                "name": SQL(
                    "concat_ws(' · ', CASE doc.kind WHEN 'duty' THEN %s ELSE %s END,"
                    " doc.note)",
                    labels["duty"],
                    labels["on_call"],
                ),
                "start": SQL("doc.start"),
                "stop": SQL("doc.stop"),
                "is_allday": SQL("FALSE"),
                "status": SQL("'confirmed'"),
                "user_id": SQL("doc.user_id"),
                "site_id": SQL("doc.site_id"),
                "territory_id": SQL("doc.territory_id"),
                "company_id": SQL("doc.company_id"),
                "is_mine": SQL("doc.user_id = %s", self.env.uid),
            },
        )

    @api.model
    def _get_upcoming_moves(self, number, kind, date):
        """Who moves in or out in the days to come."""
        Occupancy = self.env["property.occupancy"]
        if not Occupancy.has_access("read"):
            return None
        today = fields.Date.context_today(self)
        last = fields.Date.add(today, years=1)
        return UpcomingSource(
            number=number,
            model=Occupancy._name,
            table=Occupancy._table,
            documents=Occupancy._search(
                Domain(date, ">=", today) & Domain(date, "<", last)
            ),
            joins=SQL("JOIN res_partner person ON person.id = doc.partner_id"),
            columns={
                "kind": SQL("%s", kind),
                "topic": SQL("'customer'"),
                "name": SQL("person.name"),
                **self._get_day_columns(SQL("doc.%s", SQL.identifier(date))),
                "partner_id": SQL("doc.partner_id"),
                "unit_id": SQL("doc.unit_id"),
                "site_id": SQL("doc.site_id"),
                "territory_id": SQL("doc.territory_id"),
                "company_id": SQL("doc.company_id"),
            },
        )
