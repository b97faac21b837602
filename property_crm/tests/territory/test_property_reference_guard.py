from odoo.exceptions import AccessError, UserError

from ..common import PropertyCommon

BOUND_ROLES = ("agent", "dispatcher", "site_manager", "integration")
PLACE_MODELS = (
    "property.site",
    "property.building",
    "property.unit",
    "property.common.part",
    "property.territory",
    "property.territory.staff",
    "property.ownership",
    "property.occupancy",
)


class TestPropertyReferenceGuard(PropertyCommon):
    """Whoever works in one site cannot write his way into another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.there = {
            "property.site": cls.other_site,
            "property.building": cls.other_building,
            "property.unit": cls.other_unit,
            "property.territory": cls.other_site.territory_id,
        }
        cls.own_part, cls.other_part = cls.env["property.common.part"].create(
            [
                {"name": "Lift", "site_id": site.id}
                for site in (cls.site, cls.other_site)
            ]
        )
        cls.there["property.common.part"] = cls.other_part
        cls.own_territory = cls.env["property.territory"].create(
            {
                "name": "House",
                "kind": "building",
                "site_id": cls.site.id,
                "building_id": cls.building.id,
            }
        )
        owner = cls.env["res.partner"].create({"name": "Owner"})
        tie = {"unit_id": cls.unit.id, "partner_id": owner.id}
        cls.own = {
            "property.site": cls.site,
            "property.building": cls.building,
            "property.unit": cls.unit,
            "property.common.part": cls.own_part,
            "property.territory": cls.own_territory,
            "property.territory.staff": cls.user_site_manager.territory_staff_ids,
            "property.ownership": cls.env["property.ownership"].create(tie),
            "property.occupancy": cls.env["property.occupancy"].create(
                {**tie, "role": "tenant"}
            ),
        }

    def _get_references(self, model):
        """Return the many2one of the model that can point into the other site."""
        return [
            (name, self.there[field.comodel_name])
            for name, field in self.env[model]._fields.items()
            if field.type == "many2one"
            and field.comodel_name in self.there
            and field.store
            and not field.related
        ]

    def test_nobody_writes_what_follows_from_the_place(self):
        """Neither the place nor the company of his own records, into his own either."""
        entrance = self.env["property.territory"].create(
            {
                "name": "Entrance 2",
                "kind": "entrance",
                "site_id": self.site.id,
                "building_id": self.building.id,
                "entrance": "2",
            }
        )
        company = self.env["res.company"].create({"name": "Other"})
        user = self.user_site_manager
        for record in (self.site, self.building, self.unit, self.own_part):
            with self.subTest(record=record), self.assertRaises(AccessError):
                record.with_user(user).territory_id = entrance
        for record in (self.building, self.unit, self.own_part):
            with self.subTest(record=record), self.assertRaises(AccessError):
                record.with_user(user).company_id = company
        with self.assertRaises(AccessError):
            self.unit.with_user(user).site_id = self.site

    def test_nobody_names_a_stranger_as_developer(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        self.env["property.occupancy"].create(
            {"unit_id": self.other_unit.id, "partner_id": stranger.id}
        )
        firm = self.env["res.partner"].create({"name": "Builder", "is_company": True})
        site = self.site.with_user(self.user_site_manager)
        site.developer_id = firm
        with self.assertRaises(AccessError):
            site.developer_id = stranger

    def test_nobody_writes_his_way_into_another_site(self):
        tried = 0
        for role in BOUND_ROLES:
            user = getattr(self, f"user_{role}")
            for model in PLACE_MODELS:
                for name, there in self._get_references(model):
                    record = self.own[model].with_user(user)
                    tried += 1
                    with (
                        self.subTest(role=role, model=model, field=name),
                        self.assertRaises(UserError),
                    ):
                        record.write({name: there.id})
        self.assertGreater(tried, 40)

    def test_site_manager_creates_nothing_in_another_site(self):
        building, site = self.other_building.id, self.other_site.id
        manager = self.user_site_manager
        for model, values in (
            ("property.unit", {"building_id": building, "room": "1"}),
            ("property.building", {"site_id": site, "code": "9"}),
            ("property.common.part", {"site_id": site, "name": "Gate"}),
            (
                "property.territory",
                {
                    "name": "Mine",
                    "kind": "building",
                    "site_id": site,
                    "building_id": building,
                    "staff_ids": [(0, 0, {"user_id": manager.id})],
                },
            ),
            (
                "property.territory.staff",
                {
                    "territory_id": self.other_site.territory_id.id,
                    "user_id": manager.id,
                },
            ),
        ):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].with_user(manager).create(values)

    def test_defaults_of_the_client_are_checked_too(self):
        units = self.env["property.unit"].with_user(self.user_site_manager)
        units = units.with_context(default_building_id=self.other_building.id)
        with self.assertRaises(AccessError):
            units.create({"room": "1"})

    def test_guard_allows_what_is_seen(self):
        second = self._create_building(self.site, "2")
        self.unit.with_user(self.user_site_manager).building_id = second.id
        self.assertEqual(self.unit.building_id, second)
