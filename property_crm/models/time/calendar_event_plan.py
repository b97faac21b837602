from odoo import api, fields, models
from odoo.exceptions import UserError

from .calendar_event_clash import Booking

MAX_SHOWN = 5
ISO = "%Y-%m-%d %H:%M:%S"


class CalendarEvent(models.Model):
    """What the form says of clashes while somebody still types."""

    _inherit = "calendar.event"

    clash_info = fields.Json(
        string="Clashes", compute="_compute_clash_info", exportable=False
    )
    clash_needs_reason = fields.Boolean(
        string="Others are taken", compute="_compute_clash_info", exportable=False
    )

    @api.depends(
        lambda self: (
            *("start", "stop", "start_date", "stop_date", "allday", "show_as"),
            *("partner_ids", "common_part_id", "recurrency", "rrule_type_ui"),
            *("recurrence_update",),
            *sorted(self._get_recurrent_fields()),
        )
    )
    @api.depends_context("uid", "lang", "tz")
    def _compute_clash_info(self):
        self.clash_info = self.clash_needs_reason = False
        planned = self._get_planned_bookings()
        found = self._find_clashes([booking for _event, booking in planned])
        clashing = [
            (event, booking, clashes)
            for (event, booking), clashes in zip(planned, found, strict=True)
            if clashes
        ]
        for event, booking, clashes in clashing:
            event.clash_needs_reason = not event.id and event._is_reason_needed(clashes)
            event.clash_info = event._get_clash_info(booking, clashes)

    def _get_planned_bookings(self):
        """Return ``[(event, Booking)]`` of events as they are typed, saved or not."""
        now = fields.Datetime.now()
        events = self.filtered(
            lambda event: (
                event.start
                and event.stop
                and event.stop > now
                and event.show_as != "free"
                and (not event._origin or event._origin.active)
            )
        )
        partners = {event: event._get_taken_partners() for event in events}
        users = self._get_users_of(self.env["res.partner"].union(*partners.values()))
        return [
            (
                event,
                Booking(
                    users.filtered(lambda one, e=event: one.partner_id in partners[e]),
                    # sudo: whether a room is free, not what may be read of it
                    event.common_part_id._origin.sudo(),
                    event._get_planned_ranges(),
                    event._get_own_ids(),
                ),
            )
            for event in events
        ]

    def _get_own_ids(self):
        """Return the ids of the events that saving this one replaces."""
        own = self._origin
        if self.recurrence_update not in (False, "self_only"):
            # sudo: the ids of the series only
            own |= self.sudo().recurrence_id._origin.calendar_event_ids
        return frozenset(own.ids)

    def _get_planned_ranges(self):
        """Return when it is, and of a series each time, as saving would make it."""
        only = self._origin.recurrence_id and self.recurrence_update in (
            False,
            "self_only",
        )
        if not self.recurrency or only:
            return [(self.start, self.stop, self.allday)]
        values = self._get_recurrence_params_by_date(self.start.date())
        for name in self._get_recurrent_fields() - {"rrule"}:
            # to compute one that the form leaves out would reset all that are typed
            if self.id or self.env.cache.contains(self, self._fields[name]):
                values[name] = self[name]
        kind = self.rrule_type_ui
        values["rrule_type"] = self.rrule_type if kind == "custom" else kind
        return self._get_series_ranges(self.start, self.stop, self.allday, values)

    @api.model
    def _get_series_ranges(self, start, stop, allday, rule):
        """Return ``[(start, stop, allday)]`` of a series; of half a rule the first.

        :param rule: values of ``calendar.recurrence``
        """
        first = (start, stop, allday)
        if (
            not rule.get("rrule_type")
            or (rule.get("interval") or 1) < 1
            or (rule.get("end_type") == "count" and (rule.get("count") or 0) < 1)
            or (rule.get("end_type") == "end_date" and not rule.get("until"))
        ):
            return [first]
        # a record that is never saved: core's own rule says when the events are
        event = self.new({"start": start, "stop": stop, "allday": allday})
        series = self.env["calendar.recurrence"].new(rule)
        series.calendar_event_ids = event
        try:
            found = series._range_calculation(event, stop - start)
        except UserError:
            return [first]
        return sorted((begin, end, allday) for begin, end in found) or [first]

    def _is_reason_needed(self, clashes):
        """Whether what is typed clashes with more than what is saved does."""
        others = {one.key for one in clashes if not self._is_own_business(one)}
        if others and self._origin:
            for known in self._find_clashes(self._origin._get_bookings()):
                others -= {clash.key for clash in known}
        return bool(others)

    def _get_clash_info(self, booking, clashes):
        """Return what the widget shows."""
        proposed = self._propose_ranges(booking)
        return {
            "clashes": [
                {
                    # sudo: the name of a colleague or a room that was asked for
                    "who": clash.who.sudo().display_name,
                    "what": clash.busy.label,
                    "when": self._format_period(clash.busy.start, clash.busy.stop),
                    "is_mine": self._is_own_business(clash),
                }
                for clash in clashes[:MAX_SHOWN]
            ],
            "more": max(len(clashes) - MAX_SHOWN, 0),
            "slots": [self._show_range(*one) for one in proposed],
            "overrides": self._show_overrides(booking.own_ids),
        }

    @api.model
    def _show_range(self, start, stop, allday):
        label = self._format_period(start, stop)
        if allday:
            label = self._format_days(start.date(), stop.date())
        return {
            "label": label,
            "allday": allday,
            "start": start.strftime(ISO),
            "stop": stop.strftime(ISO),
        }

    @api.model
    def _show_overrides(self, event_ids):
        log = self.env["property.clash.override"].search_fetch(
            [("event_id", "in", list(event_ids))], ["user_id", "reason"], limit=3
        )
        return [{"who": one.user_id.display_name, "reason": one.reason} for one in log]
