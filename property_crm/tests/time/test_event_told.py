from odoo.fields import Command
from odoo.tests import freeze_time

from .common import TimeCommon, at

DAY = "2026-03-12"


@freeze_time("2026-03-09 04:30:00")
class TestEventTold(TimeCommon):
    """Who is told what of events: once, in his language and his time, not oneself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.manager, cls.agent = cls.user_site_manager, cls.user_agent
        cls.manager.tz = cls.agent.tz = "Europe/Paris"
        cls.customer = cls.env["res.partner"].create(
            {"name": "Zhang San", "email": "zhang@example.com", "lang": "zh_CN"}
        )
        cls.env["property.occupancy"].create(
            {
                "unit_id": cls.unit.id,
                "partner_id": cls.customer.id,
                "role": "tenant",
                "date_from": "2025-01-01",
            }
        )
        cls.guest = cls.env["res.partner"].create(
            {"name": "Guest", "email": "guest@example.com", "tz": "America/New_York"}
        )
        cls.people = cls.customer | cls.agent.partner_id
        cls.event = cls._create_event().with_user(cls.manager)
        cls.env.flush_all()

    @classmethod
    def _create_event(cls, told=False, **values):
        event = cls.env["calendar.event"].with_user(cls.manager)
        event = event.with_context(no_mail_to_attendees=not told).create(
            {
                "name": "Handover",
                "user_id": cls.manager.id,
                "partner_ids": [Command.set((cls.people | cls.manager.partner_id).ids)],
                "start": at(f"{DAY} 15:00"),
                "stop": at(f"{DAY} 16:00"),
                **values,
            }
        )
        return event.with_context(no_mail_to_attendees=False)

    def _act(self, act):
        """Return ``{partner: [body]}`` of what an act sends."""
        self.env.flush_all()
        last = (
            self.env["mail.notification"].search([], order="id desc", limit=1).id or 0
        )
        act()
        self.env.flush_all()
        told = {}
        for sent in self.env["mail.notification"].search([("id", ">", last)]):
            message = sent.mail_message_id
            told.setdefault(sent.res_partner_id, []).append(
                f"{message.subject} {message.body}"
            )
        return told

    def assertTold(self, told, partners, word=""):
        """Each of them once, nobody else."""
        self.assertEqual(set(told), set(partners))
        for bodies in told.values():
            self.assertEqual(len(bodies), 1)
            self.assertIn(word, bodies[0])

    def test_invited_once_in_the_time_of_home(self):
        told = self._act(
            lambda: self._create_event(
                told=True, start=at("2026-03-13 15:00"), stop=at("2026-03-13 16:00")
            )
        )
        self.assertTold(told, self.people)
        self.assertIn("Asia/Shanghai", told[self.customer][0])
        self.assertIn("Europe/Paris", told[self.agent.partner_id][0])

    def test_another_time_once_and_not_again(self):
        new = {"start": at(f"{DAY} 17:00"), "stop": at(f"{DAY} 18:00")}
        told = self._act(lambda: self.event.write(dict(new)))
        self.assertTold(told, self.people)
        self.assertIn("17:00", told[self.customer][0])
        self.assertIn("10:00", told[self.agent.partner_id][0])
        self.assertFalse(self._act(lambda: self.event.write(dict(new))))

    def test_end_and_place_are_news_and_the_name_is_none(self):
        self.assertTold(
            self._act(lambda: self.event.write({"stop": at(f"{DAY} 17:00")})),
            self.people,
        )
        told = self._act(lambda: self.event.write({"location": "Gate 2"}))
        self.assertTold(told, self.people, "Gate 2")
        self.assertFalse(self._act(lambda: self.event.write({"name": "Keys"})))

    def test_who_comes_is_invited_who_goes_is_told(self):
        told = self._act(
            lambda: self.event.write(
                {
                    "partner_ids": [
                        Command.link(self.guest.id),
                        Command.unlink(self.customer.id),
                    ]
                }
            )
        )
        self.assertTold(told, self.guest | self.customer)
        self.assertIn("America/New_York", told[self.guest][0])

    def test_cancelled_by_archiving_and_by_deleting(self):
        other = self._create_event(
            start=at("2026-03-13 15:00"), stop=at("2026-03-13 16:00")
        )
        self.assertTold(
            self._act(lambda: self.event.write({"active": False})), self.people
        )
        self.assertFalse(self._act(lambda: self.event.write({"active": False})))
        self.assertFalse(self._act(self.event.unlink))
        self.assertTold(self._act(other.unlink), self.people, "Handover")

    def test_the_cancelled_message_outlives_the_event(self):
        self._act(self.event.unlink)
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.customer.ids)], order="id desc", limit=1
        )
        self.assertTrue(message.mail_ids)

    def test_who_declined_need_not_know_that_it_is_off(self):
        self.event.attendee_ids.filtered(
            lambda one: one.partner_id == self.customer
        ).state = "declined"
        self.assertTold(self._act(self.event.unlink), self.agent.partner_id)

    def test_not_of_what_is_past(self):
        past = self._create_event(
            start=at("2026-03-02 15:00"), stop=at("2026-03-02 16:00")
        )
        self.assertFalse(self._act(lambda: past.write({"location": "Gate 2"})))
        self.assertFalse(self._act(past.unlink))

    def test_a_series_is_one_message(self):
        series = self._create_event(
            name="Round",
            start=at("2026-03-16 15:00"),
            stop=at("2026-03-16 16:00"),
            recurrency=True,
            rrule_type_ui="daily",
            rrule_type="daily",
            interval=1,
            end_type="count",
            count=4,
        )
        told = self._act(
            lambda: series.write(
                {"recurrence_update": "all_events", "start": at("2026-03-16 18:00")}
            )
        )
        self.assertTold(told, self.people)
        events = (
            self.env["calendar.event"]
            .with_user(self.manager)
            .search(
                [("recurrence_id", "!=", False), ("name", "=", "Round")], order="start"
            )
        )
        self.assertEqual(len(events), 4)
        told = self._act(lambda: events[0].action_mass_deletion("all_events"))
        self.assertTold(told, self.people)

    def test_whoever_says_so_himself(self):
        silent = self.event.with_context(no_mail_to_attendees=True)
        self.assertFalse(self._act(silent.unlink))
