from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count

import psycopg2
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, users
from odoo.tools import SQL, mute_logger

from ...models.people.property_tenure_mixin import BULK_LOAD
from ...tools.share import first_overload
from .common import PeopleCommon

START = date(2024, 1, 1)
ROOMS = count(1)
# SQL of one create(), however many rows: see test_many_rows_cost_one_check
OWNERSHIP_QUERIES = 18
days = st.none() | st.integers(0, 9).map(lambda shift: START + timedelta(shift))


@st.composite
def ownership_values(draw):
    first, last = draw(days), draw(days)
    if first and last and last < first:
        first, last = last, first
    kind = draw(st.sampled_from(["sole", "shares", "shares", "shares", "joint"]))
    bottom = draw(st.integers(1, 6))
    top = draw(st.integers(1, bottom))
    if kind != "shares":
        top, bottom = int(kind == "sole"), 1
    return {
        "kind": kind,
        "share_numerator": top,
        "share_denominator": bottom,
        "date_from": first,
        "date_to": last,
    }


class TestPropertyOwnership(PeopleCommon):
    def _insert(self, *shares):
        """Write past the ORM, as another program could."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """INSERT INTO property_ownership (unit_id, partner_id, kind,
                   share_numerator, share_denominator) VALUES %s""",
                SQL(", ").join(
                    SQL(
                        "(%s, %s, 'shares', %s, %s)", self.unit.id, self.wang.id, *share
                    )
                    for share in shares
                ),
            )
        )

    @contextmanager
    def _refused(self, error=ValidationError):
        with mute_logger("odoo.sql_db"), self.assertRaises(error) as caught:
            yield caught
            self.env.flush_all()

    def test_thirds_fill_the_whole(self):
        for person in (self.wang, self.li, self.zhao):
            self._own(person, share=(1, 3))
        self.assertEqual(self.unit.ownership_ids.mapped("share_text"), ["1/3"] * 3)

    def test_a_millionth_too_much_is_refused_with_unit_and_field(self):
        self._insert((1, 3), (1, 3), (1, 3))
        with self._refused() as caught:
            self._own(self.li, share=(1, 1_000_000))
        self.assertIn(self.unit.name, str(caught.exception))
        self.assertIn("Share", str(caught.exception))
        self.assertIn("1000001/1000000", str(caught.exception))

    def test_the_database_refuses_by_itself(self):
        self._insert((1, 3), (1, 3), (1, 3))
        with self._refused(psycopg2.errors.CheckViolation) as caught:
            self._insert((1, 1_000_000))
        message = self.Ownership._sql_error_to_message(caught.exception)
        self.assertIn(self.unit.name, message)

    def test_one_statement_is_judged_as_a_whole(self):
        with self._refused(psycopg2.errors.CheckViolation):
            self._insert((1, 2), (1, 2), (1, 2))

    def test_two_sole_owners_only_one_after_the_other(self):
        first = self._own(self.wang)
        with self._refused():
            self._own(self.li, date_from="2024-05-01")
        first.date_to = "2024-04-30"
        second = self._own(self.li, date_from="2024-05-01")
        with self._refused():
            first.date_to = "2024-05-01"
        self.assertEqual(self.unit._get_legal_owners()[self.unit], second.partner_id)

    def test_joint_owners_need_something_left(self):
        self._own(self.wang, kind="joint")
        self._own(self.li, kind="joint")
        part = self._own(self.zhao, share=(2, 5))
        with self._refused():
            part.write({"share_numerator": 1, "share_denominator": 1})
        with self._refused():
            self._own(self.zhao)

    def test_a_joint_owner_sells_once_whoever_writes_it(self):
        wang = self._own(self.wang, kind="joint")
        self._own(self.li, kind="joint")
        wang.date_to = "2024-04-30"
        zhao = self._own(self.zhao, kind="joint", date_from="2024-05-01")
        for day in ("2024-04-20", "2024-05-20", False):
            with self._refused():
                wang.date_to = day
        with self._refused(psycopg2.errors.CheckViolation):
            self.cr.execute("UPDATE property_ownership SET date_to = NULL")
        with self._refused():
            wang.with_user(self.user_company_manager).write({"date_to": "2024-04-20"})
        wang.note = "Sold"
        self.env.flush_all()
        # the day is corrected with the buyer's, at once or before
        wang.date_to, zhao.date_from = "2024-04-20", "2024-04-21"
        self.env.flush_all()
        zhao.date_from = "2024-05-11"
        self.env.flush_all()
        wang.date_to = "2024-05-10"
        self.env.flush_all()
        # and called off by removing him
        zhao.unlink()
        wang.date_to = False
        self.env.flush_all()
        self.assertEqual(len(self.unit.ownership_ids), 2)

    def test_shares_that_change_together_are_judged_together(self):
        """The second owner's cut follows the first one's gain in the same save."""
        first = self._own(self.wang, share=(1, 2))
        second = self._own(self.li, share=(1, 2))
        first.write({"share_numerator": 2, "share_denominator": 3})
        second.share_denominator = 3
        self.env.flush_all()
        self.assertEqual((first | second).mapped("share_text"), ["2/3", "1/3"])

    def test_end_and_successor_in_one_form(self):
        self._own(self.wang)
        with Form(self.unit) as form:
            with form.ownership_ids.edit(0) as line:
                line.date_to = date(2024, 4, 30)
            with form.ownership_ids.new() as line:
                line.partner_id = self.li
                line.date_from = date(2024, 5, 1)
        self.env.flush_all()
        self.assertEqual(len(self.unit.ownership_ids), 2)

    def test_the_form_warns_before_saving(self):
        self._own(self.wang)
        form = Form(self.unit)
        with (
            self.assertLogs("odoo.tests.form.onchange", "WARNING") as logs,
            form.ownership_ids.new() as line,
        ):
            line.partner_id = self.li
        self.assertIn("The shares add up to 2", logs.output[0])

    def test_moving_a_share_to_a_full_unit_is_refused(self):
        [second] = self._create_units(1)
        self._own(self.wang)
        moved = self._own(self.li, unit=second)
        with self._refused():
            moved.unit_id = self.unit

    def test_a_fraction_alone_means_by_shares(self):
        owner = self.Ownership.create(
            {
                "unit_id": self.unit.id,
                "partner_id": self.wang.id,
                "share_numerator": 1,
                "share_denominator": 4,
            }
        )
        self.assertEqual(owner.kind, "shares")

    def test_shares_make_sense_for_their_kind(self):
        for kind, top, bottom in (
            ("sole", 1, 2),
            ("shares", 0, 1),
            ("joint", 1, 2),
            ("shares", 3, 2),
            ("shares", 1, 0),
            ("shares", -1, 2),
        ):
            with (
                self.subTest(kind=kind, share=(top, bottom)),
                self._refused(psycopg2.errors.CheckViolation),
            ):
                self._own(
                    self.wang, kind=kind, share_numerator=top, share_denominator=bottom
                )

    @settings(max_examples=30)
    @given(st.lists(ownership_values(), min_size=1, max_size=4))
    @mute_logger("odoo.sql_db")
    def test_the_database_agrees_with_the_exact_arithmetic(self, rows):
        """Any mixture of kinds and dates: refused if and only if it is too much."""
        [unit] = self._create_units(1, room=f"x{next(ROOMS)}")
        values = [
            row | {"unit_id": unit.id, "partner_id": self.wang.id} for row in rows
        ]
        holdings = self.Ownership.union(
            *map(self.Ownership.new, values)
        )._get_holdings()
        accepted = True
        self.env.flush_all()
        try:
            with self.cr.savepoint():
                self.Ownership.with_context(property_load=BULK_LOAD).create(values)
        except ValidationError:
            accepted = False
        self.env.invalidate_all()
        self.assertEqual(accepted, first_overload(holdings) is None)

    @users("property_site_manager")
    def test_history_stays(self):
        old = self._own(self.wang).with_user(self.env.user)
        self._age(old)
        with self.assertRaises(UserError):
            old.unlink()
        with self.assertRaises(UserError):
            old.partner_id = self.li
        old.date_to = "2024-01-01"

    @users("property_site_manager", "property_integration")
    def test_the_past_is_not_rewritten(self):
        ended = self._live(self.li, date_to="2021-01-01")
        unknown = self._live(self.zhao, role="unknown")
        old = self._own(self.wang, share=(1, 2))
        self._age(old)
        self._age(ended | unknown)
        for line, vals in (
            (old, {"date_from": "2019-01-01"}),
            (old, {"share_numerator": 2, "share_denominator": 3}),
            (old, {"kind": "sole", "share_numerator": 1, "share_denominator": 1}),
            (ended, {"role": "family"}),
            (ended, {"date_to": False}),
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                line.with_user(self.env.user).write(vals)
        old.with_user(self.env.user).write(
            {"date_from": "2020-01-01", "date_to": "2024-01-01", "note": "moved"}
        )
        unknown.with_user(self.env.user).role = "tenant"

    @users("property_company_manager")
    def test_managers_of_the_company_correct_the_past(self):
        old = self._own(self.wang)
        self._age(old)
        old.with_user(self.env.user).date_from = "2019-01-01"
        self.assertIn("2019-01-01", "".join(self.unit.message_ids.mapped("body")))

    @users("property_site_manager")
    def test_no_client_switches_the_log_off(self):
        quiet = {
            "tracking_disable": True,
            "mail_notrack": True,
            "mail_create_nolog": True,
            "property_load": True,
        }
        values = {"unit_id": self.unit.id, "partner_id": self.wang.id}
        for model, day in (
            ("property.ownership", "2024-01-31"),
            ("property.occupancy", "2024-02-29"),
        ):
            line = self.env[model].with_context(**quiet).create(values)
            line.date_from = "2023-01-01"
            line.date_to = day
            notes = "".join(self.unit.message_ids.mapped("body"))
            self.assertIn(day, notes)
            line.unlink()
            self.assertEqual(self.unit.message_ids[0].body.count("Deleted"), 1)

    @users("property_site_manager")
    def test_todays_mistake_is_corrected(self):
        mistake = self._own(self.wang).with_user(self.env.user)
        mistake.partner_id = self.li
        mistake.unlink()
        self.assertFalse(self.unit.ownership_ids)

    def _age(self, records):
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE %s SET create_date = create_date - interval '3 days'"
                " WHERE id IN %s",
                SQL.identifier(records._table),
                tuple(records.ids),
            )
        )
        records.invalidate_recordset()

    def test_changes_are_noted_on_the_unit(self):
        owner = self._own(self.wang).with_context(tracking_disable=False)
        owner.date_to = "2024-01-31"
        notes = self.unit.message_ids.mapped("body")
        self.assertTrue(any("Wang Wei" in note and "→" in note for note in notes))
        self.assertTrue(any("2024-01-31" in note for note in notes))

    def test_many_rows_cost_one_check(self):
        warm, *units = self._create_units(53)
        self._own(self.wang, warm)  # what is asked once and kept
        units = self.env["property.unit"].union(*units)
        self.env.flush_all()
        for size in (2, 50):
            some, units = units[:size], units[size:]
            self.env.invalidate_all()
            some.mapped("company_id.name")
            with self.subTest(size=size), self.assertQueryCount(OWNERSHIP_QUERIES):
                self.Ownership.with_context(property_load=BULK_LOAD).create(
                    [{"unit_id": unit.id, "partner_id": self.wang.id} for unit in some]
                )
                self.env.flush_all()
