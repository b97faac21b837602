from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user

from .common import NoticeCommon

MODELS = (
    "property.notice",
    "property.notice.text",
    "property.notice.place",
    "property.notice.recipient",
)


class TestNoticeSecurity(NoticeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls._own(cls.resident, cls.upper)
        cls.notice = cls._write_notice(
            text_ids=[Command.create({"lang": "zh_CN", "name": "停水"})]
        )
        cls.notice.action_publish()

    def _get_records(self, user):
        records = [
            self.notice,
            self.notice.text_ids,
            self.notice.place_ids,
            self.notice.recipient_ids,
        ]
        return [record.with_user(user) for record in records]

    def test_residents_and_strangers_are_refused(self):
        company = self.env["res.company"].create({"name": "Other"})
        other = new_test_user(
            self.env,
            "other_manager",
            groups="property_crm.group_property_company_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        for user in (self.user_portal, self.user_stranger, other):
            for record in self._get_records(user):
                with self.subTest(user=user.login, model=record._name):
                    with self.assertRaises(AccessError):
                        record.read(["create_date"])
                    if user != self.user_portal:
                        self.assertFalse(record.search([]))

    def test_agents_and_auditors_only_read(self):
        for user in (self.user_agent, self.user_auditor):
            for record in self._get_records(user):
                record.read()
                with self.subTest(user=user.login, model=record._name):
                    for act in (record.unlink, lambda r=record: r.write({"name": "x"})):
                        with self.assertRaises(AccessError):
                            act()
            with self.assertRaises(AccessError):
                self._write_notice(user=user)
            for act in ("action_publish", "action_withdraw", "action_back_to_draft"):
                with self.assertRaises(AccessError):
                    getattr(self.notice.with_user(user), act)()

    def test_nobody_writes_to_a_site_he_does_not_work_in(self):
        with self.assertRaises(AccessError):
            self._write_notice({"site_id": self.other_site.id})
        both = self._write_notice(
            {"site_id": self.site.id},
            {"site_id": self.other_site.id},
            user=self.user_company_manager,
        )
        mine = both.with_user(self.user_dispatcher)
        self.assertEqual(mine.name, "Water off")
        for act in (
            lambda: mine.write({"name": "x"}),
            mine.action_publish,
            lambda: mine.place_ids[0].write({"building_id": self.building.id}),
            lambda: mine.write({"text_ids": [Command.create({"name": "x"})]}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_the_state_is_the_systems(self):
        draft = self._write_notice(state="published", published_at="2026-01-01")
        self.assertEqual(draft.state, "draft")
        self.assertFalse(draft.published_at)
        for vals in ({"state": "published"}, {"published_at": "2026-01-01"}):
            with self.assertRaises(UserError):
                draft.write(vals)

    def test_names_only_of_ones_own_territory(self):
        """Who looks after one house sees who was told there, and all the numbers."""
        territory = self.env["property.territory"].create(
            {
                "name": "House 2",
                "kind": "building",
                "site_id": self.site.id,
                "building_id": self._create_building(self.site, "2").id,
            }
        )
        steward = new_test_user(
            self.env, "house_2", groups="property_crm.group_property_agent"
        )
        self._enrol(steward, territory)
        notice = self.notice.with_user(steward)
        self.assertEqual(notice.person_count, 1)
        self.assertFalse(notice.recipient_ids)
