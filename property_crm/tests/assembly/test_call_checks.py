from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import AssemblyCommon

PAPER = "cGFwZXI="


@tagged("post_install", "-at_install")
class TestNoticeOfTheCall(AssemblyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r3()

    def test_emergency_that_is_voted_on_needs_its_notice(self):
        assembly = self._create_assembly(
            self.place, "cn_emergency", "cn_ordinary", kind="emergency", notice_on=False
        )
        self.assertEqual(assembly.notice_days, 15)
        with self.assertRaisesRegex(ValidationError, "15 are asked for"):
            self._call(assembly)

    def test_notice_of_an_earlier_day_needs_its_proof(self):
        assembly = self._create_assembly(self.place, notice_proof=" ")
        with self.assertRaisesRegex(ValidationError, "that day is over"):
            self._call(assembly)
        assembly.notice_proof = "It hung at both gates; seen by the committee"
        self.assertEqual(self._call(assembly).state, "called")
        with self.assertRaises(UserError):
            assembly.notice_proof = "Another"

    def test_notice_is_given_with_the_call(self):
        now = fields.Datetime.now()
        assembly = self._create_assembly(
            self.place,
            notice_on=False,
            notice_proof=False,
            opens_at=fields.Datetime.add(now, days=17),
            closes_at=fields.Datetime.add(now, days=20),
        )
        self._call(assembly)
        self.assertEqual(assembly.notice_on, self.place.site._get_today())


@tagged("post_install", "-at_install")
class TestDeveloperOfTheCall(AssemblyCommon):
    def test_not_handed_over_and_nobody_to_vote(self):
        self.place = self._make_r3()
        unit = self.place.units["F1"]
        unit.date_delivered = fields.Date.add(fields.Date.today(), days=90)
        assembly = self._create_assembly(self.place)
        assembly.action_preview()
        self.assertEqual(assembly.doubt_ids.mapped("code"), ["no_developer"])
        with self.assertRaisesRegex(ValidationError, "1 doubts"):
            assembly.action_call()
        assembly.doubt_ids.reason = "The developer is dissolved"
        assembly.action_call()
        row = assembly.row_ids.filtered(lambda one: one.unit_id == unit)
        self.assertEqual((row.head_key, row.state), ("dev", "undelivered"))
        self.assertFalse(row.owner_names or row.representative_id)


@tagged("post_install", "-at_install")
class TestRepresentative(AssemblyCommon):
    """Co-owners who have named nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r2()
        cls.unit = cls._add_units(cls.place, "U", {"13": 100})
        cls._own(cls.wang, cls.unit, kind="joint")
        cls._own(cls.li, cls.unit, kind="joint")
        cls.assembly = cls._create_assembly(cls.place)
        cls.assembly.action_preview()
        cls.doubt = cls.assembly.doubt_ids

    def _get_row(self):
        return self.assembly.row_ids.filtered(lambda row: row.unit_id == self.unit)

    def test_refused_while_open(self):
        self.assertEqual(self.doubt.owner_ids, self.wang | self.li)
        with self.assertRaisesRegex(ValidationError, "1 doubts"):
            self.assembly.action_call()

    def test_named_with_a_reason(self):
        self.doubt.write(
            {"representative_id": self.li.id, "reason": "Signed by both in May"}
        )
        self.assembly.action_call()
        self.assertEqual(self._get_row().representative_id, self.li)
        self.assertIsNone(self.assembly._find_broken_row())

    def test_named_with_a_paper(self):
        self.doubt.representative_id = self.li
        self.assertFalse(self.doubt.is_settled)
        self.doubt.document = PAPER
        self.assertTrue(self.doubt.is_settled)
        self.assembly.action_preview()
        self.assertEqual(self.doubt.representative_id, self.li)
        self.assembly.action_call()
        self.assertEqual(self._get_row().representative_id, self.li)

    def test_accepted_without_one(self):
        """They vote on paper, together: nobody votes for the unit alone."""
        self.doubt.reason = "They sign together"
        self.assembly.action_call()
        row = self._get_row()
        self.assertFalse(row.representative_id)
        self.assertFalse(row._is_voter(self.wang) or row._is_voter(self.li))

    def test_nobody_else_is_named(self):
        with self.assertRaisesRegex(ValidationError, "not one of the owners"):
            self.doubt.representative_id = self.place.owners["o1"]

    def test_who_sells_is_asked_for_anew(self):
        self.doubt.write({"representative_id": self.li.id, "reason": "Signed"})
        tenure = self.unit.ownership_ids.filtered(lambda one: one.partner_id == self.li)
        tenure.partner_id = self._create_people("New co-owner")
        with self.assertRaisesRegex(ValidationError, "1 doubts"):
            self.assembly.action_call()
        self.assertFalse(self.doubt.representative_id or self.doubt.is_settled)

    def test_not_after_the_call(self):
        self.doubt.reason = "They sign together"
        self.assembly.action_call()
        with self.assertRaises(UserError):
            self.doubt.representative_id = self.li


@tagged("post_install", "-at_install")
class TestRequestInScope(AssemblyCommon):
    """Those who ask are counted among those who will decide."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.assembly = cls._create_assembly(
            cls.place,
            kind="interim",
            scope="building",
            building_id=cls.place.units["A101"].building_id.id,
        )
        cls.assembly.action_preview()

    def _sign(self, unit, owner, day="2026-01-15"):
        self.assembly.signature_ids = [
            Command.create(
                {
                    "unit_id": self.place.units[unit].id,
                    "partner_id": self.place.owners[owner].id,
                    "signed_on": day,
                }
            )
        ]

    def test_units_outside_do_not_count(self):
        self.assertEqual(self.assembly.needed_heads, 2)
        self._sign("A101", "o1")
        self._sign("B101", "o7")
        self.assertEqual(self.assembly.signed_heads, 1)
        with self.assertRaisesRegex(ValidationError, "1 heads"):
            self._call(self.assembly)
        self._sign("A102", "o2")
        self.assertTrue(self.assembly.is_requested)
        self.assertEqual(self._call(self.assembly).state, "called")

    def test_who_has_sold_does_not_count(self):
        self._sign("A101", "o1")
        self._sign("A102", "o2")
        self.place.units["A102"].ownership_ids.partner_id = self.wang
        with self.assertRaisesRegex(ValidationError, "1 heads"):
            self._call(self.assembly)

    def test_the_developer_asks_for_what_he_holds(self):
        self.assembly.write({"scope": "site", "building_id": False})
        for unit, owner in (("A101", "o1"), ("A102", "o2")):
            self._sign(unit, owner)
        self.place.owners["dev"] = self.developer
        self._sign("D1", "dev")
        self.assertEqual(self._call(self.assembly).state, "called")
