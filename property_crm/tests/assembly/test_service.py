import base64

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import AssemblyCommon


@tagged("post_install", "-at_install")
class TestService(AssemblyCommon):
    """Who has the papers: entered one by one, for many, from a spreadsheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.assembly = cls._call(cls._create_assembly(cls.place))
        cls.services = cls.env["property.assembly.service"].with_user(cls.manager)

    def _get_rows(self, *names):
        units = {unit.id for unit in self.place.get(*names)}
        return self.assembly.row_ids.filtered(lambda row: row.unit_id.id in units)

    def _serve(self, name, **values):
        return self.services.create({"row_id": self._get_rows(name).id, **values})

    def _enter(self, rows=None, **values):
        records = self.assembly if rows is None else rows
        wizard = (
            self.env["property.service.entry"]
            .with_user(self.manager)
            .with_context(
                active_model=records._name,
                active_ids=records.ids,
                active_id=records.ids[0],
            )
            .create(values)
        )
        return wizard.action_enter()

    def test_one_unit_serves_its_head(self):
        self.assertEqual(self.assembly.unserved_count, 11)
        service = self._serve("B101", how="post")
        self.assertEqual(service.assembly_id, self.assembly)
        self.assertEqual(self.assembly.unserved_count, 10)
        rows = self.env["property.assembly.row"].with_user(self.manager)
        here = [("assembly_id", "=", self.assembly.id)]
        served = rows.search([*here, ("is_served", "=", True)])
        self.assertEqual(served, self._get_rows("B101", "B102", "B103"))
        self.assertTrue(all(served.mapped("is_served")))
        others = rows.search([*here, ("is_served", "=", False)])
        self.assertFalse(any(others.mapped("is_served")) or others & served)
        self.assertEqual(
            set(self.assembly.motion_ids._get_served()), set(served.unit_id.ids)
        )

    def test_for_many_rows(self):
        self._enter(self._get_rows("B101", "B102", "E1"), how="posting")
        self.assertEqual(self.assembly.service_ids.mapped("how"), ["posting"] * 2)
        self.assertEqual(self.assembly.unserved_count, 9)

    def test_from_a_spreadsheet(self):
        day = fields.Date.subtract(fields.Date.today(), days=3)
        text = f"unit,day\nA101,{day}\nA102,\n"
        self._enter(file=base64.b64encode(text.encode()), how="mail")
        days = {one.row_id.unit_name: one.date for one in self.assembly.service_ids}
        self.assertEqual(days, {"A101": day, "A102": fields.Date.today()})

    def test_a_spreadsheet_with_mistakes_enters_nothing(self):
        text = "A101\nZ999\nA102,yesterday\n"
        with self.assertRaisesRegex(UserError, "Row 2: Z999\nRow 3: A102"):
            self._enter(file=base64.b64encode(text.encode()))
        self.assertFalse(self.assembly.service_ids)

    def test_days(self):
        late = fields.Date.add(fields.Date.today(), days=2)
        early = fields.Date.subtract(self.assembly.notice_on, days=1)
        for day in (late, early):
            with self.assertRaises(ValidationError):
                self._serve("A101", date=day)
        other = self._call(self._create_assembly(self.place))
        with self.assertRaisesRegex(ValidationError, "another register"):
            self._serve("A101", assembly_id=other.id)

    def test_not_after_the_count(self):
        service = self._serve("A101")
        self._close(self._open(self.assembly))
        self._serve("A102", date=self._get_last_day())
        self.assembly._count({})
        for act in (
            lambda: self._serve("A103"),
            lambda: service.write({"how": "mail"}),
            service.unlink,
        ):
            with self.assertRaisesRegex(UserError, "counted"):
                act()

    def _get_last_day(self):
        return self.place.site._to_local(self.assembly.closes_at).date()

    def test_not_after_the_last_day(self):
        self._serve("B101")
        self._close(self._open(self.assembly))
        # the vote was over two days ago; B101's day was written without Odoo
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE property_assembly SET opens_at = opens_at - interval '2 day',"
                " closes_at = closes_at - interval '2 day',"
                " notice_on = notice_on - 9 WHERE id = %s",
                self.assembly.id,
            )
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(ValidationError, "last day of the vote"):
            self._serve("A101")
        self._serve("A103", date=self._get_last_day())
        self.assertEqual(
            self.assembly.motion_ids._get_served(), self._get_rows("A103").unit_id.ids
        )
        self.assertEqual(self.assembly.unserved_count, 10)

    def test_roles(self):
        service = self._serve("A101")
        values = {"row_id": self._get_rows("A102").id}
        for user in (self.user_agent, self.user_auditor, self.user_integration):
            mine = service.with_user(user)
            mine.read(["how"])
            for act in (mine.unlink, lambda m=mine: m.create(values)):
                with self.assertRaises(AccessError):
                    act()
        for user in (self.user_stranger, self.user_portal):
            mine = service.with_user(user)
            for act in (mine.unlink, mine.read, lambda m=mine: m.create(values)):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()
