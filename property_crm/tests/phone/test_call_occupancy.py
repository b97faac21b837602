from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import PhoneCommon, at

NOW = "2026-03-02 12:00:00"


@freeze_time(NOW)
class TestCallOccupancy(PhoneCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        cls.service.user_ids = cls.user_agent | cls.user_dispatcher
        cls.enquiry.user_ids = cls.user_agent
        cls._give_duty("08:10", "10:00")

    @classmethod
    def _give_duty(cls, start, stop, **vals):
        return cls.env["property.duty"].create(
            {
                "user_id": cls.user_agent.id,
                "territory_id": cls.site.territory_id.id,
                "start": at(start),
                "stop": at(stop),
                **vals,
            }
        )

    def _talk(self, start, minutes, **vals):
        start = at(start)
        ended = start + timedelta(minutes=minutes)
        vals = {"user_id": self.user_agent.id, **vals}
        times = {"offered_at": start, "answered_at": start, "ended_at": ended}
        return self._make_call(**times, **vals)

    def _get_rows(self, groupby=(), domain=(), user=None):
        """Return ``{group: [hours on duty, on the phone, calls, occupancy]}``."""
        self.env.flush_all()
        names = ["duty_hours", "phone_hours", "taken_count", "occupancy"]
        specs = [f"{name}:{'avg' if name == 'occupancy' else 'sum'}" for name in names]
        domain = [("user_id", "in", self.service.user_ids.ids), *domain]
        report = self.env["property.call.occupancy"].with_user(user or self.env.user)
        rows = report._read_group(domain, groupby, specs)
        size = len(groupby)
        return {row[:size]: [round(n, 4) for n in row[size:]] for row in rows}

    def test_time_on_the_phone_of_time_on_duty(self):
        self._make_call("08:20", user_id=self.user_agent.id, ended="08:21")
        self._talk("08:20", 22)
        self._talk("09:30", 11)
        self._talk("10:30", 20)  # out of the roster
        self.assertEqual(self._get_rows(), {(): [1.8333, 0.55, 2, 30]})
        self.assertEqual(
            self._get_rows(["half_hour"]),
            {
                ("16:00",): [0.3333, 0.1667, 1, 50],
                ("16:30",): [0.5, 0.2, 0, 40],
                ("17:00",): [0.5, 0, 0, 0],
                ("17:30",): [0.5, 0.1833, 1, 36.6667],
            },
        )

    def test_two_duties_at_a_time_are_one_person(self):
        elsewhere = self.other_site.territory_id.id
        self._give_duty("09:00", "09:40", territory_id=elsewhere)
        self._give_duty("09:50", "10:10", territory_id=elsewhere)
        self._give_duty("11:45", "13:00")  # it is twelve now
        self._give_duty("06:00", "07:00", kind="on_call")
        self._give_duty("08:00", "09:00", user_id=self.user_site_manager.id)
        self.assertEqual(self._get_rows()[()][0], 2.25)

    def test_who_has_two_queues_is_in_both_and_once_in_all(self):
        self._give_duty("08:00", "09:00", user_id=self.user_dispatcher.id)
        self._talk("08:30", 11)
        self._talk("08:30", 30, user_id=self.user_dispatcher.id)
        rows = self._get_rows(["queue_ids"])
        self.assertEqual(rows[self.service,], [2.8333, 0.6833, 2, 24.1176])
        self.assertEqual(rows[self.enquiry,], [1.8333, 0.1833, 1, 10])
        self.assertEqual(self._get_rows()[()][0], 2.8333)
        found = self._get_rows(domain=[("queue_ids", "=", self.enquiry.id)])
        self.assertEqual(found[()][0], 1.8333)

    def test_who_sees_it(self):
        far = self._create_users(("far", "property_crm.group_property_site_manager"))
        self._enrol(far, self.other_site.territory_id)
        for user, hours in (
            (self.user_company_manager, 1.8333),
            (self.user_site_manager, 1.8333),
            (self.user_auditor, 1.8333),
            (far, 0),
        ):
            self.assertEqual(self._get_rows(user=user)[()][0], hours, user.name)
        for user in (self.user_agent, self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                self._get_rows(user=user)
