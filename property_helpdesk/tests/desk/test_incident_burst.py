import doctest
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import incident_burst
from ...tools.incident_burst import Report, find_bursts

DAY = datetime(2026, 3, 2)
reports = st.lists(
    st.builds(
        lambda minute, like, sender: (DAY + timedelta(minutes=minute), like, sender),
        st.integers(0, 200),
        st.sampled_from("ab"),
        st.integers(1, 4),
    ),
    max_size=20,
).map(lambda rows: [Report(key, *row) for key, row in enumerate(rows)])


@tagged("post_install", "-at_install")
class TestIncidentBurst(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(incident_burst).failed)

    @given(reports, st.integers(2, 4), st.integers(1, 60))
    def test_same_as_looking_at_every_stretch(self, given_reports, count, minutes):
        """A request is in a burst if some stretch around it has enough senders."""
        expected = set()
        for first in given_reports:
            end = first.moment + timedelta(minutes=minutes)
            stretch = [
                one
                for one in given_reports
                if one.like == first.like and first.moment <= one.moment <= end
            ]
            if len({one.sender for one in stretch}) >= count:
                expected.update(one.key for one in stretch)
        bursts = find_bursts(given_reports, count, minutes)
        found = [key for burst in bursts for key in burst]
        self.assertEqual(len(found), len(set(found)))
        self.assertEqual(set(found), expected)

    def test_two_causes_one_after_the_other_are_two(self):
        rows = [
            Report(key, DAY + timedelta(minutes=minute), "lift", sender)
            for key, (minute, sender) in enumerate(
                [(0, "a"), (5, "b"), (60, "c"), (65, "d"), (70, "e")]
            )
        ]
        self.assertEqual(find_bursts(rows, 2, 10), [[0, 1], [2, 3, 4]])

    @given(reports, st.integers(2, 4), st.integers(1, 60), st.randoms())
    def test_order_of_arrival_does_not_matter(self, rows, count, minutes, random):
        bursts = {frozenset(burst) for burst in find_bursts(rows, count, minutes)}
        random.shuffle(rows)
        again = {frozenset(burst) for burst in find_bursts(rows, count, minutes)}
        self.assertEqual(bursts, again)
