from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from ..common import PropertyCommon


@freeze_time("2026-03-09 04:30:00")
class TestMembership(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.env["res.partner"].create({"name": "Zhang San"})
        cls.env["property.occupancy"].create(
            {
                "unit_id": cls.unit.id,
                "partner_id": cls.customer.id,
                "role": "tenant",
                "date_from": "2020-01-01",
            }
        )
        cls.Member = cls.env["property.membership"].with_user(cls.user_agent)
        cls.member = cls.Member.create({"partner_id": cls.customer.id})

    def test_points_make_the_level(self):
        self.assertEqual(self.member.level_id.name, "Member")
        for number in range(2):
            self.member._earn("referral", reference=f"friend {number}")
        self.assertEqual((self.member.points, self.member.points_year), (200, 200))
        self.assertEqual(self.member.level_id.name, "Silver")
        self.assertEqual(str(self.member.date_expiring), "2028-03-09")
        self.assertEqual(self.member.points_expiring, 200)

    def test_of_one_cause_once(self):
        self.assertEqual(len(self.member._earn("survey", reference="survey 7")), 1)
        self.assertFalse(self.member._earn("survey", reference="survey 7"))
        self.assertEqual(self.member.points, 10)

    def test_spent_and_never_more_than_there_is(self):
        self.member._earn("referral")
        self.member._spend(60, "Two hours of cleaning")
        self.assertEqual((self.member.points, self.member.points_year), (40, 100))
        for points in (41, 0, -5):
            with self.subTest(points=points), self.assertRaises(ValidationError):
                self.member._spend(points, "x")

    def test_run_out_once(self):
        self.member._earn("survey")  # twelve months
        self.member._earn("referral")  # twenty-four
        self.member._spend(4, "Tea")
        with freeze_time("2027-03-11 04:30:00"):
            self.env.invalidate_all()
            for _run in range(2):
                with self.enter_registry_test_mode():
                    cron = self.env.ref("property_crm.ir_cron_refresh_memberships")
                    cron.method_direct_trigger()
            self.env.invalidate_all()
            gone = self.member.point_ids.filtered(lambda one: one.kind == "expired")
            self.assertEqual(gone.mapped("points"), [-6])
            self.assertEqual((self.member.points, self.member.points_year), (100, 0))

    def test_the_ledger_stands(self):
        line = self.member._earn("referral")
        manager = line.with_user(self.user_company_manager)
        for act in (lambda: manager.write({"points": 1}), manager.unlink):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(UserError):
            self.member.with_user(self.user_company_manager).unlink()

    def test_who_sees_it(self):
        self.member._earn("referral")
        self.assertTrue(self.member.with_user(self.user_auditor).points)
        for user in (self.user_stranger, self.user_portal):
            for record in (self.member, self.member.point_ids):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])
        rule = self.env["property.membership.rule"].search([], limit=1)
        with self.assertRaises(AccessError):
            rule.with_user(self.user_site_manager).points = 1000

    def test_a_resident_reads_his_own(self):
        portal = self.user_portal
        self.assertEqual(portal.with_user(portal)._get_own_membership(), {})
        own = self.env["property.membership"].create(
            {"partner_id": portal.partner_id.id}
        )
        own._earn("survey")
        self.assertEqual(own.with_user(portal).points, 10)
        shown = portal.with_user(portal)._get_own_membership()
        self.assertEqual((shown["points"], shown["expiring"]), (10, 10))
        with self.assertRaises(AccessError):
            own.with_user(portal).write({"active": False})
        with self.assertRaises(AccessError):
            self.env["property.membership.point"].with_user(portal).create(
                {"membership_id": own.id, "points": 9, "note": "x"}
            )

    def test_list_costs_the_same_for_many(self):
        partners = self.env["res.partner"].create(
            [{"name": str(number)} for number in range(30)]
        )
        members = self.Member.sudo().create(
            [{"partner_id": partner.id} for partner in partners]
        )
        members._earn("survey")
        self.assertSameQueries(
            "property_crm.property_membership_view_list",
            members[:2],
            members,
            self.user_company_manager,
        )
