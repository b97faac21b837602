import doctest
from math import isclose

from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import erlang, half_hours
from ...tools.erlang import get_agents_needed, get_load, get_rostered, get_service

loads = st.floats(0.01, 300)
handles = st.floats(1, 3600)
agents = st.integers(1, 400)
seconds = st.floats(0, 600)


@tagged("post_install", "-at_install")
class TestErlang(BaseCase):
    """Vectors of domain.md 4.7, and what must hold whatever the numbers."""

    def test_examples(self):
        for module in (erlang, half_hours):
            self.assertFalse(doctest.testmod(module).failed)

    def test_vectors(self):
        load = get_load(100, 180, 1800)
        for number, chance, level, occupancy, wait in (
            (13, 0.285270453, 0.795594788, 0.769231, 17.12),
            (14, 0.174131934, 0.888350019, 0.714286, 7.84),
            (15, 0.102042367, 0.941452843, 0.666667, 3.67),
        ):
            service = get_service(load, number, 180)
            self.assertAlmostEqual(service.wait_chance, chance, 9)
            self.assertAlmostEqual(service.get_level(20), level, 9)
            self.assertAlmostEqual(service.occupancy, occupancy, 6)
            self.assertAlmostEqual(service.wait, wait, 2)
        self.assertAlmostEqual(get_service(0.5, 1, 60).wait_chance, 0.5, 12)

    def test_edges(self):
        full = get_service(10, 10, 180)
        self.assertEqual((full.wait_chance, full.get_level(20)), (1, 0))
        self.assertIsNone(full.wait)
        nobody = get_service(10, 0, 180)
        self.assertEqual((nobody.wait_chance, nobody.occupancy), (1, 1))
        quiet = get_service(0, 3, 180)
        self.assertEqual((quiet.wait_chance, quiet.get_level(0), quiet.wait), (0, 1, 0))
        self.assertEqual(get_service(0.1, 400, 180).wait_chance, 0)
        self.assertGreater(get_agents_needed(20000, 180), 20000)
        self.assertEqual(get_rostered(0, 30), 0)
        self.assertEqual(get_rostered(7, 0), 7)

    @given(loads, agents, handles, seconds)
    def test_more_agents_serve_better(self, load, number, handle, within):
        fewer, more = (get_service(load, number + extra, handle) for extra in (0, 1))
        self.assertLessEqual(more.wait_chance, fewer.wait_chance)
        self.assertGreaterEqual(more.get_level(within), fewer.get_level(within))
        self.assertLessEqual(more.occupancy, fewer.occupancy)
        if fewer.is_stable:
            self.assertLessEqual(more.wait, fewer.wait)
        else:
            self.assertEqual((fewer.wait_chance, fewer.get_level(within)), (1, 0))

    @given(loads, st.floats(0.01, 50), agents, handles, seconds)
    def test_more_calls_are_served_worse(self, load, extra, number, handle, within):
        few = get_service(load, number, handle)
        many = get_service(load + extra, number, handle)
        self.assertGreaterEqual(many.wait_chance, few.wait_chance)
        self.assertLessEqual(many.get_level(within), few.get_level(within))

    @given(loads, agents, handles, seconds, seconds)
    def test_more_time_is_kept_more_often(self, load, number, handle, one, other):
        service = get_service(load, number, handle)
        early, late = sorted((one, other))
        self.assertGreaterEqual(service.get_level(late), service.get_level(early))
        self.assertTrue(0 <= service.get_level(early) <= 1)

    @given(loads, handles, st.floats(0.01, 0.99), seconds, st.floats(0.3, 1))
    def test_the_fewest_who_are_enough(self, load, handle, level, within, occupancy):
        number = get_agents_needed(load, handle, level, within, occupancy)

        def is_enough(agents):
            service = get_service(load, agents, handle)
            return service.get_level(within) >= level and load <= occupancy * agents

        assume(not isclose(load, occupancy * (number - 1)))
        self.assertTrue(is_enough(number))
        self.assertFalse(is_enough(number - 1))

    @given(st.integers(0, 10000), st.integers(0, 99))
    def test_the_roster_covers_who_is_absent(self, number, shrinkage):
        rostered = get_rostered(number, shrinkage)
        self.assertGreaterEqual(rostered * (100 - shrinkage), number * 100)
        if number:
            self.assertLess((rostered - 1) * (100 - shrinkage), number * 100)
