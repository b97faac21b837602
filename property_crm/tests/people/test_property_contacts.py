from odoo.exceptions import ValidationError
from odoo.tests import freeze_time

from .common import PeopleCommon


@freeze_time("2024-01-05 04:00:00")  # Friday noon in Shanghai
class TestPropertyContacts(PeopleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        cls.wang.phone, cls.li.phone = "+8613800138000", "+8613900139000"
        cls._own(cls.wang)
        cls._live(cls.li, is_main=True)

    def _names(self, purpose, **kwargs):
        contacts = self.unit.with_user(self.user_dispatcher).get_contacts(
            purpose, **kwargs
        )
        return [contact["name"] for contact in contacts]

    def _prefer(self, partner, purpose, **values):
        return self.env["property.contact.preference"].create(
            {"partner_id": partner.id, "purpose": purpose, **values}
        )

    def test_ranked_by_purpose_with_reasons(self):
        self.assertEqual(self._names("billing"), ["Wang Wei", "Li Na"])
        self.assertEqual(self._names("repair"), ["Li Na", "Wang Wei"])
        first = self.unit.with_user(self.user_dispatcher).get_contacts("repair")[0]
        self.assertEqual(first["reasons"], ["main contact", "lives or works here"])
        self.assertEqual(first["phone"], "+8613900139000")

    def test_hours_are_the_sites(self):
        self._prefer(self.li, "any", hour_from=18, hour_to=21)
        self.assertEqual(self._names("repair"), ["Wang Wei", "Li Na"])
        evening = "2024-01-05 10:30:00"
        self.assertEqual(self._names("repair", at=evening), ["Li Na", "Wang Wei"])

    def test_a_wish_for_the_purpose_comes_first(self):
        self._prefer(self.li, "billing", phone="+8613700137000")
        first = self.unit.with_user(self.user_dispatcher).get_contacts("billing")[0]
        self.assertEqual((first["name"], first["phone"]), ("Li Na", "+8613700137000"))

    def test_a_wish_for_another_unit_does_not_count(self):
        [second] = self._create_units(1)
        self._prefer(self.li, "billing", unit_id=second.id)
        self.assertEqual(self._names("billing"), ["Wang Wei", "Li Na"])

    def test_the_developer_until_delivery(self):
        self.site.developer_id = self.zhao
        self.assertEqual(self._names("billing")[-1], "Zhao Min")
        self.unit.date_delivered = "2024-01-01"
        self.assertNotIn("Zhao Min", self._names("billing"))

    def test_agents_see_masked_numbers(self):
        first = self.unit.with_user(self.user_agent).get_contacts("repair")[0]
        self.assertEqual(first["phone"], "139****9000")

    def test_unknown_purpose_is_named(self):
        with self.assertRaises(ValidationError) as caught:
            self.unit.get_contacts("gossip")
        self.assertIn("Purpose", str(caught.exception))

    def test_the_time_is_iso_8601(self):
        self._prefer(self.li, "any", hour_from=18, hour_to=21)
        for text in ("2024-01-05T10:30:00Z", "2024-01-05T18:30:00+08:00"):
            self.assertEqual(self._names("repair", at=text), ["Li Na", "Wang Wei"])
        self.assertEqual(self._names("repair", at=False), ["Wang Wei", "Li Na"])
        for wrong in (
            "soon",
            "2024-13-01",
            5,
            ["2024-01-05"],
            "0001-01-01T00:00+08:00",
        ):
            with self.subTest(at=wrong), self.assertRaises(ValidationError) as caught:
                self._names("repair", at=wrong)
            self.assertIn("at:", str(caught.exception))

    def test_who_is_out_of_sight_is_left_out(self):
        """The developer, or an owner, may live on a site of others."""
        self.site.developer_id = self.zhao
        company = self.env["res.company"].create({"name": "Other"})
        self.zhao.company_id = company
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._names("billing"), ["Wang Wei", "Li Na"])
        self._own(self.zhao, unit=self.other_unit)
        self.zhao.company_id = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._names("billing"), ["Wang Wei", "Li Na"])

    def test_dialog(self):
        dialog = self.env["property.contact.dialog"].with_user(self.user_agent)
        dialog = dialog.create({"unit_id": self.unit.id, "purpose": "billing"})
        self.assertEqual(dialog.line_ids.partner_id, self.wang | self.li)
        self.assertEqual(dialog.line_ids[0].phone, "138****8000")
