from odoo.tests import new_test_user

from ..people.common import PeopleCommon


class RegisterCommon(PeopleCommon):
    """A front desk at the site, and a resident who can sign in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resident = cls.user_portal.partner_id
        cls._live(cls.resident, is_main=True)
        cls.desk = new_test_user(
            cls.env, "desk", groups="property_crm.group_property_front_desk"
        )
        cls._enrol(cls.desk, cls.site.territory_id)

    @classmethod
    def _make(cls, model, **values):
        return cls.env[model].create({"unit_id": cls.unit.id, **values})

    @classmethod
    def _make_pass(cls, **values):
        return cls._make("property.visitor.pass", name="Aunt Mei", **values)

    @classmethod
    def _make_permit(cls, **values):
        return cls._make(
            "property.decoration.permit",
            **{"date_from": "2026-03-02", "date_to": "2026-03-31", **values},
        )
