from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestSame(LeadsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.country_id = cls.env.ref("base.cn")
        cls.env.company.country_id = cls.env.ref("base.cn")
        cls.Pair = cls.env["property.lead.pair"]
        cls.Source = cls.env["utm.source"]
        cls.first_source, cls.last_source = cls.Source.create(
            [{"name": "Fair"}, {"name": "Portal"}]
        )

    def _create_person(self, phone=False, email=False, name=False, **values):
        return self._create_leads(
            phone=phone, email_from=email, contact_name=name, **values
        )

    def _get_pairs(self, leads):
        return self.Pair.search([("other_id", "in", leads.ids)])

    def test_found_by_phone_however_it_is_written(self):
        old = self._create_person("13900139000", name="Wu")
        new = self._create_person("+86 139-0013-9000", "w@x.org", "Miss Wu")
        pair = self._get_pairs(new)
        self.assertEqual((pair.lead_id, pair.why), (old, "phone"))
        self.assertEqual((old.same_count, new.same_count), (1, 1))

    def test_found_by_mail_then_by_name_at_the_same_site(self):
        old = self._create_person(email="zhou@x.org", name="Zhou Lan")
        by_mail = self._create_person(email="Zhou <ZHOU@x.org>", name="Z")
        by_name = self._create_person("13900139001", name="zhou  lan")
        elsewhere = self._create_person(name="Zhou Lan", site_id=self.other_site.id)
        pairs = self._get_pairs(by_mail | by_name | elsewhere)
        self.assertEqual(
            {(pair.other_id, pair.why) for pair in pairs if pair.lead_id == old},
            {(by_mail, "email"), (by_name, "name")},
        )
        self.assertFalse(self._get_pairs(elsewhere))

    def test_many_in_queries_that_do_not_count(self):
        counts = []
        for count in (2, 2, 30):
            leads = self._create_leads(count)
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            leads._pair_up()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def _fill(self, old, new):
        """Give both somebody who decides, a cost, and a viewing of the same unit."""
        for lead in (old, new):
            self.env["property.lead.person"].create({"lead_id": lead.id, "name": "Hu"})
            self.env["property.lead.cost"].create(
                {"lead_id": lead.id, "name": "Taxi", "amount": 9}
            )
            self.env["property.viewing"].create(
                {
                    "lead_id": lead.id,
                    "unit_id": self.unit.id,
                    "user_id": self.user_sales.id,
                    "start": f"2100-03-0{lead.id - old.id + 1} 02:00:00",
                    "stop": f"2100-03-0{lead.id - old.id + 1} 03:00:00",
                }
            )

    def test_merging_keeps_the_older_source_and_loses_nothing(self):
        old = self._create_person("13900139000", source_id=self.first_source.id)
        new = self._create_person(
            "13900139000",
            source_id=self.last_source.id,
            stage_id=self._get_stage("viewing").id,
        )
        new.message_post(body="Likes the view")
        new.activity_schedule(summary="Call", user_id=self.user_sales.id)
        attachment = self.env["ir.attachment"].create(
            {"name": "id.txt", "res_model": "crm.lead", "res_id": old.id}
        )
        old.message_post(body="From the fair")
        self._fill(old, new)
        bodies = set((old | new).message_ids.mapped("body"))
        self._get_pairs(new).with_user(self.user_sales).action_merge()
        self.env.invalidate_all()
        head = (old | new).filtered("active")
        tail = (old | new) - head
        self.assertEqual(len(head), 1)
        self.assertEqual(head.source_id, self.first_source)
        self.assertEqual(tail.merged_into_id, head)
        self.assertNotEqual(tail.won_status, "lost")
        self.assertTrue(bodies <= set(head.message_ids.mapped("body")))
        self.assertIn("Call", head.activity_ids.mapped("summary"))
        self.assertEqual(attachment.res_id, head.id)
        self.assertEqual(len(head.touch_ids), 2)
        self.assertEqual((len(head.person_ids), len(head.cost_ids)), (2, 2))
        self.assertEqual((len(head.viewing_ids), len(tail.viewing_ids)), (1, 1))
        self.assertIn("merged", head.event_ids.mapped("kind"))
        self.assertEqual(self._get_pairs(new).state, "merged")

    def test_two_people_stay_two(self):
        self._create_person("13900139000")
        new = self._create_person("13900139000")
        self._get_pairs(new).with_user(self.user_sales).action_apart()
        new._pair_up()
        self.assertEqual(self._get_pairs(new).state, "apart")
        self.assertFalse(new.same_count)

    def test_who_sees_only_one_of_two_sees_no_pair(self):
        self._create_person("13900139000")
        new = self._create_person("13900139000", site_id=self.other_site.id)
        pair = self._get_pairs(new)
        self.assertTrue(pair)
        for user in (self.user_sales, self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                pair.with_user(user).read(["why"])
        with self.assertRaises(AccessError):
            pair.with_user(self.user_company_manager).write({"state": "apart"})

    def test_enquiries_are_never_changed(self):
        touch = self.lead.touch_ids
        with self.assertRaises(UserError):
            touch.write({"text": "x"})
        with self.assertRaises(UserError):
            touch.unlink()
        for user in (self.user_stranger, self.user_portal, self.user_sales_elsewhere):
            with self.assertRaises(AccessError):
                touch.with_user(user).read(["text"])
