from datetime import timedelta

from odoo import fields
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..race import RaceCase


@tagged("post_install", "-at_install")
class TestSignupRace(RaceCase):
    """Two households want the last seat, on connections of their own."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            house = env["property.building"].create(
                {"site_id": self.site_id, "code": "R"}
            )
            units = env["property.unit"].create(
                [{"building_id": house.id, "room": room} for room in ("1", "2")]
            )
            people = env["res.partner"].create([{"name": "First"}, {"name": "Second"}])
            self.made = (people, units, house)
            self.activity_id = self._open_activity(env).id
            self.households = list(zip(units.ids, people.ids, strict=True))

    def _open_activity(self, env):
        start = fields.Datetime.now() + timedelta(days=1)
        activity = env["property.community.activity"].create(
            {
                "name": "Race",
                "site_id": self.site_id,
                "start": start,
                "stop": start + timedelta(hours=1),
                "capacity": 1,
            }
        )
        activity.action_open()
        return activity

    def _clear(self, env):
        activity = env["property.community.activity"].browse(self.activity_id)
        activity.signup_ids.unlink()
        activity.event_id.unlink()
        activity.unlink()
        for records in self.made:
            records.with_env(env).unlink()
        return super()._clear(env)

    def _sign_up(self, env, household):
        unit_id, partner_id = self.households[household]
        signup = env["property.activity.signup"].create(
            {
                "activity_id": self.activity_id,
                "unit_id": unit_id,
                "partner_id": partner_id,
            }
        )
        env.flush_all()
        return signup.state

    def test_one_gets_the_last_seat_and_the_other_waits(self):
        with self._transaction() as first, self._transaction() as second:
            for env in (first, second):  # both have seen that there is a seat
                activity = env["property.community.activity"].browse(self.activity_id)
                self.assertEqual(activity._get_free_seats(), 1)
            self.assertEqual(self._sign_up(first, 0), "signed")
            first.cr.commit()
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY),
            ):
                self._sign_up(second, 1)
            second.cr.rollback()
            second.invalidate_all(flush=False)
            self.assertEqual(self._sign_up(second, 1), "waiting")
