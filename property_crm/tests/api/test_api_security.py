from odoo.exceptions import AccessError

from .common import ApiCommon

MODELS = (
    "property.site",
    "property.building",
    "property.unit",
    "property.ownership",
    "property.occupancy",
)


class TestApiSecurity(ApiCommon):
    def test_who_may_not_write_is_refused(self):
        for user in (self.user_auditor, self.user_agent, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._upsert("property.unit", self._unit_row(1), user=user)

    def test_a_stranger_to_the_site_does_not_find_its_building(self):
        answer = self._upsert(
            "property.unit", self._unit_row(1), user=self.user_stranger_integration()
        )[0]
        self._assert_error(answer, "building", "not yours")

    def user_stranger_integration(self):
        user = self.user_stranger
        user.group_ids += self.env.ref("property_crm.group_property_integration")
        return user

    def test_a_stranger_changes_nothing_by_guessing_a_key(self):
        row = {"external_key": "S1-B1-101", "room": "999"}
        self._upsert("property.unit", row, user=self.user_stranger_integration())
        self.assertEqual(self.unit.room, "101")

    def test_the_creator_of_a_site_sees_it(self):
        row = {"external_key": "N", "name": "New", "code": "NEW"}
        site_id = self._upsert("property.site", row)[0]["id"]
        found = self._api("property.site").search([("external_key", "=", "N")])
        self.assertEqual(found.id, site_id)
        staff = found.sudo().territory_id.staff_ids
        self.assertRecordValues(
            staff, [{"user_id": self.user_integration.id, "role": "integration"}]
        )

    def test_integration_deletes_nothing(self):
        for model in MODELS:
            with self.subTest(model=model):
                self.assertFalse(self._api(model).has_access("unlink"))

    def test_integration_administers_nothing(self):
        for model in ("res.users", "res.groups", "ir.rule", "property.territory"):
            with self.subTest(model=model):
                self.assertFalse(self._api(model).has_access("write"))
