from lxml import etree

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon

ROLES = (
    "agent",
    "dispatcher",
    "site_manager",
    "company_manager",
    "auditor",
    "integration",
)
# They see all of their company, wherever they work.
UNBOUND = ("company_manager", "auditor")


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
        given = cls._get_users()
        users = cls._create_users(*given.values())
        for name, user in zip(given, users, strict=True):
            setattr(cls, f"user_{name}", user)
        cls._enrol_users()

    @classmethod
    def _get_users(cls):
        """Return what every test has as ``user_…``: name, login and group."""
        return {
            **{
                role: (f"property_{role}", f"property_crm.group_property_{role}")
                for role in ROLES
            },
            "stranger": ("stranger", "property_crm.group_property_agent"),
            "portal": ("portal_1", "base.group_portal"),
        }

    @classmethod
    def _create_users(cls, *given):
        """Create users as ``new_test_user`` does, but all at once.

        Most of what the preparation of a test costs is users.
        """
        return cls.env["res.users"].create(
            [
                {
                    "login": login,
                    "name": f"{login} ({group})",
                    "password": login.ljust(8, "x"),
                    "email": f"{login[0]}.{login[0]}@example.com",
                    "group_ids": [Command.set(cls.env.ref(group).ids)],
                }
                for login, group in given
            ]
        )

    @classmethod
    def _enrol_users(cls):
        """Those bound to territories work on ``site``, the stranger on the other."""
        roles = [role for role in ROLES if role not in UNBOUND]
        workers = cls.env["res.users"].union(
            *(getattr(cls, f"user_{role}") for role in roles)
        )
        return cls._enrol(workers, cls.site.territory_id) | cls._enrol(
            cls.user_stranger, cls.other_site.territory_id
        )

    @classmethod
    def _enrol(cls, users, territory, **values):
        return cls.env["property.territory.staff"].create(
            [
                {
                    "user_id": user.id,
                    "territory_id": territory.id,
                    "date_from": "2020-01-01",
                    **values,
                }
                for user in users
            ]
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
