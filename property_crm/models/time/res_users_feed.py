from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools.ics_feed import FeedItem, make_feed
from ...tools.ics_series import FeedSeries

BEFORE, AFTER = timedelta(days=31), timedelta(days=366)


class ResUsers(models.Model):
    """One's own calendar in other programs."""

    _inherit = "res.users"

    calendar_feed_date = fields.Datetime(
        string="Calendar link since",
        compute="_compute_calendar_feed_date",
        help="Other programs read your calendar under this link. It is shown once;"
        " a new one makes the old one worthless.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["calendar_feed_date"]

    @api.depends_context("uid")
    def _compute_calendar_feed_date(self):
        feeds = self.env["property.calendar.feed"].search([("user_id", "in", self.ids)])
        dates = {feed.user_id.id: feed.create_date for feed in feeds}
        for user in self:
            user.calendar_feed_date = dates.get(user.id)

    def action_renew_calendar_feed(self):
        """Make a new link and show it once; the one before ends."""
        self._check_own_feed()
        # sudo: everybody may have a link to his own calendar, and nothing else
        token = self.env["property.calendar.feed"].sudo()._renew(self.env.user)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Calendar link"),
            "res_model": "property.calendar.feed.show",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "calendar_feed": f"{self.get_base_url()}/calendar/feed/{token}.ics"
            },
        }

    def action_revoke_calendar_feed(self):
        """End the link."""
        self._check_own_feed()
        # sudo: everybody may end the link to his own calendar
        self.env["property.calendar.feed"].sudo()._revoke(self.env.user)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_own_feed(self):
        if self != self.env.user or self.env.user.share:
            raise AccessError(
                self.env._("Everybody makes the link to his own calendar.")
            )

    # What is in it

    def _get_feed(self):
        """Return the calendar of the single user, who asks himself, as bytes."""
        now = fields.Datetime.now()
        return make_feed(self._get_feed_items(now - BEFORE, now + AFTER), self.name)

    def _get_feed_items(self, start, stop):
        """Return the ``FeedItem`` of a period; addons add theirs."""
        return self._get_feed_events(start, stop) + self._get_feed_duties(start, stop)

    def _get_feed_event_domain(self, start, stop):
        """Return the domain of the user's events that no addon tells otherwise."""
        mine = Domain("partner_id", "=", self.partner_id.id)
        return (
            Domain("stop", ">=", start)
            & Domain("start", "<", stop)
            & ~Domain("attendee_ids", "any", mine & Domain("state", "=", "declined"))
            & (Domain("user_id", "=", self.id) | Domain("attendee_ids", "any", mine))
        )

    def _get_feed_events(self, start, stop):
        """Return the user's events; those of a series say so."""
        events = self.env["calendar.event"].search_fetch(
            self._get_feed_event_domain(start, stop),
            ["name", "start", "stop", "allday", "location", "privacy", "write_date"]
            + ["recurrence_id"],
        )
        mine = events.attendee_ids.filtered(
            lambda attendee: attendee.partner_id == self.partner_id
        )
        undecided = mine.filtered(
            lambda attendee: attendee.state in ("tentative", "needsAction")
        ).event_id
        series = self._get_feed_series(events)
        return [
            FeedItem(
                uid=self._get_feed_uid(event),
                start=event.start,
                stop=event.stop,
                allday=event.allday,
                # who is no part of a private event reads no more than in Odoo
                summary=event.display_name or self.env._("Busy"),
                location=event.location or "",
                private=event.privacy in ("private", "confidential"),
                tentative=event in undecided,
                changed=event.write_date,
                series=series.get(event.recurrence_id.id),
            )
            for event in events
        ]

    def _get_feed_series(self, events):
        """Return ``{id: FeedSeries}`` of the series of events."""
        # sudo: how often an event comes back is no secret to who reads the event
        series_sudo = events.recurrence_id.sudo()
        return {
            one.id: FeedSeries(
                uid=self._get_feed_uid(one),
                rule=one.rrule,
                timezone=one.event_tz or self.tz or "UTC",
            )
            for one in series_sudo
            if one.rrule
        }

    def _get_feed_duties(self, start, stop):
        Duty = self.env["property.duty"]
        if not Duty.has_access("read"):
            return []
        duties = Duty.search(
            Duty._get_period_domain(start, stop) & Domain("user_id", "=", self.id)
        )
        labels = dict(Duty._fields["kind"]._description_selection(self.env))
        return [
            FeedItem(
                uid=self._get_feed_uid(duty),
                start=duty.start,
                stop=duty.stop,
                summary=f"{labels[duty.kind]} · {duty.territory_id.name}",
                changed=duty.write_date,
            )
            for duty in duties
        ]

    @api.model
    def _get_feed_uid(self, record):
        # sudo: the name of this database, so that no other's entry is the same
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"{record._name}-{record.id}@{database}"
