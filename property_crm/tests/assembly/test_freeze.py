from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import AssemblyCommon


@tagged("post_install", "-at_install")
class TestFreeze(AssemblyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.assembly = cls._create_assembly(cls.place)

    def test_totals_of_r1(self):
        self._call(self.assembly)
        register = self.assembly.motion_ids._make_register()
        self.assertEqual(register.totals["area"], 186000)
        self.assertEqual(register.totals["head"], 11)
        self.assertEqual(len(register.excluded), 40)
        self.assertEqual(self.assembly.unit_count, 56)

    def test_totals_of_r3(self):
        assembly = self._create_assembly(self._make_r3(), "cn_major")
        self._call(assembly)
        register = assembly.motion_ids._make_register()
        self.assertEqual((register.totals["area"], register.totals["head"]), (52944, 4))

    def test_totals_of_r2_by_another_measure(self):
        place = self._make_r2()
        self.env["property.unit.weight"].create(
            {"unit_id": place.units["U1"].id, "lot": 1, "entitlement": 60}
        )
        assembly = self._create_assembly(place, "au_nsw_special")
        self._call(assembly)
        totals = assembly.motion_ids._make_register().totals
        self.assertEqual((totals["entitlement"], totals["lot"]), (60, 12))

    def test_heads(self):
        self._call(self.assembly)
        units = self.place.units
        heads = {name: self._get_head(self.assembly, units[name]) for name in units}
        self.assertEqual(heads["D1"], "dev")
        self.assertEqual(heads["D1"], heads["D4"])
        self.assertEqual(heads["B101"], heads["B103"])
        self.assertEqual(heads["B101"], str(self.place.owners["o7"].id))

    def test_row_of_developer(self):
        self._call(self.assembly)
        row = self.assembly.row_ids.filtered(lambda one: one.unit_name == "D1")
        self.assertEqual(row.state, "undelivered")
        self.assertEqual(row.representative_id, self.developer)
        self.assertEqual(row.owner_names, "Developer")
        self.assertEqual(row.owner_keys, self.place.owners["buyer1"].ids)

    def test_co_owners_vote_by_their_representative(self):
        ann, bob = self._create_people("Ann", "Bob")
        unit = self._add_units(self.place, "A", {"301": 100})
        self._own(ann, unit, share=(1, 2))
        self._own(bob, unit, share=(1, 2), is_representative=True)
        self._call(self.assembly)
        row = self.assembly.row_ids.filtered(lambda one: one.unit_id == unit)
        self.assertEqual(row.representative_id, bob)
        self.assertEqual(row.head_key, f"{ann.id}+{bob.id}")

    def test_sale_after_the_notice(self):
        """The owners of the day of the notice vote, whoever owns the unit later."""
        unit, seller = self.place.units["A101"], self.place.owners["o1"]
        sold_on = fields.Date.add(self.assembly.notice_on, days=3)
        unit.ownership_ids.date_to = sold_on
        self._own(self.wang, unit, date_from=fields.Date.add(sold_on, days=1))
        self._call(self.assembly)
        row = self.assembly.row_ids.filtered(lambda one: one.unit_id == unit)
        self.assertEqual(row.representative_id, seller)

    def test_later_changes_do_not_reach_the_register(self):
        self._call(self.assembly)
        unit = self.place.units["A101"]
        unit.area_voting = 1
        self.assertEqual(
            self.assembly.row_ids.filtered(lambda row: row.unit_id == unit).area_centi,
            10000,
        )
        self.assertIsNone(self.assembly._find_broken_row())

    def test_nobody_changes_a_row(self):
        self._call(self.assembly)
        row = self.assembly.row_ids[0]
        for rows in (row.sudo(), row.with_user(self.user_company_manager).sudo()):
            with self.assertRaises(UserError):
                rows.area_centi = 1
            with self.assertRaises(UserError):
                rows.unlink()
            with self.assertRaises(UserError):
                rows.copy({"sequence": 99, "unit_id": self.other_unit.id})
        admin = self.env.ref("base.user_admin")
        for user in (admin, self.user_company_manager, self.user_site_manager):
            with self.assertRaises(AccessError):
                row.with_user(user).check_access("write")

    def test_assembly_with_a_register_stays(self):
        self._call(self.assembly)
        with self.assertRaises(UserError):
            self.assembly.sudo().unlink()

    @mute_logger("odoo.sql_db")
    def test_unit_of_a_register_stays(self):
        self._call(self.assembly)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.place.units["P1"].unlink()

    def test_frozen_once(self):
        self._call(self.assembly)
        with self.assertRaises(UserError):
            self.assembly._freeze()

    # The chain

    def _change(self, query):
        self.env.flush_all()
        self.env.cr.execute(query)
        self.env.invalidate_all()

    def test_whole_chain(self):
        self._call(self.assembly)
        answer = self.assembly.with_user(self.user_auditor).action_check_chain()
        self.assertEqual(answer["params"]["type"], "success")

    def test_every_column_is_in_the_chain(self):
        self._call(self.assembly)
        row = self.assembly.row_ids.filtered(lambda one: one.unit_name == "B102")
        changes = {
            "area_centi": 15001,
            "state": "unsold",
            "head_key": "1",
            "owner_keys": "[1]",
            "owner_names": "Eve",
            "representative_id": self.wang.id,
            "entrance": "9",
            "kind": "shop",
            "lot": 2,
            "area_source": None,
        }
        for column, value in changes.items():
            with self.subTest(column), self.env.cr.savepoint() as savepoint:
                self._change(
                    SQL(
                        "UPDATE property_assembly_row SET %s = %s WHERE id = %s",
                        SQL.identifier(column),
                        value,
                        row.id,
                    )
                )
                broken, place = self.assembly._find_broken_row()
                self.assertEqual((broken, place), (row, row.sequence))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_broken_row_is_named(self):
        self._call(self.assembly)
        row = self.assembly.row_ids[3]
        self._change(
            SQL("UPDATE property_assembly_row SET area_centi = 1 WHERE id = %s", row.id)
        )
        answer = self.assembly.action_check_chain()["params"]
        self.assertEqual(answer["type"], "danger")
        self.assertIn(row.unit_name, answer["message"])

    def test_missing_last_row(self):
        self._call(self.assembly)
        last = self.assembly.row_ids.sorted("sequence")[-1]
        place_of_last = last.sequence
        self._change(SQL("DELETE FROM property_assembly_row WHERE id = %s", last.id))
        broken, place = self.assembly._find_broken_row()
        self.assertFalse(broken)
        self.assertEqual(place, place_of_last)

    # Cost

    def test_same_queries_for_many_units(self):
        """The freeze reads all units at once; rows are inserted in one statement."""
        few = self._create_assembly(self._make_r3("Q3"))
        many = self._create_assembly(self._make_r1("Q1"))
        counts = []
        for assembly in (few, few.copy(), many):
            if not assembly.motion_ids:
                assembly.motion_ids = [
                    Command.create(
                        {"name": "M", "rule_id": self._get_rule("cn_ordinary").id}
                    )
                ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            assembly._freeze()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1] + 2)
