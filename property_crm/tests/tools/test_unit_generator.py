import doctest
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import unit_generator
from ...tools.unit_generator import (
    Plan,
    check_plan,
    count_units,
    get_floors,
    name_entrances,
    plan_units,
)

ENTRANCES = st.lists(st.sampled_from("12345ABC"), min_size=1, max_size=4, unique=True)
FLOORS = st.tuples(st.integers(-3, 30), st.integers(-3, 30)).map(sorted)
LEFT_OUT = st.dictionaries(
    st.sampled_from(["4", "13", "14", "B2"]), st.sampled_from(["", "3A", "12A"])
)


@st.composite
def plans(draw, **fixed):
    floor_from, floor_to = draw(FLOORS)
    return Plan(
        entrances=tuple(draw(ENTRANCES)),
        floor_from=floor_from,
        floor_to=floor_to,
        units_per_floor=draw(st.integers(1, 20)),
        relabelled=draw(LEFT_OUT),
        ground_label=draw(st.sampled_from(["", "G"])),
        numbering=draw(st.sampled_from(["floor", "running"])),
        **{name: draw(strategy) for name, strategy in fixed.items()},
    )


@tagged("post_install", "-at_install")
class TestUnitGenerator(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(unit_generator).failed)

    def test_four_sections_of_nine_floors(self):
        plan = Plan(("1", "2", "3", "4"), 1, 9, 4, numbering="running")
        spots = plan_units(plan)
        self.assertEqual([spot.room for spot in spots], [str(n) for n in range(1, 145)])
        self.assertEqual(spots[36], ("2", "1", 1, "37"))
        self.assertEqual(spots[-1], ("4", "9", 9, "144"))

    def test_total_that_does_not_divide_is_spread_evenly(self):
        spots = plan_units(Plan(("1", "2"), 1, 3, total=20))
        per_floor = Counter((spot.entrance, spot.floor_index) for spot in spots)
        self.assertEqual(len(spots), 20)
        self.assertEqual(sorted(per_floor.values()), [3, 3, 3, 3, 4, 4])

    def test_left_out_label_keeps_the_order_of_floors(self):
        plan = Plan(floor_from=12, floor_to=15, relabelled={"13": "", "14": "12A"})
        self.assertEqual(get_floors(plan), [("12", 12), ("12A", 13), ("15", 14)])

    def test_upper_floors_generated_alone_fit_above_the_lower(self):
        left_out = {"4": ""}
        low = get_floors(Plan(floor_to=5, relabelled=left_out))
        high = get_floors(Plan(floor_from=6, floor_to=7, relabelled=left_out))
        self.assertEqual([index for _label, index in low + high], [1, 2, 3, 4, 5, 6])

    def test_a_plan_that_says_nothing_is_one_unit(self):
        self.assertEqual(get_floors(Plan()), [("1", 1)])
        self.assertEqual(count_units(Plan()), 1)

    def test_floors_below_the_ground(self):
        floors = get_floors(Plan(floor_from=-3, floor_to=2, ground_label="G"))
        self.assertEqual(
            floors,
            [("B3", -3), ("B2", -2), ("B1", -1), ("G", 0), ("1", 1), ("2", 2)],
        )
        low = get_floors(Plan(floor_from=-2, floor_to=0, ground_label="G"))
        self.assertEqual(low, floors[1:4])

    def test_names_of_entrances(self):
        self.assertEqual(name_entrances(2, "West A"), ("West A", "West B"))
        self.assertEqual(name_entrances(3, ""), ("",))
        self.assertEqual(name_entrances(0, ""), ())

    def test_problems_named(self):
        for plan, problem in (
            (Plan(entrances=()), "entrances"),
            (Plan(entrances=("1", "1")), "entrances"),
            (Plan(floor_from=2, floor_to=1), "floors"),
            (Plan(floor_from=0, floor_to=0), "floors"),
            (Plan(floor_to=3, relabelled={"1": "2"}), "labels"),
            (Plan(units_per_floor=0), "units"),
            (Plan(floor_to=100, units_per_floor=51), "too_many"),
            (Plan(floor_to=100, units_per_floor=50), ""),
            (Plan(total=5001), "too_many"),
            (Plan(total=-1), "units"),
        ):
            with self.subTest(plan):
                self.assertEqual(check_plan(plan), problem)

    @given(plans())
    def test_count_is_what_is_made(self, plan):
        self.assertEqual(len(plan_units(plan)), count_units(plan))

    @given(plans(total=st.integers(1, 300)))
    def test_total_is_exact(self, plan):
        if get_floors(plan):
            self.assertEqual(len(plan_units(plan)), plan.total)

    @given(plans())
    def test_floors_are_in_order_without_gaps(self, plan):
        indexes = [index for _label, index in get_floors(plan)]
        self.assertEqual(indexes, sorted(set(indexes)))
        upper = [index for index in indexes if index > 0]
        self.assertEqual(
            upper, list(range(upper[0], upper[0] + len(upper))) if upper else []
        )

    @given(plans())
    def test_no_room_twice_in_an_entrance(self, plan):
        labels = [label for label, _index in get_floors(plan)]
        if len(labels) == len(set(labels)):
            spots = plan_units(plan)
            keys = {(spot.entrance, spot.room) for spot in spots}
            self.assertEqual(len(keys), len(spots))
