from datetime import date, datetime, timedelta, timezone

import vobject

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import TimeCommon


def _to_utc(instant):
    return instant.astimezone(timezone.utc).replace(tzinfo=None)


@tagged("post_install", "-at_install")
class TestCalendarFeed(HttpCase, TimeCommon):
    """The link is asked, and its answer read, as calendar programs do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls.user_agent
        cls.owner.tz = "Asia/Shanghai"
        day = datetime.combine(date.today(), datetime.min.time()) + timedelta(days=2)
        cls.nine = day.replace(hour=1)
        cls.own = cls._create_event("Viewing; gate 2", 0, location="Gate, 2")
        cls.feast = cls._create_event("Feast", 0, allday=True)
        cls._create_event("Doctor", 2, user=cls.user_dispatcher, privacy="private")
        cls.env["property.duty"].create(
            {
                "user_id": cls.owner.id,
                "territory_id": cls.site.territory_id.id,
                "start": cls.nine + timedelta(days=1),
                "stop": cls.nine + timedelta(days=1, hours=8),
            }
        )

    @classmethod
    def _create_event(cls, name, hours, user=None, **values):
        user = user or cls.owner
        start = cls.nine + timedelta(hours=hours)
        return (
            cls.env["calendar.event"]
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": name,
                    "user_id": user.id,
                    "partner_ids": [Command.set(user.partner_id.ids)],
                    "start": start,
                    "stop": start + timedelta(hours=1),
                    **values,
                }
            )
        )

    def _make_link(self):
        action = self.owner.with_user(self.owner).action_renew_calendar_feed()
        shown = self.env["property.calendar.feed.show"].with_context(
            **action["context"]
        )
        return "/calendar/feed/" + shown.new({}).url.rsplit("/", 1)[1]

    def _read(self, link):
        answer = self.url_open(link)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("text/calendar", answer.headers["Content-Type"])
        calendar = vobject.readOne(answer.text)
        return {event.summary.value: event for event in calendar.vevent_list}

    def test_own_events_and_duty_as_others_read_them(self):
        events = self._read(self._make_link())
        self.assertEqual(
            set(events), {"Viewing; gate 2", "Feast", "On duty · Lakeside"}
        )
        viewing, feast = events["Viewing; gate 2"], events["Feast"]
        self.assertEqual(viewing.dtstart.value, self.nine.replace(tzinfo=timezone.utc))
        self.assertEqual(viewing.location.value, "Gate, 2")
        self.assertEqual(feast.dtstart.value, self.nine.date())
        self.assertEqual(feast.dtend.value, self.nine.date() + timedelta(days=1))

    def _create_series(self, name, hours, count):
        event = self._create_event(
            name,
            hours,
            recurrency=True,
            rrule_type_ui="daily",
            rrule_type="daily",
            interval=1,
            event_tz="Asia/Shanghai",
            end_type="count",
            count=count,
        )
        return event.recurrence_id.calendar_event_ids.sorted("start")

    def test_a_series_is_one_entry_with_what_differs(self):
        series = self._create_series("Round", 4, 6)
        self._create_series("Other", 6, 2)
        starts = series.mapped("start")
        series[1].write({"start": starts[1] + timedelta(hours=1)})
        series[2].name = "Round with guests"
        series[3].attendee_ids.state = "declined"
        series[4].unlink()
        calendar = vobject.readOne(self.url_open(self._make_link()).text)
        events = [
            event
            for event in calendar.vevent_list
            if event.summary.value.startswith("Round")
        ]
        self.assertEqual(len({event.uid.value for event in events}), 1)
        rule = next(event for event in events if hasattr(event, "rrule"))
        self.assertEqual(
            [_to_utc(place) for place in rule.getrruleset()],
            [*starts[:3], starts[5]],
        )
        other = {
            _to_utc(event.recurrence_id.value): event
            for event in events
            if event is not rule
        }
        self.assertEqual(set(other), {starts[1], starts[2]})
        moved = _to_utc(other[starts[1]].dtstart.value)
        self.assertEqual(moved, starts[1] + timedelta(hours=1))
        self.assertEqual(other[starts[2]].summary.value, "Round with guests")

    def test_not_what_was_declined(self):
        link = self._make_link()
        self.own.attendee_ids.state = "declined"
        self.assertNotIn("Viewing", self.url_open(link).text)

    def test_same_content_is_not_sent_twice(self):
        link = self._make_link()
        tag = self.url_open(link).headers["ETag"]
        again = self.url_open(link, headers={"If-None-Match": tag})
        self.assertEqual((again.status_code, again.content), (304, b""))
        self.own.name = "Other"
        self.env.flush_all()
        changed = self.url_open(link, headers={"If-None-Match": tag})
        self.assertEqual(changed.status_code, 200)

    def test_a_new_link_ends_the_old_and_is_kept_nowhere(self):
        old, new = self._make_link(), self._make_link()
        self.assertEqual(self.url_open(old).status_code, 404)
        self.assertEqual(self.url_open(new).status_code, 200)
        token = new.rsplit("/", 1)[1].removesuffix(".ics")
        feed = self.env["property.calendar.feed"].search([])
        self.assertNotIn(token, str(feed.sudo().mapped("token_hash")))
        self.assertTrue(self.owner.with_user(self.owner).calendar_feed_date)
        self.owner.with_user(self.owner).action_revoke_calendar_feed()
        self.assertEqual(self.url_open(new).status_code, 404)

    def test_not_of_who_is_gone(self):
        link = self._make_link()
        self.owner.active = False
        self.env.flush_all()
        self.assertEqual(self.url_open(link).status_code, 404)
        self.assertEqual(self.url_open("/calendar/feed/x.ics").status_code, 404)

    def test_only_one_s_own(self):
        self._make_link()
        owner = self.owner
        for user in (self.user_stranger, self.user_company_manager):
            for act in ("action_renew_calendar_feed", "action_revoke_calendar_feed"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(owner.with_user(user), act)()
            feeds = self.env["property.calendar.feed"].with_user(user)
            self.assertFalse(feeds.search([]))
        feeds = self.env["property.calendar.feed"].with_user(owner).search([])
        for act in (feeds.unlink, lambda: feeds.read(["token_hash"])):
            with self.assertRaises(AccessError):
                act()
        portal = self.user_portal
        with self.assertRaises(AccessError):
            portal.with_user(portal).action_renew_calendar_feed()
