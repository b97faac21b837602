from contextlib import contextmanager
from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged, users

from .common import at
from .test_calendar_event_busy import BusyCommon

CLIENT = {"no_mail_to_attendees": True}


class ClashCommon(BusyCommon):
    """Anna has a visit on Monday from nine to ten."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit = cls._book(cls.anna, "2026-03-30 09:00", "2026-03-30 10:00")
        cls.room, cls.other_room = cls.env["property.common.part"].create(
            [
                {"name": "Big room", "kind": "room", "site_id": site.id}
                for site in (cls.site, cls.other_site)
            ]
        )
        for name in ("dispatcher", "stranger"):
            getattr(cls, f"user_{name}").tz = "Asia/Shanghai"

    def _plan(self, user, people, start, stop, **values):
        """Book as the web client does, as a user."""
        Event = self.env["calendar.event"].with_user(user).with_context(**CLIENT)
        return Event.create(
            {
                "name": "Planned",
                "start": at(start),
                "stop": at(stop),
                "partner_ids": [(6, 0, people.partner_id.ids)],
                **values,
            }
        )

    def _get_log(self):
        return self.env["property.clash.override"].sudo().search([])

    @contextmanager
    def assertTaken(self, *texts):
        with self.assertRaises(ValidationError) as caught:
            yield caught
        # the space before AM is a narrow one
        message = str(caught.exception).replace("\u202f", " ")
        self.assertIn("taken already", message)
        for text in texts:
            self.assertIn(text, message)


@freeze_time("2026-03-01")
@tagged("post_install", "-at_install")
class TestCalendarEventClash(ClashCommon):
    def test_others_are_not_booked_twice_without_a_reason(self):
        with self.assertTaken("Anna: Visit, 03/30/2026 9:00 AM") as caught:
            self._plan(
                self.user_dispatcher, self.anna, "2026-03-30 09:30", "2026-03-30 11:00"
            )
        data = caught.exception.context["property_clash"]
        self.assertEqual(data["field"], "clash_reason")
        [clash] = data["clashes"]
        self.assertEqual(clash["user_id"], self.anna.id)
        self.assertEqual(clash["id"], self.visit.id)
        self.assertEqual(clash["start"], "2026-03-30T01:00:00Z")

    def test_the_reason_is_logged(self):
        event = self._plan(
            self.user_dispatcher,
            self.anna,
            "2026-03-30 09:30",
            "2026-03-30 11:00",
            clash_reason=" Water leak ",
        )
        log = self._get_log()
        self.assertEqual(log.user_id, self.user_dispatcher)
        self.assertEqual(log.reason, "Water leak")
        self.assertEqual(log.event_id, event)
        self.assertEqual(log.start, event.start)
        self.assertEqual(log.taken_user_ids, self.anna)
        self.assertIn("Anna: Visit, 03/30/2026", log.clashes)
        for change in (
            lambda: log.write({"reason": "Nothing"}),
            lambda: log.unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_the_log_is_read_in_ones_own_language_and_zone(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Hospital",
                "resource_id": self.env["resource.resource"]
                .create({"name": "Anna", "user_id": self.anna.id})
                .id,
                "date_from": "2026-03-30 01:30:00",
                "date_to": "2026-03-30 02:30:00",
            }
        )
        dispatcher = self.user_dispatcher
        dispatcher.tz = "Europe/Berlin"
        period = "2026-03-30 09:30", "2026-03-30 11:00"
        self._plan(dispatcher, self.anna, *period, clash_reason="Water leak")
        log = self._get_log()
        self.assertNotIn("Hospital", str(log.taken))
        self.assertEqual(log.taken[0]["start"], "2026-03-30 01:00:00")
        for lang, tz, texts in (
            (
                "en_US",
                "Asia/Shanghai",
                ("Anna: Visit, 03/30/2026 9:00", "Anna: Absent"),
            ),
            ("zh_CN", "Asia/Tokyo", ("Visit", "10:00", "2026")),
        ):
            text = log.with_context(lang=lang, tz=tz).clashes
            for part in texts:
                self.assertIn(part, text)
        self.assertNotIn("9:00", text)

    def test_blank_is_no_reason(self):
        with self.assertTaken():
            self._plan(
                self.user_dispatcher,
                self.anna,
                "2026-03-30 09:30",
                "2026-03-30 11:00",
                clash_reason="  ",
            )

    def test_everybody_does_as_he_likes_with_himself(self):
        self._plan(self.anna, self.anna, "2026-03-30 09:30", "2026-03-30 11:00")
        self.assertFalse(self._get_log())

    def test_what_touches_does_not_clash(self):
        for start, stop in (
            ("2026-03-30 08:00", "2026-03-30 09:00"),
            ("2026-03-30 10:00", "2026-03-30 11:00"),
            ("2026-03-30 09:30", "2026-03-30 09:30"),
        ):
            self._plan(self.user_dispatcher, self.anna, start, stop)

    def test_what_is_over_is_only_noted(self):
        self._book(self.anna, "2026-02-27 09:00", "2026-02-27 10:00")
        self._plan(
            self.user_dispatcher, self.anna, "2026-02-27 09:00", "2026-02-27 10:00"
        )

    def test_what_takes_nobody_is_not_checked(self):
        period = "2026-03-30 09:30", "2026-03-30 11:00"
        event = self._plan(
            self.user_dispatcher, self.anna, *period, show_as="free", active=True
        )
        with self.assertTaken():
            event.show_as = "busy"
        event = self._plan(self.user_dispatcher, self.anna, *period, active=False)
        with self.assertTaken():
            event.active = True

    def test_residents_have_no_calendar_here(self):
        people = self.user_portal + self.user_dispatcher
        self._book(people[0], "2026-03-30 09:00", "2026-03-30 10:00")
        self._plan(self.user_dispatcher, people, "2026-03-30 09:00", "2026-03-30 10:00")

    def test_programs_and_synchronised_calendars_are_logged(self):
        self._book(self.anna, "2026-03-30 09:30", "2026-03-30 11:00")
        log = self._get_log()
        self.assertEqual(log.user_id, self.env.user)
        self.assertIn("by itself", log.reason)
        Event = self.Event.with_user(self.user_dispatcher)
        Event.create(
            {
                "name": "From Google",
                "start": at("2026-03-30 09:30"),
                "stop": at("2026-03-30 11:00"),
                "partner_ids": [(6, 0, self.anna.partner_id.ids)],
            }
        )
        self.assertEqual(len(self._get_log()), 2)
        self.assertEqual(self._get_log()[0].user_id, self.user_dispatcher)

    def test_no_client_can_say_that_it_was_checked(self):
        for value in (True, "checked", 1, {}):
            Event = self.env["calendar.event"].with_user(self.user_dispatcher)
            with self.assertTaken():
                Event.with_context(property_clash=value).create(
                    {
                        "name": "Sly",
                        "start": at("2026-03-30 09:30"),
                        "stop": at("2026-03-30 11:00"),
                        "partner_ids": [(6, 0, self.anna.partner_id.ids)],
                    }
                )

    def test_only_what_is_new_needs_a_reason(self):
        event = self._plan(
            self.user_dispatcher,
            self.anna,
            "2026-03-30 09:30",
            "2026-03-30 11:00",
            clash_reason="Leak",
        )
        event.location = "Hall"
        event.write({"start": at("2026-03-30 09:15"), "stop": at("2026-03-30 10:30")})
        self._book(self.bert, "2026-03-30 09:00", "2026-03-30 10:00", name="Training")
        self._book(self.anna, "2026-03-30 11:00", "2026-03-30 12:00", name="Tour")
        with self.assertTaken("Bert: Training"):
            event.partner_ids = [Command.link(self.bert.partner_id.id)]
        with self.assertTaken("Anna: Tour"):
            event.stop = at("2026-03-30 11:30")
        event.write({"stop": at("2026-03-30 11:30"), "clash_reason": "Longer"})
        self.assertIn("Tour", self._get_log()[0].clashes)
        self.assertNotIn("Visit", self._get_log()[0].clashes)

    def test_each_of_a_batch_needs_its_own_reason(self):
        Event = self.env["calendar.event"].with_user(self.user_dispatcher)
        values = {
            "name": "Batch",
            "start": at("2026-03-30 09:30"),
            "stop": at("2026-03-30 11:00"),
            "partner_ids": [(6, 0, self.anna.partner_id.ids)],
        }
        with self.assertTaken("Visit"):
            Event.create([{**values, "clash_reason": "Leak"}, values])
        later = {"start": at("2026-03-30 14:00"), "stop": at("2026-03-30 15:00")}
        with self.assertTaken("Batch"):
            Event.create([values | later, values | later])

    def test_attendees_that_come_by_themselves(self):
        event = self._plan(
            self.user_dispatcher,
            self.user_dispatcher,
            "2026-03-30 09:30",
            "2026-03-30 11:00",
        )
        Attendee = self.env["calendar.attendee"].with_user(self.user_dispatcher)
        with self.assertTaken("Anna: Visit"):
            Attendee.create(
                {"event_id": event.id, "partner_id": self.anna.partner_id.id}
            )

    def test_a_copy_is_logged_and_can_be_moved(self):
        event = self._plan(
            self.user_dispatcher, self.bert, "2026-03-30 09:30", "2026-03-30 11:00"
        )
        copy = event.copy()
        self.assertEqual(self._get_log().event_id, copy)
        copy.write({"start": at("2026-03-31 09:30"), "stop": at("2026-03-31 11:00")})
        self.assertEqual(len(self._get_log()), 1)

    def test_many_are_named_briefly(self):
        for number in range(12):
            self._book(
                self.bert, "2026-03-30 09:00", "2026-03-30 10:00", name=str(number)
            )
        with self.assertTaken("and 2 more"):
            self._plan(
                self.user_dispatcher, self.bert, "2026-03-30 09:00", "2026-03-30 10:00"
            )

    def test_private_stays_private(self):
        both = self.anna + self.user_dispatcher
        self._book(
            both,
            "2026-04-01 09:00",
            "2026-04-01 10:00",
            name="Doctor",
            privacy="private",
        )
        period = "2026-04-01 09:30", "2026-04-01 11:00"
        with self.assertTaken("Anna: Busy") as caught:
            self._plan(self.user_site_manager, self.anna, *period)
        self.assertNotIn("Doctor", str(caught.exception))
        self.assertNotIn("Doctor", str(caught.exception.context))
        self.assertIs(
            caught.exception.context["property_clash"]["clashes"][0]["id"], False
        )
        # who may read it is told, and does not tell it on
        with self.assertTaken("Anna: Doctor"):
            self._plan(self.user_dispatcher, self.anna, *period)
        self._plan(self.user_dispatcher, self.anna, *period, clash_reason="Leak")
        self.assertIn("Anna: Busy", self._get_log().clashes)
        self.assertNotIn("Doctor", self._get_log().clashes)

    def test_absences(self):
        self._leave(self.bert, "2026-03-30 00:00:00", "2026-03-30 23:59:59")
        with self.assertTaken("Bert: Absent, 03/30/2026\n"):
            self._plan(
                self.user_dispatcher, self.bert, "2026-03-30 09:30", "2026-03-30 11:00"
            )

    def test_rooms(self):
        values = {"common_part_id": self.room.id}
        period = "2026-03-30 14:00", "2026-03-30 15:00"
        mine = self._plan(self.user_dispatcher, self.user_dispatcher, *period, **values)
        with self.assertTaken("Big room: Planned"):
            self._plan(self.user_site_manager, self.bert, *period, **values)
        mine.unlink()
        self._plan(self.user_site_manager, self.bert, *period, **values)

    def test_rooms_of_strangers(self):
        period = "2026-03-30 14:00", "2026-03-30 15:00"
        values = {"common_part_id": self.room.id}
        with self.assertRaises(AccessError):
            self._plan(self.user_stranger, self.user_stranger, *period, **values)
        event = self._plan(self.user_stranger, self.user_stranger, *period)
        with self.assertRaises(AccessError):
            event.write(values)
        event.unlink()
        # who shares an event in a room may move it all the same
        event = self._plan(self.user_dispatcher, self.user_stranger, *period, **values)
        event.with_user(self.user_stranger).start -= timedelta(hours=1)

    def test_meeting_rooms_can_be_booked_and_lifts_cannot(self):
        parts = self.env["property.common.part"].create(
            [
                {"name": kind, "kind": kind, "site_id": self.site.id}
                for kind in ("room", "lift")
            ]
        )
        self.assertEqual(parts.mapped("is_bookable"), [True, False])

    def test_as_many_queries_for_many_as_for_few(self):
        counts = []
        for people in (self.bert + self.carl, self.users + self.user_agent):
            Event = self.Event.with_user(self.user_dispatcher)
            events = Event.create(
                [
                    {
                        "name": "Count",
                        "start": at("2026-04-07 09:00") + timedelta(hours=number),
                        "stop": at("2026-04-07 10:00") + timedelta(hours=number),
                        "partner_ids": [(6, 0, people.partner_id.ids)],
                    }
                    for number in range(2 * len(people))
                ]
            )
            for _run in range(2):  # the first fills the caches
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                events._check_clashes([], "")
                count = self.cr.sql_log_count - before
            counts.append(count)
            events.unlink()
        self.assertEqual(*counts)

    @users(
        "property_dispatcher",
        "technician_0",
        "property_company_manager",
        "property_auditor",
    )
    def test_who_was_booked_twice_sees_it(self):
        log = self._log_one()
        self.assertTrue(log.with_user(self.env.user).search([]))
        for operation in ("create", "write", "unlink"):
            self.assertFalse(log.with_user(self.env.user).has_access(operation))

    @users(
        "stranger", "property_agent", "property_site_manager", "property_integration"
    )
    def test_others_do_not_see_it(self):
        log = self._log_one()
        self.assertFalse(log.with_user(self.env.user).search([]))
        with self.assertRaises(AccessError):
            log.with_user(self.env.user).read(["clashes"])

    def test_residents_see_nothing(self):
        with self.assertRaises(AccessError):
            self._log_one().with_user(self.user_portal).read(["reason"])

    def _log_one(self):
        self._plan(
            self.user_dispatcher,
            self.anna,
            "2026-03-30 09:30",
            "2026-03-30 11:00",
            clash_reason="Leak",
        )
        self.env.invalidate_all()
        return self._get_log()
