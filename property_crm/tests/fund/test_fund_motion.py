from odoo.exceptions import ValidationError
from odoo.tests import freeze_time
from odoo.tools.safe_eval import safe_eval

from .common import FundCommon


@freeze_time("2026-03-02 02:00:00")
class TestFundMotion(FundCommon):
    """What the owners have decided allows what they have decided, and no more."""

    def _use(self, motion, place=None, kind="use", amount=-10):
        place = place or {"unit_id": self.units[0].id}
        return self.Entry.with_user(self.user_site_manager).create(
            {
                **place,
                "kind": kind,
                "amount": amount,
                "basis": "motion",
                "motion_id": motion.id,
            }
        )

    def _top_up(self, motion):
        return self._use(motion, kind="topup", amount=10)

    def test_what_was_lost_or_is_not_told_allows_nothing(self):
        motion = self._create_motion()
        for outcome, state in (
            ("lost", "final"),
            ("no_quorum", "announced"),
            ("no_vote", "final"),
            (False, "announced"),
            ("passed", "closed"),
            ("passed", "annulled"),
            ("interim", "announced"),
        ):
            self._decide(motion, outcome, state)
            with (
                self.subTest(outcome=outcome, state=state),
                self.assertRaises(ValidationError),
            ):
                self._use(motion)
        for outcome, state in (
            ("passed", "announced"),
            ("passed", "final"),
            ("interim", "final"),
        ):
            self._decide(motion, outcome, state)
            with self.subTest(outcome=outcome, state=state):
                self.assertEqual(self._use(motion).motion_id, motion)

    def test_an_election_spends_nothing(self):
        motion = self._create_motion(kind="election", seats=1)
        self._decide(motion)
        with self.assertRaises(ValidationError):
            self._use(motion)

    def test_use_is_an_ordinary_matter_and_raising_a_major_one(self):
        for matter, may_use, may_raise in (
            ("ordinary", True, False),
            ("major", True, True),
            ("affected_unanimous", False, False),
            ("emergency", False, False),
            ("election", False, False),
            ("other", False, False),
        ):
            motion = self._create_motion(matter)
            self._decide(motion)
            for act, allowed in ((self._use, may_use), (self._top_up, may_raise)):
                with self.subTest(matter=matter, act=act.__name__):
                    if allowed:
                        self.assertTrue(act(motion))
                        continue
                    with self.assertRaises(ValidationError):
                        act(motion)

    def _get_places(self):
        return {
            "unit": {"unit_id": self.units[0].id},
            "unit of the other entrance": {"unit_id": self.units[3].id},
            "unit of another house": {"unit_id": self.unit.id},
            "house": {"building_id": self.house.id},
            "other house": {"building_id": self.building.id},
            "site": {"site_id": self.site.id},
        }

    def _assertAllows(self, motion, *allowed):
        self._decide(motion)
        for name, place in self._get_places().items():
            with self.subTest(place=name):
                if name in allowed:
                    self.assertTrue(self._use(motion, place))
                    continue
                with self.assertRaises(ValidationError):
                    self._use(motion, place)

    def test_who_has_not_voted_does_not_pay(self):
        self.units[:2].entrance, self.units[2:].entrance = "1", "2"
        house = {"building_id": self.house.id}
        for values, allowed in (
            ({}, list(self._get_places())),
            ({"scope": "site"}, list(self._get_places())),
            (
                {"scope": "building", **house},
                ["unit", "unit of the other entrance", "house"],
            ),
            ({"scope": "entrance", "entrance": "1", **house}, ["unit"]),
            ({"scope": "units", "unit_ids": self.units[:2].ids}, ["unit"]),
        ):
            with self.subTest(values=values):
                self._assertAllows(self._create_motion(**values), *allowed)

    def test_a_motion_reaches_no_further_than_its_assembly(self):
        assembly = self.env["property.assembly"].create(
            {
                "site_id": self.site.id,
                "scope": "building",
                "building_id": self.house.id,
            }
        )
        motion = self._create_motion(assembly=assembly, scope="site")
        self._assertAllows(motion, "unit", "unit of the other entrance", "house")

    def test_what_the_dialog_offers(self):
        use = self._create_motion()
        both = self._create_motion("major")
        lost = self._create_motion()
        election = self._create_motion(kind="election", seats=1)
        for motion in (use, both, election):
            self._decide(motion)
        self._decide(lost, "lost")
        offered = self.env["property.fund.booking"]._fields["motion_id"].domain
        for kind, motions in (("use", use | both), ("topup", both)):
            domain = safe_eval(offered, {"site_id": self.site.id, "kind": kind})
            self.assertEqual(self.env["property.motion"].search(domain), motions)

    def test_defaults_of_the_context_say_no_more_than_values(self):
        entry = self._enter()
        sale = self._own(self.wang, self.units[0])
        said = {
            "default_number": "MF/2020/0001",
            "default_reversal_of_id": entry.id,
            "default_ownership_id": sale.id,
            "default_transferred_amount": 5,
            "default_external_key": "sheet-1",
            "default_is_reversed": True,
        }
        entries = self.Entry.with_user(self.user_site_manager).with_context(**said)
        new = entries.create(
            {"unit_id": self.units[0].id, "kind": "topup", "amount": 1}
        )
        for name in (
            "number",
            "reversal_of_id",
            "ownership_id",
            "transferred_amount",
            "external_key",
            "is_reversed",
        ):
            self.assertFalse(new[name], name)
        self.assertFalse(entry.is_reversed)
        with self.assertRaises(ValidationError):  # a use needs a vote, as without
            entries.create({"unit_id": self.units[0].id, "kind": "use", "amount": -1})
