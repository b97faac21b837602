from odoo.exceptions import AccessError

from .common import RegisterCommon

FRONT_DESK_ONLY = (
    "property.visitor.pass",
    "property.parcel",
    "property.goods.pass",
    "property.pass.check",
)


class TestRegisterViews(RegisterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.passes = cls._make_pass().concat(*(cls._make_pass() for _n in range(21)))
        cls.parcels = cls.env["property.parcel"].create([{"unit_id": cls.unit.id}] * 22)
        cls.goods = cls.env["property.goods.pass"].create(
            [{"unit_id": cls.unit.id, "name": "Sofa"}] * 22
        )
        cls.permits = cls.env["property.decoration.permit"].create(
            [
                {
                    "unit_id": cls.unit.id,
                    "date_from": "2026-03-02",
                    "date_to": "2026-03-31",
                    "worker_ids": [(0, 0, {"name": "Tiler"})],
                    "inspection_ids": [(0, 0, {})],
                }
            ]
            * 22
        )
        cls.registers = [cls.passes, cls.parcels, cls.goods, cls.permits]

    def test_same_queries_for_few_and_many(self):
        for lines in self.registers:
            stem = lines._name.replace(".", "_")
            for kind in ("list", "kanban"):
                with self.subTest(model=lines._name, view=kind):
                    self.assertSameQueries(
                        f"property_crm.{stem}_view_{kind}",
                        lines[:2],
                        lines[2:],
                        self.desk,
                    )

    def test_the_desk_keeps_the_registers_of_its_site(self):
        for lines in self.registers:
            mine = lines[0].with_user(self.desk)
            mine.copy()
            with self.subTest(model=lines._name), self.assertRaises(AccessError):
                mine.unlink()
            with self.assertRaises(AccessError):
                mine.create(
                    {
                        "unit_id": self.other_unit.id,
                        "name": "x",
                        "date_from": "2026-03-02",
                        "date_to": "2026-03-02",
                    }
                    if lines == self.permits
                    else {"unit_id": self.other_unit.id}
                )

    def test_strangers_and_residents_are_refused(self):
        line = self.permits[0]
        records = [*self.registers, line.worker_ids, line.inspection_ids]
        for records_ in records:
            for user in (self.user_stranger, self.user_portal):
                if user == self.user_portal and records_ in (self.passes, self.parcels):
                    continue
                with (
                    self.subTest(model=records_._name, user=user.login),
                    self.assertRaises(AccessError),
                ):
                    records_[0].with_user(user).read()

    def test_residents_read_their_own_and_change_nothing(self):
        for lines in (self.passes, self.parcels):
            mine = lines[0].with_user(self.user_portal)
            mine.read(["code", "state"])
            for act in (
                lambda mine=mine: mine.write({"note": "x"}),
                lambda mine=mine: mine.create({"unit_id": self.unit.id}),
                mine.unlink,
            ):
                with self.subTest(model=lines._name), self.assertRaises(AccessError):
                    act()
            lines[1].partner_id = self.li
            with self.assertRaises(AccessError):
                lines[1].with_user(self.user_portal).read(["code"])

    def test_technicians_read_permits_only(self):
        for name in FRONT_DESK_ONLY:
            with self.subTest(model=name):
                self.assertFalse(
                    self.env[name].with_user(self.user_agent).has_access("read")
                )
        permit = self.permits[0].with_user(self.user_agent)
        permit.read(["name", "state"])
        for act in (
            lambda: permit.write({"description": "x"}),
            lambda: permit.worker_ids.write({"name": "x"}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_nobody_is_named_whom_the_desk_does_not_see(self):
        self._live(self.li, unit=self.other_unit)
        self.env.flush_all()
        for lines in self.registers:
            with self.subTest(model=lines._name), self.assertRaises(AccessError):
                lines[0].with_user(self.desk).partner_id = self.li
        with self.assertRaises(AccessError):
            self.goods[0].with_user(self.desk).consent_partner_id = self.li
