import doctest

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools import sample, strata
from ...tools.sample import Outcome, allocate, rates, size_for_share
from ...tools.strata import Stratum, post_stratify

answers = st.lists(st.integers(0, 100), max_size=8)
layers = st.lists(st.tuples(st.integers(1, 500), answers), min_size=1, max_size=6).map(
    lambda parts: [
        Stratum(str(number), len(given) + people, given)
        for number, (people, given) in enumerate(parts)
    ]
)


class TestSample(BaseCase):
    def test_documentation(self):
        for module in (sample, strata):
            self.assertFalse(doctest.testmod(module).failed, module)

    def test_rates(self):
        outcome = Outcome(650, 50, 150, 100, 30, 20)
        found = rates(outcome)
        wanted = {"rr1": 65, "rr2": 70, "refusal": 15, "coop1": 73.9, "coop3": 76.5}
        for name, percent in wanted.items():
            self.assertAlmostEqual(100 * found[name], percent, delta=0.05, msg=name)
        self.assertEqual(found["rr3"], found["rr1"])
        self.assertEqual(rates(outcome, 0)["rr3"], 650 / 980)
        self.assertIsNone(rates(Outcome())["rr1"])

    @settings(max_examples=60)
    @given(st.floats(0.01, 0.3), st.integers(1, 20_000), st.floats(0.05, 0.95))
    def test_size_is_the_smallest_that_is_precise(self, margin, population, rate):
        size = size_for_share(margin, population, rate)
        self.assertTrue(1 <= size <= population)

        def reached(n):
            if n >= population:
                return 0.0
            left = (population - n) / (population - 1)
            return 1.959964 * (rate * (1 - rate) / n * left) ** 0.5

        self.assertLessEqual(reached(size), margin * (1 + 1e-5))
        if size > 1:
            self.assertGreater(reached(size - 1), margin * (1 - 1e-5))

    def test_refused(self):
        for refused in (
            lambda: size_for_share(0),
            lambda: size_for_share(0.1, share=1.1),
            lambda: sample.size_for_mean(0, 1),
            lambda: sample.invitations(5, 0),
            lambda: allocate(-1, {"a": 1}),
            lambda: allocate(1, {"a": -1}),
        ):
            with self.assertRaises(ValueError):
                refused()
        self.assertEqual(size_for_share(0.05, 0), 0)

    @settings(max_examples=80)
    @given(
        st.integers(0, 400),
        st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 200), min_size=1),
    )
    def test_allocation(self, size, counts):
        found = allocate(size, counts)
        total = sum(counts.values())
        self.assertEqual(sum(found.values()), min(size, total))
        for name, count in counts.items():
            self.assertLessEqual(found[name], count)
            if total:
                exact = min(size, total) * count / total
                self.assertLess(abs(found[name] - exact), 1)

    def test_equal_remainders_go_to_the_larger(self):
        self.assertEqual(allocate(5, {"a": 1, "b": 3, "c": 1, "d": 5})["b"], 2)

    @settings(max_examples=60)
    @given(layers)
    def test_weights_stand_for_everybody(self, parts):
        found = post_stratify(parts, cap=float("inf"))
        answered = [one for one in parts if one.answers]
        if not answered:
            self.assertIsNone(found.mean)
            return
        n = sum(len(one.answers) for one in answered)
        mass = sum(found.weights[one.name] * len(one.answers) for one in answered)
        self.assertAlmostEqual(mass, n)
        each = [found.weights[one.name] for one in answered for _answer in one.answers]
        values = [answer for one in answered for answer in one.answers]
        self.assertAlmostEqual(found.mean, numpy.average(values, weights=each))
        self.assertAlmostEqual(found.raw, numpy.mean(values))
        self.assertLessEqual(found.effective, n + 1e-6)
        self.assertEqual(
            found.merged.keys(), {one.name for one in parts if not one.answers}
        )
        self.assertFalse(found.capped)

    def test_capped(self):
        parts = [Stratum("a", 1000, [50]), Stratum("b", 100, [90] * 9)]
        found = post_stratify(parts)
        self.assertEqual(found.capped, ("a",))
        self.assertEqual(found.weights["a"], 5)
        low = 100 * 10 / 1100 / 9
        self.assertAlmostEqual(found.mean, (250 + 810 * low) / (5 + 9 * low))
