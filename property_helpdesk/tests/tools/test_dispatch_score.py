import doctest
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import dispatch_score
from ...tools.dispatch_score import (
    OVERFLOW,
    WAIT,
    Need,
    Person,
    find_obstacles,
    judge,
    longest_idle,
    rank,
    route,
)

A = Person(1, {"lift": 5, "en": 1}, idle=300)
B = Person(2, {"lift": 3}, idle=900)
C = Person(3, {"billing": 1}, idle=1200)
ALL = [A, B, C]

people = st.builds(
    Person,
    key=st.integers(1, 9),
    skills=st.dictionaries(st.sampled_from("xyz"), st.integers(0, 5)),
    load=st.integers(0, 12),
    capacity=st.integers(0, 10),
    distance=st.none() | st.integers(0, 4),
    rating=st.none() | st.floats(1, 5),
    history=st.integers(0, 6),
    idle=st.none() | st.integers(-5, 999),
    is_on_shift=st.booleans(),
    is_barred=st.booleans(),
)
needs = st.builds(
    Need,
    required=st.dictionaries(st.sampled_from("xy"), st.integers(0, 4)),
    optional=st.dictionaries(st.sampled_from("z"), st.integers(0, 4)),
)

# measure, need, and what a person has with the points it brings
POINTS = (
    ("near", {}, [({"distance": n}, 100 // (n + 1)) for n in range(3)]),
    (
        "load",
        {},
        (
            ({"load": 3, "capacity": 4}, 25),
            ({"load": 4}, 60),  # of the usual ten
            ({"load": 12}, 0),
        ),
    ),
    (
        "skill",
        {"optional": {"x": 1, "y": 0, "z": 2, "w": 1}},
        (({"skills": {"x": 1, "y": 0, "z": 1}}, 50), ({}, 0)),
    ),
    (
        "language",
        {"language": "zh_CN"},
        (({"languages": frozenset({"zh_CN"})}, 100), ({}, 0)),
    ),
    ("rating", {}, (({"rating": 4.0}, 80), ({"rating": 5.0}, 100), ({}, 60))),
    (
        "history",
        {},
        [({"history": n}, (0, 33, 67, 100, 100)[n]) for n in range(5)],
    ),
    (
        "idle",
        {},
        (
            ({"idle": 0}, 0),
            ({"idle": 240}, 50),
            ({"idle": 999}, 100),
            ({}, 100),
        ),
    ),
)


@tagged("post_install", "-at_install")
class TestDispatchScore(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(dispatch_score).failed)

    def test_skill_routing(self):
        """The agents of spec/domain.md 4.7."""
        english = Need({"lift": 3}, {"en": 1})
        busy = [replace(A, load=1, capacity=1), B, C]
        for need, team, waited, expected in (
            (Need({"lift": 3}), ALL, 0, 2),
            (Need({"lift": 4}), ALL, 0, 1),
            (english, ALL, 0, 1),
            (english, busy, 0, WAIT),
            (english, busy, 9, WAIT),
            (english, busy, 10, 2),
            (english, [B, C], 0, 2),
            (Need({"plumbing": 1}), ALL, 0, WAIT),
            (Need({"plumbing": 1}), ALL, 10, OVERFLOW),
        ):
            with self.subTest(need=need, waited=waited):
                self.assertEqual(route(team, need, waited, timeout=10), expected)

    def test_each_rule_excludes_and_is_told(self):
        need = Need({"lift": 3})
        good = Person(1, {"lift": 3})
        for person, codes in (
            (good, []),
            (replace(good, is_barred=True), ["barred"]),
            (replace(good, is_here=False), ["elsewhere"]),
            (replace(good, skills={}), ["no_skill"]),
            (replace(good, skills={"lift": 2}), ["low_skill"]),
            (replace(good, skills={}, expired=frozenset({"lift"})), ["expired"]),
            (replace(good, expired=frozenset({"lift"})), []),
            (replace(good, is_on_shift=False), ["off_shift"]),
            (replace(good, load=2, capacity=2), ["full"]),
            (replace(good, load=1, capacity=2), []),
            (replace(good, load=99, capacity=0), []),
            (replace(good, is_barred=True, skills={}), ["barred", "no_skill"]),
        ):
            with self.subTest(person=person):
                found = [reason.code for reason in find_obstacles(person, need)]
                self.assertEqual(found, codes)
                self.assertEqual(judge(person, need).is_eligible, not codes)

    def test_each_measure_decides_alone(self):
        need = Need(optional={"x": 1}, language="zh_CN")
        plain = Person(1, distance=1, load=5, capacity=10, rating=3.0, idle=100)
        for code, better in (
            ("near", replace(plain, key=2, distance=0)),
            ("load", replace(plain, key=2, load=4)),
            ("skill", replace(plain, key=2, skills={"x": 1})),
            ("language", replace(plain, key=2, languages=frozenset({"zh_CN"}))),
            ("rating", replace(plain, key=2, rating=4.0)),
            ("history", replace(plain, key=2, history=1)),
            ("idle", replace(plain, key=2, idle=400)),
        ):
            with self.subTest(measure=code):
                first = rank([plain, better], need, {code: 1})[0]
                self.assertEqual(first.key, 2)
                self.assertEqual([r.code for r in first.reasons], [code])
                others = {**dispatch_score.WEIGHTS, code: 0}
                scores = {judge(p, need, others).score for p in (plain, better)}
                self.assertEqual(len(scores), 1)

    def _get_points(self, person, code, **need):
        return judge(person, Need(**need), {code: 1}).score

    def test_points_of_each_measure(self):
        for code, need, cases in POINTS:
            for values, points in cases:
                with self.subTest(code=code, values=values):
                    person = Person(1, **values)
                    self.assertEqual(self._get_points(person, code, **need), points)

    def test_points_are_shared_out_by_weight(self):
        need = Need(optional={"x": 1}, language="zh_CN")
        verdict = judge(Person(1, {"x": 1}, load=5, capacity=10), need)
        points = {reason.code: reason.points for reason in verdict.reasons}
        # 25 near, half of 25 for the load, 10 for the skill, 6 unrated, 10 idle
        self.assertEqual(
            points,
            {
                "near": 25,
                "load": 12,
                "skill": 10,
                "idle": 10,
                "rating": 6,
                "language": 0,
                "history": 0,
            },
        )
        self.assertEqual(verdict.score, 64)
        told = {reason.code: (reason.has, reason.asked) for reason in verdict.reasons}
        self.assertEqual(told["language"], (False, "zh_CN"))
        self.assertEqual((told["skill"], told["load"]), ((1, 1), (5, 10)))
        self.assertEqual(
            list(points), list(dict(sorted(points.items(), key=lambda p: -p[1])))
        )
        self.assertEqual(judge(replace(A, is_barred=True), need).score, 0)
        self.assertEqual(sum(dispatch_score.WEIGHTS.values()), 100)

    def test_without_weights_nobody_has_points(self):
        self.assertEqual(
            judge(A, Need(), dict.fromkeys(dispatch_score.WEIGHTS, 0)).score, 0
        )

    def test_whoever_is_barred_is_not_waited_for(self):
        english = Need({"lift": 3}, {"en": 1})
        self.assertEqual(route([replace(A, is_barred=True), B], english, 0, 10), 2)
        off = replace(A, is_on_shift=False)
        self.assertEqual(route([off, B], english, 0, 10), WAIT)
        self.assertEqual(route([off, B], english), 2)

    def test_ties_go_to_who_waited_longest(self):
        short, long, never = Person(1, idle=5), Person(2, idle=9), Person(3)
        ranked = rank([short, long, never], Need(), {"load": 1})
        self.assertEqual([v.key for v in ranked], [3, 2, 1])
        self.assertEqual(longest_idle([short, long]), 2)
        self.assertEqual(longest_idle([short, long, never]), 3)

    @given(st.lists(people, max_size=6, unique_by=lambda p: p.key), needs)
    def test_order_and_turn_keep_the_rules(self, team, need):
        verdicts = rank(team, need)
        self.assertEqual({v.key for v in verdicts}, {p.key for p in team})
        eligible = [v.is_eligible for v in verdicts]
        self.assertEqual(eligible, sorted(eligible, reverse=True))
        self.assertTrue(all(0 <= v.score <= 100 for v in verdicts))
        for waited in (0, 60):
            chosen = route(team, need, waited, timeout=30)
            if isinstance(chosen, int):
                person = next(p for p in team if p.key == chosen)
                self.assertFalse(find_obstacles(person, need))
            else:
                self.assertEqual(chosen, OVERFLOW if waited else WAIT)
                self.assertFalse(waited and any(eligible))

    @given(people, needs)
    def test_more_work_is_never_better(self, person, need):
        busier = replace(person, load=person.load + 1)
        self.assertLessEqual(judge(busier, need).score, judge(person, need).score)
