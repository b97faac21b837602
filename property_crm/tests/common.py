from lxml import etree

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

    def assertSameQueries(self, view_xmlid, few, many, user=None):
        """Assert that a view costs the same queries for few records and for many.

        All fields of the view are read as the web client reads them. Of a list or
        kanban ``few`` and ``many`` are its records, of a form one record each with few
        and with many lines in it.
        """
        self.env.flush_all()
        counts = [
            self._count_view_queries(view_xmlid, records, user)
            for records in (few, many)
        ]
        self.assertEqual(
            *counts, f"{view_xmlid}: queries for {len(few)} and for {len(many)} records"
        )

    def _count_view_queries(self, view_xmlid, records, user):
        view = self.env.ref(view_xmlid)
        model = self.env[view.model].with_user(user or self.env.user)
        arch = etree.fromstring(model.get_view(view.id, view.type)["arch"])
        specification = self._get_view_specification(model, arch)
        counts = []
        for _run in range(3):  # the first fills the caches, another may find one full
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            if view.type == "form":
                model.browse(records.ids).web_read(specification)
            else:
                domain = [("id", "in", records.ids)]
                found = model.web_search_read(domain, specification, limit=80)
                self.assertEqual(len(found["records"]), len(records))
            counts.append(self.cr.sql_log_count - before)
        return min(counts)

    def _get_view_specification(self, model, arch):
        """Return what the web client asks for to show the view."""
        specification = {}
        inner = set(arch.xpath(".//field//field"))
        for node in arch.iterfind(".//field"):
            if node in inner:
                continue
            name = node.get("name")
            field = model._fields[name]
            specification[name] = {}
            if field.type == "many2one":
                specification[name] = {"fields": {"display_name": {}}}
            elif field.relational:
                lines = self.env[field.comodel_name].with_user(model.env.user)
                views = [child for child in node if child.tag in ("list", "kanban")]
                fields = {"display_name": {}}
                for view in views:
                    fields |= self._get_view_specification(lines, view)
                specification[name] = {"fields": fields, "limit": 80}
        return specification
