from datetime import timedelta

import pytz

from odoo import api, models
from odoo.tools import SQL

from ...tools.busy_time import Busy, get_days

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class CalendarEvent(models.Model):
    """Who is taken when, whatever the reader may see, and by what as far as he may."""

    _inherit = "calendar.event"

    # what is to come is little, however long the history
    _stop_idx = models.Index("(stop)")

    @api.model
    def _get_busy(self, users, start, stop):
        """Return ``{user_id: [Busy]}``, sorted, of all that touches the period.

        Of events: those shown as busy that the user has not declined; all days last
        from midnight to midnight in the user's time zone. As many queries as sources,
        however many the users.

        :param start: naive UTC, as ``stop``
        """
        busy = {user_id: [] for user_id in users.ids}
        if not busy or start >= stop:
            return busy
        for source in self._get_busy_sources():
            for user_id, taken in source(users, start, stop):
                if taken.start < stop and taken.stop > start:
                    busy[user_id].append(taken)
        for taken in busy.values():
            taken.sort(key=lambda one: (one.start, one.stop, one.model, one.id))
        return busy

    @api.model
    def _get_busy_sources(self):
        """Return functions ``(users, start, stop) -> [(user_id, Busy)]``.

        Each does one query, whatever the number of users. What they return beyond the
        period is left out later. More kinds of appointments are added here.
        """
        return [self._get_busy_events, self._get_busy_absences]

    @api.model
    def _get_busy_events(self, users, start, stop):
        self._flush_busy()
        person = SQL(
            """
              FROM calendar_event event
              JOIN calendar_attendee attendee
                ON attendee.event_id = event.id
               AND attendee.state IS DISTINCT FROM 'declined'
              JOIN res_users taken ON taken.partner_id = attendee.partner_id
              JOIN res_partner place ON place.id = taken.partner_id
             WHERE taken.id IN %s
            """,
            users._ids,
        )
        return self._read_busy_events(SQL("taken.id, place.tz"), person, start, stop)

    @api.model
    def _flush_busy(self):
        self.flush_model()
        self.env["calendar.attendee"].flush_model()
        self.env["res.users.settings"].flush_model(["calendar_default_privacy"])
        self.env["res.partner"].flush_model(["tz"])

    @api.model
    def _read_busy_events(self, columns, condition, start, stop):
        """Return ``[(who, Busy)]`` of the events that a condition joins to somebody.

        :param columns: who is taken, and the time zone of his days
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT %(columns)s, event.id, event.name, event.start,
                       event.stop, event.allday, event.start_date, event.stop_date,
                       %(private)s, %(hidden)s
                %(condition)s
                   AND event.active IS TRUE
                   AND event.show_as = 'busy'
                   AND event.start < %(stop)s
                   AND event.stop > %(start)s
                """,
                columns=columns,
                private=self._get_private_sql(),
                hidden=self._get_hidden_sql(),
                condition=condition,
                # all days are stored as 8:00 to 18:00 of no time zone
                start=start - DAY,
                stop=stop + DAY,
            )
        )
        return [(who, self._make_busy(tz, *values)) for who, tz, *values in rows]

    @api.model
    def _make_busy(
        self, tz, event_id, name, start, stop, allday, first, last, private, hidden
    ):
        if allday:
            zone = pytz.timezone(tz or "UTC")
            start, stop = get_days(zone, first or start.date(), last or stop.date())
        label = self.env._("Busy") if hidden else name
        return Busy(start, stop, label, self._name, event_id, private)

    @api.model
    def _get_private_sql(self):
        """Say in SQL what ``_check_private_event_conditions`` says of the event."""
        return SQL(
            """
            COALESCE(event.privacy, CASE WHEN event.user_id IS NOT NULL THEN COALESCE(
                (SELECT settings.calendar_default_privacy
                   FROM res_users_settings settings
                  WHERE settings.user_id = event.user_id
                  LIMIT 1), %s) END, '') = 'private'
            """,
            self.env["res.users"]._default_user_calendar_default_privacy(),
        )

    @api.model
    def _get_hidden_sql(self):
        """Whether the one who asks may not read the event; no outsider reads any."""
        return SQL(
            """
            (%(outsider)s OR %(private)s)
            AND event.user_id IS DISTINCT FROM %(uid)s
            AND NOT EXISTS (
                SELECT FROM calendar_event_res_partner_rel own
                 WHERE own.calendar_event_id = event.id
                   AND own.res_partner_id = %(partner_id)s)
            """,
            outsider=self.env.user.share,
            private=self._get_private_sql(),
            uid=self.env.uid,
            partner_id=self.env.user.partner_id.id,
        )

    @api.model
    def _get_busy_absences(self, users, start, stop):
        """Absences of the users themselves; whole companies are closed, not absent.

        Why somebody is absent is nobody's business but his own.
        """
        self.env["resource.calendar.leaves"].flush_model()
        self.env["resource.resource"].flush_model(["active", "user_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT resource.user_id, leave.id, leave.name,
                       leave.date_from, leave.date_to
                  FROM resource_calendar_leaves leave
                  JOIN resource_resource resource ON resource.id = leave.resource_id
                 WHERE resource.user_id IN %s
                   AND resource.active IS TRUE
                   AND leave.time_type = 'leave'
                   AND leave.date_from < %s
                   AND leave.date_to >= %s
                """,
                users._ids,
                stop,
                start - SECOND,
            )
        )
        absent = self.env._("Absent")
        return [
            (
                user_id,
                Busy(
                    date_from,
                    # a day off is typed to last until 23:59:59
                    date_to + SECOND if date_to.second == 59 else date_to,
                    name if name and user_id == self.env.uid else absent,
                    "resource.calendar.leaves",
                    leave_id,
                ),
            )
            for user_id, leave_id, name, date_from, date_to in rows
        ]
