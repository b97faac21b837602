from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

ROLES = (
    "agent",
    "dispatcher",
    "site_manager",
    "company_manager",
    "auditor",
    "integration",
)


@tagged("post_install", "-at_install")
class PropertyCommon(BaseCommon):
    """Two sites, and one user per role who works on the first of them.

    ``site`` has the users, ``other_site`` is the one they must not see.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site = cls._create_site("Lakeside", "LS")
        cls.other_site = cls._create_site("Hillside", "HS")
        cls.building = cls._create_building(cls.site, "1")
        cls.other_building = cls._create_building(cls.other_site, "1")
        cls.unit = cls._create_units(1)
        cls.other_unit = cls._create_units(1, building=cls.other_building)
        for role in ROLES:
            setattr(cls, f"user_{role}", cls._create_role_user(role))
        cls.user_stranger = new_test_user(
            cls.env, "stranger", groups="property_crm.group_property_agent"
        )
        cls._enrol(cls.user_stranger, cls.other_site.territory_id)
        cls.user_portal = new_test_user(cls.env, "portal_1", groups="base.group_portal")

    @classmethod
    def _create_role_user(cls, role):
        """Return a user of the role; those bound to territories work on ``site``."""
        user = new_test_user(
            cls.env, f"property_{role}", groups=f"property_crm.group_property_{role}"
        )
        if role not in ("company_manager", "auditor"):
            cls._enrol(user, cls.site.territory_id)
        return user

    @classmethod
    def _enrol(cls, user, territory, **values):
        return cls.env["property.territory.staff"].create(
            {
                "user_id": user.id,
                "territory_id": territory.id,
                "date_from": "2020-01-01",
                **values,
            }
        )

    @classmethod
    def _create_site(cls, name, code, **values):
        return cls.env["property.site"].create({"name": name, "code": code, **values})

    @classmethod
    def _create_building(cls, site, code, **values):
        return cls.env["property.building"].create(
            {"site_id": site.id, "code": code, **values}
        )

    @classmethod
    def _create_units(cls, count, building=None, **values):
        """Create units 101, 102, … on the first floor of the building."""
        building = building or cls.building
        first = 101 + len(building.with_context(active_test=False).unit_ids)
        return cls.env["property.unit"].create(
            [
                {
                    "building_id": building.id,
                    "room": str(room),
                    "floor_label": "1",
                    "floor_index": 1,
                    **values,
                }
                for room in range(first, first + count)
            ]
        )
