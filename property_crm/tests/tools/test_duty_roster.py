import doctest
from datetime import date, datetime, timedelta

import pytz

from odoo.tests import BaseCase, tagged

from ...tools import duty_roster
from ...tools.duty_roster import (
    Turn,
    cut,
    get_daily_shifts,
    get_whole_shift,
    measure_minutes,
    rotate,
    to_utc,
)

BERLIN = pytz.timezone("Europe/Berlin")
DAY = date(2026, 3, 28)


@tagged("post_install", "-at_install")
class TestDutyRoster(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(duty_roster).failed)

    def test_turns_cover_every_day_once(self):
        for count in (1, 2, 3):
            for length in (1, 3, 7):
                turns = rotate(list(range(count)), DAY, DAY + timedelta(25), length)
                days = [
                    turn.first + timedelta(number)
                    for turn in turns
                    for number in range((turn.last - turn.first).days + 1)
                ]
                with self.subTest(count=count, length=length):
                    self.assertEqual(days, [DAY + timedelta(n) for n in range(26)])
                    self.assertEqual(turns[-1].person, (len(turns) - 1) % count)

    def test_without_people_there_are_no_turns(self):
        self.assertEqual(rotate([], DAY, DAY), [])

    def test_a_night_in_which_clocks_change_is_shorter(self):
        turn = Turn(1, DAY, DAY)
        ((start, stop),) = get_daily_shifts(BERLIN, turn, 18 * 60, 8 * 60)
        self.assertEqual(start, datetime(2026, 3, 28, 17))
        self.assertEqual(stop, datetime(2026, 3, 29, 6))

    def test_minutes_that_do_not_exist_come_when_the_clock_has_jumped(self):
        self.assertEqual(
            to_utc(BERLIN, date(2026, 3, 29), 150), datetime(2026, 3, 29, 0, 30)
        )

    def test_only_on_some_weekdays(self):
        week = Turn(1, date(2026, 3, 9), date(2026, 3, 15))
        shifts = get_daily_shifts(pytz.utc, week, 0, 0, weekdays=(5, 6))
        self.assertEqual([start.day for start, _stop in shifts], [14, 15])
        self.assertEqual(shifts[0][1] - shifts[0][0], timedelta(days=1))

    def test_a_turn_in_one_piece(self):
        week = Turn(1, date(2026, 3, 9), date(2026, 3, 15))
        start, stop = get_whole_shift(pytz.utc, week, 8 * 60)
        self.assertEqual(stop - start, timedelta(days=7))

    def test_cutting_and_measuring(self):
        first = datetime(2026, 3, 9)
        hour = timedelta(hours=1)
        parts = cut([(first, first + 3 * hour)], first + hour, first + 2 * hour)
        self.assertEqual(measure_minutes(parts), 60)
        self.assertEqual(
            cut([(first, first + hour)], first + hour, first + 2 * hour), []
        )
