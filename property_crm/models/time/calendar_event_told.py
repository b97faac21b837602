from dataclasses import dataclass

from odoo import api, fields, models

from ...tools.busy_time import get_days

# In the context while an event is saved, so that what Odoo does to save it tells
# nobody: who is concerned is told once, at the end. No client can send it.
TOLD = object()
NEWS = {
    "start",
    "stop",
    "start_date",
    "stop_date",
    "allday",
    "duration",
    "active",
    "location",
    "common_part_id",
    "partner_ids",
    "attendee_ids",
}
MAX_DATES = 10


@dataclass(frozen=True)
class Told:
    """What people know of an event, or of the events of a series."""

    name: str
    partners: object
    declined: object
    organiser: object
    slots: tuple  # of (start, stop, allday, place), in their order


class CalendarEvent(models.Model):
    """Those concerned learn of what is new, changed or cancelled: once, not oneself.

    Odoo invites to new events and writes of another start, again if the same start is
    saved again. It says nothing of another end or place, nor to those who are taken
    out, nor of what is cancelled.
    """

    _inherit = "calendar.event"

    def write(self, vals):
        if self._tells_nobody() or not all(self._ids) or not self._has_news(vals):
            return super().write(vals)
        is_series = self._moves_series(vals)
        before = (self - self._get_told_elsewhere())._get_told(is_series)
        silent = self.with_context(property_told=TOLD, skip_attendee_notification=True)
        result = super(CalendarEvent, silent).write(vals)
        self._tell_changes(before, is_series)
        return result

    def unlink(self):
        if not self._tells_nobody():
            (self - self._get_told_elsewhere())._tell_cancelled()
        silent = self.with_context(property_told=TOLD)
        return super(CalendarEvent, silent).unlink()

    @api.model
    def _has_news(self, vals):
        return not NEWS.isdisjoint(vals) or self._moves_series(vals)

    @api.model
    def _tells_nobody(self):
        """Whether another calendar, or whoever saves, sees to it that people know."""
        context = self.env.context
        return (
            context.get("property_told") is TOLD
            or context.get("no_mail_to_attendees")
            or context.get("skip_attendee_notification")
            or context.get("is_calendar_event_new")
            or self._is_synchronised()
        )

    def _get_told_elsewhere(self):
        """Return the events of which the people hear otherwise, from an addon."""
        return self.browse()

    # What people know

    def _get_told(self, is_series):
        """Return ``{key: (events, Told)}``; the events of a series go together."""
        if is_series:
            events = self | self._get_series()
            return {0: (events, events._summarise())} if events else {}
        return {event.id: (event, event._summarise()) for event in self}

    def _summarise(self):
        active = self.filtered("active").sorted(lambda event: (event.start, event.id))
        first = active[:1] or self[:1]
        attendees = active.attendee_ids
        return Told(
            first.name,
            attendees.partner_id,
            attendees.filtered(lambda one: one.state == "declined").partner_id,
            first.user_id,
            tuple(event._get_slot() for event in active),
        )

    def _get_slot(self):
        # sudo: the name of the room is told to those who come
        place = self.location or self.common_part_id.sudo().display_name or ""
        return self.start, self.stop, self.allday, place

    @api.model
    def _get_coming_slots(self, told):
        now = fields.Datetime.now()
        return [slot for slot in told.slots if self._get_end(slot) > now]

    @api.model
    def _get_end(self, slot):
        _start, stop, allday, _place = slot
        return get_days(self.env.tz, stop.date(), stop.date())[1] if allday else stop

    # Telling

    def _tell_changes(self, before, is_series):
        after = self.exists()._get_told(is_series)
        for key, (_events, was) in before.items():
            found, now = after.get(key, (self.browse(), None))
            coming = self._get_coming_slots(now) if now else []
            if not coming:
                if self._get_coming_slots(was) and not (now and now.slots):
                    self._tell("cancelled", was.partners - was.declined, was)
                continue
            stay = now.partners & was.partners
            found._invite(now.partners - was.partners)
            self._tell("cancelled", was.partners - now.partners - was.declined, was)
            old = self._get_coming_slots(was) if is_series else list(was.slots)
            if old != coming and (is_series or list(now.slots) != old):
                self._tell("changed", stay, now, was, found)

    def _invite(self, partners):
        """Send Odoo's invitation to the next event that they take part in."""
        now = fields.Datetime.now()
        coming = self.filtered(lambda event: event.active and event.stop > now)
        first = coming.sorted("start")[:1]
        invited = first.attendee_ids.filtered(lambda one: one.partner_id in partners)
        if invited:
            invited._send_invitation_emails()

    def _tell_cancelled(self):
        """Tell of events that are deleted, of those of a series in one message."""
        together = self.filtered("active").grouped(
            lambda event: (event.name, event.user_id, event.attendee_ids.partner_id)
        )
        for events in together.values():
            was = events._summarise()
            if self._get_coming_slots(was):
                self._tell("cancelled", was.partners - was.declined, was)

    def _tell(self, what, partners, told, was=None, events=None):
        """Write to each partner in his language and his time."""
        me = self.env.user.partner_id
        # sudo: whoever may change an event may let its people know
        for partner in (partners - me).sudo():
            if not partner.active or not self._is_reached(partner):
                continue
            words = self.with_context(
                lang=partner.lang or self.env.lang,
                tz=self._get_told_zone(partner, told.organiser),
            )
            words._send_told(what, partner, told, was, events)

    @api.model
    def _is_reached(self, partner_sudo):
        users = partner_sudo.user_ids.filtered("active")
        return bool(partner_sudo.email or "inbox" in users.mapped("notification_type"))

    @api.model
    def _get_told_zone(self, partner_sudo, organiser=None):
        """Return the time zone of a person: his own, his home's, else the caller's."""
        if partner_sudo.tz:
            return partner_sudo.tz
        occupied, owned = partner_sudo.occupancy_ids, partner_sudo.ownership_ids
        sites = [lines.site_id for lines in (occupied._on_date(), owned._on_date())]
        site = next(filter(None, sites), occupied.site_id)[:1]
        # sudo: the clock of who invites, for the time in the message
        return site.tz or (organiser and organiser.sudo().tz) or self.env.tz.zone

    @api.model
    def _send_told(self, what, partner_sudo, told, was, events):
        subjects = {
            "changed": self.env._("Changed: %(event)s", event=told.name),
            "cancelled": self.env._("Cancelled: %(event)s", event=told.name),
        }
        slots = self._get_coming_slots(told)
        old = self._get_coming_slots(was) or was.slots if was else ()
        body = self.env["ir.qweb"]._render(
            "property_crm.calendar_event_told",
            {
                "what": what,
                "partner": partner_sudo,
                "who": self.env.user.name,
                "name": told.name,
                "dates": [self._describe_slot(slot) for slot in slots[:MAX_DATES]],
                "more": max(len(slots) - MAX_DATES, 0),
                "was": self._describe_slot(old[0]) if len(old) == 1 else None,
                "zone": self.env.context["tz"],
                "link": self._get_told_link(partner_sudo, events),
            },
            minimal_qcontext=True,
        )
        # of what is gone there is no document that the message could hang on
        thread = events[:1] if events else self.env["mail.thread"]
        # sudo: whoever may change an event may let its people know
        thread.with_context(lang=self.env.lang, no_document=True).sudo().message_notify(
            partner_ids=partner_sudo.ids,
            author_id=self.env.user.partner_id.id,
            subject=subjects[what],
            body=body,
            email_layout_xmlid="mail.mail_notification_light",
        )

    @api.model
    def _describe_slot(self, slot):
        start, stop, allday, place = slot
        when = (
            self._format_days(start.date(), stop.date())
            if allday
            else self._format_period(start, stop)
        )
        return {"when": when, "place": place}

    @api.model
    def _get_told_link(self, partner_sudo, events):
        """Return the page on which an invited person answers, as Odoo's mails do."""
        if not events:
            return ""
        # sudo: the answer page of the person who is told
        attendees_sudo = events.sudo().attendee_ids
        mine = attendees_sudo.filtered(lambda one: one.partner_id == partner_sudo)[:1]
        return mine and (
            f"{mine.get_base_url()}/calendar/meeting/view"
            f"?token={mine.access_token}&id={mine.event_id.id}"
        )
