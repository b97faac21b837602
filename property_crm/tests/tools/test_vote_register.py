import doctest
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import vote_facts, vote_heads, vote_register
from ...tools.vote_facts import Doubt, Facts, find_doubts, make_row, pick_area, to_centi
from ...tools.vote_heads import get_heads
from ...tools.vote_register import Row, Scope, get_affected, make_register
from .vote_registers import make_r1, make_r2, make_r3

HALF = Fraction(1, 2)
owner_sets = st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=3))


def _make_rows(owner_sets):
    return [Row(f"U{place}", owners=owners) for place, owners in enumerate(owner_sets)]


@tagged("post_install", "-at_install")
class TestVoteRegister(BaseCase):
    def test_examples(self):
        for module in (vote_facts, vote_heads, vote_register):
            self.assertFalse(doctest.testmod(module).failed)

    def _get_totals(self, rows, *args, **values):
        totals = make_register(rows, *args, **values).totals
        return totals["area"], totals["head"]

    def test_registers_of_the_specification(self):
        self.assertEqual(self._get_totals(make_r1(), ["parking"]), (186000, 11))
        self.assertEqual(self._get_totals(make_r2()), (120000, 12))
        self.assertEqual(self._get_totals(make_r3()), (52944, 4))

    def test_kinds_count_by_measure(self):
        rows = [Row("1", area=100), Row("2", "parking", area=12), Row("3", "shop")]
        self.assertEqual(self._get_totals(rows), (112, 3))
        self.assertEqual(self._get_totals(rows, {"parking": ["area"]}), (100, 3))
        self.assertEqual(self._get_totals(rows, {"parking": ["head"]}), (112, 2))
        both = make_register(rows, {"parking": ["area", "head"]})
        self.assertEqual((both.totals["lot"], both.excluded), (3, frozenset()))

    def test_a_unit_without_any_measure_of_the_rule_is_left_out(self):
        rows = [Row("1", area=100), Row("2", "parking", area=12)]
        left_out = {"parking": ["area", "head"]}
        register = make_register(rows, left_out, measures=["area", "head"])
        self.assertEqual(register.excluded, {"2"})
        self.assertEqual(register.totals["lot"], 1)

    def test_scopes(self):
        site = make_r1()
        for scope, totals in (
            (Scope("building", "A"), (60000, 6)),
            (Scope("building", "D"), (32000, 1)),
            (Scope("units", units=frozenset(["F9", "E1", "B101", "B102"])), (42000, 2)),
            (Scope("building", "Z"), (0, 0)),
        ):
            found = self._get_totals(site, ["parking"], scope)
            self.assertEqual(found, totals, scope)
        with self.assertRaises(ValueError):
            make_register(site, scope=Scope("town"))

    def test_an_entrance_is_one_of_its_building(self):
        places = (("A", "1"), ("A", "2"), ("B", "1"), ("A", None))
        rows = [
            Row(place, area=1, building=building, entrance=entrance)
            for place, (building, entrance) in enumerate(places)
        ]
        held = make_register(rows, scope=Scope("entrance", "A", "1")).heads
        self.assertEqual(list(held), [0])

    def test_the_developer_is_one_head(self):
        rows = [
            Row("1", state="unsold"),
            Row("2", state="undelivered", owners=["ann"]),
            Row("3", owners=["ann"]),
            Row("4", owners=["builder"]),
            Row("5", owners=["builder", "ann"]),
        ]
        heads = ["dev", "dev", "ann", "builder", "ann+builder"]
        self.assertEqual(list(get_heads(rows).values()), heads)
        heads = ["dev", "dev", "ann", "dev", "ann+dev"]
        known = get_heads(rows, developer="builder")
        self.assertEqual(list(known.values()), heads)
        common = get_heads(rows, "any_common", "builder")
        self.assertEqual(set(common.values()), {"dev"})
        with self.assertRaises(ValueError):
            get_heads(rows, "family")

    def test_units_nobody_is_known_to_own_are_heads_of_their_own(self):
        rows = [Row("1"), Row("2")]
        for identity in vote_heads.IDENTITIES:
            self.assertEqual(set(get_heads(rows, identity).values()), {"?1", "?2"})

    def test_common_owners_bind_by_way_of_others(self):
        rows = _make_rows(["ab", "cd", "bc", "e", "d"])
        self.assertEqual(len(set(get_heads(rows).values())), 5)
        heads = list(get_heads(rows, "any_common").values())
        self.assertEqual(heads, ["a+b+c+d"] * 3 + ["e", "a+b+c+d"])

    def test_common_owners_are_bound_by_what_counts(self):
        """In the scope or not, so that who is one head is one truth for all motions."""
        rows = [
            Row("1", owners=["a"], entrance="1"),
            Row("2", owners=["b"], entrance="1"),
            Row("P", "parking", owners=["a", "b"]),
        ]
        entrance, common = Scope("entrance", None, "1"), {"identity": "any_common"}
        apart = make_register(rows, ["parking"], **common)
        self.assertEqual(apart.heads, {"1": "a", "2": "b"})
        self.assertEqual(apart.totals["head"], 2)
        rows.append(Row("S", "shop", owners=["a", "b"]))
        bound = make_register(rows, ["parking"], entrance, **common)
        self.assertEqual(bound.heads, {"1": "a+b", "2": "a+b"})
        self.assertEqual(bound.totals["head"], 1)
        self.assertEqual(self._get_totals(rows, None, None, "any_common")[1], 1)

    @given(owner_sets)
    def test_heads_are_the_connected_groups(self, owner_sets):
        rows = _make_rows(owner_sets)
        heads = get_heads(rows, "any_common")
        groups = []
        for owners in filter(None, owner_sets):
            bound = [group for group in groups if group & owners]
            groups = [group for group in groups if group not in bound]
            groups.append(owners.union(*bound))
        names = {"+".join(sorted(group)) for group in groups}
        unknown = {f"?{row.unit}" for row in rows if not row.owners}
        self.assertEqual(set(heads.values()), names | unknown)

    @given(owner_sets, st.randoms())
    def test_the_order_of_rows_does_not_matter(self, owner_sets, random):
        rows = _make_rows(owner_sets)
        shuffled = random.sample(rows, len(rows))
        for identity in vote_heads.IDENTITIES:
            self.assertEqual(get_heads(rows, identity), get_heads(shuffled, identity))

    def test_rows_refuse_what_cannot_be_counted(self):
        for values in (
            {"area": 99.5},
            {"area": -1},
            {"area": True},
            {"lot": "1"},
            {"entitlement": Decimal(1)},
            {"state": "sold?"},
            {"owners": ["a+b"]},
            {"owners": ["dev"]},
            {"owners": ["?1"]},
            {"owners": [""]},
        ):
            with self.subTest(values), self.assertRaises(ValueError):
                Row("1", **values)
        with self.assertRaises(ValueError):
            make_register([Row("1"), Row("1", "shop")])

    def test_rows_are_written_and_read_back(self):
        for row in make_r1():
            self.assertEqual(Row.from_dict(row.to_dict()), row)
        owners = Row("1", owners=["b", "a"]).to_dict()["owners"]
        self.assertEqual(owners, ["a", "b"])

    def test_affected_owners(self):
        rows = make_r1()
        affected = get_affected(rows, "B101", also=["E1"])
        self.assertEqual(affected, {"E1"}, "the others of B are the same owner's")
        self.assertEqual(len(get_affected(rows, "A101")), 5)
        self.assertEqual(get_affected(rows, "E1"), frozenset())

    def test_what_is_not_handed_over_is_the_developers(self):
        """Its buyer owns the business next door, but the developer votes for it."""
        rows = [
            Row("A1", building="A", owners=["bob"]),
            Row("A2", building="A", owners=["bob"], state="undelivered"),
        ]
        self.assertEqual(get_affected(rows, "A1"), {"A2"})


@tagged("post_install", "-at_install")
class TestVoteFacts(BaseCase):
    def _get_codes(self, measures=("area",), **values):
        unit = {"areas": {"register": 100}, "owners": {"ann": Fraction(1)}} | values
        return [doubt.code for doubt in find_doubts(Facts("1", **unit), measures)]

    def test_centi(self):
        for number, centi in (
            ("96.155", 9616),
            ("96.154999", 9615),
            (96.15, 9615),
            (1.15, 115),
            (0.285, 29),
            (4.35, 435),
            (Decimal("0.005"), 1),
            (0, 0),
            ("1e3", 100000),
        ):
            self.assertEqual(to_centi(number), centi, number)
        for number in (None, "", "a", "-0.01", "NaN", "Infinity", True, "1e999999"):
            with self.subTest(number), self.assertRaises(ValueError):
                to_centi(number)

    @given(st.integers(0, 10**9))
    def test_every_centimetre_is_read_back(self, centi):
        self.assertEqual(to_centi(Decimal(centi).scaleb(-2)), centi)
        self.assertEqual(to_centi(float(Decimal(centi).scaleb(-2))), centi)

    def test_the_ladder_of_sources(self):
        areas = {None: 4, "contract": 3, "survey": 2, "register": 1}
        for source in ("register", "survey", "contract", None):
            number = areas[source]
            self.assertEqual(pick_area(areas), (100 * number, source))
            areas[source] = None if number % 2 else 0
        self.assertEqual(pick_area(areas), (0, None))

    def test_a_row_keeps_what_is_known(self):
        facts = Facts(
            "1",
            kind="shop",
            areas={"survey": "88.005", "contract": 90},
            state="undelivered",
            owners={"ann": None, None: HALF},
            lot=2,
            entitlement=3,
            share=4,
            building="A",
            entrance="2",
        )
        row = Row(
            "1", "shop", 8801, "survey", "undelivered", ["ann"], 2, 3, 4, "A", "2"
        )
        self.assertEqual(make_row(facts), row)

    def test_nothing_is_doubtful(self):
        thirds = dict.fromkeys("abc", Fraction(1, 3))
        self.assertEqual(self._get_codes(), [])
        self.assertEqual(self._get_codes(owners=thirds, representative="a"), [])
        joint = {"a": None, "b": None}
        self.assertEqual(self._get_codes(owners=joint, representative="b"), [])
        same = {"register": "88.10", "survey": "88.1", "contract": 0}
        self.assertEqual(self._get_codes(areas=same), [])
        self.assertEqual(self._get_codes(state="unsold", owners={}), [])
        couple = {"a": HALF, "b": HALF}
        self.assertEqual(self._get_codes(state="undelivered", owners=couple), [])
        self.assertEqual(self._get_codes([], areas={}), [])

    def test_each_doubt(self):
        more = {"a": HALF, "b": Fraction(501, 1000)}
        full = {"a": Fraction(1), "b": None}
        for values, codes in (
            ({"areas": {}}, ["no_area"]),
            ({"areas": {"register": 0}}, ["no_area"]),
            ({"areas": {None: 5}}, ["no_area_source"]),
            ({"areas": {"survey": 1, "contract": 2}}, ["areas_disagree"]),
            ({"owners": {}}, ["no_owner"]),
            ({"owners": {None: Fraction(1)}}, ["owner_unknown"]),
            ({"owners": {"a": HALF}}, ["shares_not_whole"]),
            ({"owners": more, "representative": "a"}, ["shares_not_whole"]),
            ({"owners": full, "representative": "a"}, ["shares_not_whole"]),
            ({"owners": {"a": HALF, "b": HALF}}, ["no_representative"]),
            ({"representative": "eve"}, ["representative_no_owner"]),
            ({"state": "unsold"}, ["owner_of_unsold"]),
            ({"state": "undelivered", "owners": {}}, ["no_owner"]),
        ):
            self.assertEqual(self._get_codes(**values), codes, values)

    def test_what_the_rules_count_must_be_there(self):
        found = self._get_codes(("lot", "share", "entitlement"), areas={}, lot=0)
        self.assertEqual(found, ["no_lot", "no_entitlement", "no_share"])

    def test_a_doubt_names_its_unit(self):
        self.assertEqual(
            find_doubts(Facts("7", state="unsold")), [Doubt("7", "no_area")]
        )
