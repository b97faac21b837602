from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AssemblyCommon


@tagged("post_install", "-at_install")
class TestPreview(AssemblyCommon):
    """What is doubtful in a register, before it is frozen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r2()
        cls.assembly = cls._create_assembly(cls.place)

    def _preview(self):
        self.assembly.action_preview()
        return {(doubt.unit_id.name, doubt.code) for doubt in self.assembly.doubt_ids}

    def test_nothing_doubtful(self):
        self.assertFalse(self._preview())
        self.assertEqual(self.assembly.unit_count, 12)
        self.assertEqual(self.assembly.head_count, 12)
        self.assertEqual(self.assembly.area_text, "1,200.00 m²")
        self.assembly.action_call()

    def test_doubts(self):
        units = self.place.units
        units["U1"].area_voting = 0
        units["U2"].area_source = False
        self._add_units(self.place, "U", {"13": 100})
        self.assertEqual(
            self._preview(),
            {("U1", "no_area"), ("U2", "no_area_source"), ("U13", "no_owner")},
        )
        with self.assertRaisesRegex(ValidationError, "3 doubts"):
            self.assembly.action_call()

    def test_co_owners_without_representative(self):
        unit = self._add_units(self.place, "U", {"13": 100})
        self._own(self.wang, unit, kind="joint")
        self._own(self.li, unit, kind="joint")
        self.assertEqual(self._preview(), {("U13", "no_representative")})

    def test_put_right(self):
        unit = self.place.units["U1"]
        unit.area_voting = 0
        self.assertTrue(self._preview())
        unit.area_voting = 100
        self.assertFalse(self._preview())

    def test_accepted_with_a_reason(self):
        self.place.units["U1"].area_voting = 0
        self._preview()
        self.assembly.doubt_ids.reason = "Still in court"
        self.assertTrue(self._preview(), "it stays on the list")
        self.assertEqual(self.assembly.doubt_ids.reason, "Still in court")
        self.assertEqual(self.assembly.doubt_count, 0)
        self.assembly.action_call()
        with self.assertRaises(UserError):
            self.assembly.doubt_ids.reason = "Another"

    def test_accept_all_needs_a_reason(self):
        self.place.units["U1"].area_voting = 0
        self._preview()
        with self.assertRaises(ValidationError):
            self.assembly.action_accept_doubts()
        self.assembly.doubt_reason = "Still in court"
        self.assembly.action_accept_doubts()
        self.assertEqual(self.assembly.doubt_ids.reason, "Still in court")

    def test_call_looks_again(self):
        """What became doubtful after the preview does not slip through."""
        self._preview()
        self.place.units["U1"].area_voting = 0
        with self.assertRaises(ValidationError):
            self.assembly.action_call()

    def test_kinds_that_do_not_count_are_not_doubtful(self):
        self._add_units(self.place, "P", {"1": 0}, kind="parking")
        self.assertFalse(self._preview())

    def test_only_measures_of_the_rules(self):
        self.place.units["U1"].area_voting = 0
        self.assembly.motion_ids.rule_id = self._get_rule("au_nsw_ordinary")
        self.env["property.unit.weight"].create(
            [
                {"unit_id": unit.id, "entitlement": int(name != "U2")}
                for name, unit in self.place.units.items()
            ]
        )
        self.assertEqual(self._preview(), {("U2", "no_entitlement")})


@tagged("post_install", "-at_install")
class TestRequest(AssemblyCommon):
    """Owners of a fifth of the heads ask for an interim assembly."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.assembly = cls._create_assembly(cls.place, kind="interim")
        cls.assembly.action_preview()

    def _sign(self, unit, owner):
        self.assembly.signature_ids = [
            Command.create(
                {
                    "unit_id": self.place.units[unit].id,
                    "partner_id": self.place.owners[owner].id,
                    "signed_on": "2026-01-15",
                }
            )
        ]

    def test_three_of_eleven_heads(self):
        """The parking spaces are of the developer's head: eleven in all."""
        self.assertEqual(self.assembly.head_count, 11)
        self.assertEqual(self.assembly.needed_heads, 3)
        self._sign("A101", "o1")
        self._sign("A102", "o2")
        self.assertFalse(self.assembly.is_requested)
        with self.assertRaisesRegex(ValidationError, "2 heads"):
            self._call(self.assembly)
        self._sign("A103", "o3")
        self.assertTrue(self.assembly.is_requested)
        self._call(self.assembly)

    def test_units_of_one_owner_are_one_head(self):
        for unit in ("B101", "B102", "B103"):
            self._sign(unit, "o7")
        self.assertEqual(self.assembly.signed_heads, 1)

    def test_only_owners(self):
        with self.assertRaisesRegex(ValidationError, "does not own"):
            self._sign("A101", "o2")

    def test_not_twice(self):
        self._sign("A101", "o1")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self._sign("A101", "o1")

    def test_not_after_the_call(self):
        for number in (1, 2, 3):
            self._sign(f"A10{number}", f"o{number}")
        self._call(self.assembly)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._sign("A104", "o4")
        with self.assertRaises(UserError):
            self.assembly.signature_ids[0].unlink()

    def test_committee_may_call_by_itself(self):
        self.assembly.committee_term_id = self.env["property.committee.term"].create(
            {
                "site_id": self.place.site.id,
                "number": 1,
                "seats": 5,
                "date_start": "2026-01-01",
                "date_end": "2028-12-31",
            }
        )
        self._call(self.assembly)
        self.assertEqual(self.assembly.state, "called")
