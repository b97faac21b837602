from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user
from odoo.tools import mute_logger

from .meeting_common import MeetingCommon

RULES = ("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")


@freeze_time("2026-03-05 04:00:00")
class TestMeetingSecurity(MeetingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-03-05 04:00:00"):
            cls.matter = cls._raise(partner_id=cls.user_portal.partner_id.id)
            cls.meeting = cls._call()
            cls.decision = cls._decide(cls.meeting, yes=4)
            cls.action = (
                cls.env["property.committee.action"]
                .with_user(cls.manager)
                .create(
                    {
                        "name": "Three offers",
                        "meeting_id": cls.meeting.id,
                        "user_id": cls.user_agent.id,
                        "due_on": "2026-03-20",
                    }
                )
            )
        cls._own(cls.user_portal.partner_id, cls.unit)

    def _get_records(self, user):
        records = (
            self.meeting,
            self.meeting.agenda_ids[0],
            self.meeting.attendance_ids[0],
            self.decision,
            self.decision.vote_ids[0],
            self.action,
            self.matter,
        )
        return [record.with_user(user) for record in records]

    @mute_logger(*RULES)
    def test_owners_strangers_and_other_companies_are_refused(self):
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

    @mute_logger(*RULES)
    def test_agents_and_auditors_only_read(self):
        for user in (self.user_agent, self.user_auditor):
            for record in self._get_records(user):
                record.read()
                with self.subTest(user=user.login, model=record._name):
                    for act in (record.unlink, lambda r=record: r.write({"note": "x"})):
                        with self.assertRaises(AccessError):
                            act()
            meeting = self.meeting.with_user(user)
            for name in ("call", "hold", "publish", "cancel", "all_present"):
                with self.subTest(name), self.assertRaises(AccessError):
                    getattr(meeting, f"action_{name}")()
            matter = self.matter.with_user(user)
            for name in ("answer", "close", "reopen", "put_on_agenda"):
                with self.subTest(name), self.assertRaises(AccessError):
                    getattr(matter, f"action_{name}")()
            with self.assertRaises(AccessError):
                self.decision.with_user(user).action_all_yes()

    @mute_logger(*RULES)
    def test_other_systems_only_read(self):
        user = new_test_user(
            self.env,
            "integration",
            groups="base.group_user,property_crm.group_property_integration",
            company_id=self.site.company_id.id,
            company_ids=[Command.set(self.site.company_id.ids)],
        )
        self._enrol(user, self.site.territory_id)
        for record in self._get_records(user):
            with self.subTest(model=record._name):
                record.read()
                for act in (
                    record.unlink,
                    lambda r=record: r.write({"note": "x"}),
                    lambda r=record: r.create({}),
                ):
                    with self.assertRaises(AccessError):
                        act()

    @mute_logger(*RULES)
    def test_who_has_to_do_it_says_that_it_is_done(self):
        with self.assertRaises(AccessError):
            self.action.with_user(self.user_auditor).action_done()
        self.action.with_user(self.user_agent).action_done()
        self.assertEqual(self.action.state, "done")
        with self.assertRaises(AccessError):
            self.action.with_user(self.user_agent).action_reopen()

    @mute_logger(*RULES)
    def test_dispatchers_keep_matters_and_actions_not_meetings(self):
        matter = self.matter.with_user(self.user_dispatcher)
        matter.answer = "Yes"
        matter.action_answer()
        self.assertEqual(matter.state, "answered")
        self.action.with_user(self.user_dispatcher).due_on = "2026-03-22"
        with self.assertRaises(AccessError):
            self._plan(user=self.user_dispatcher)
        with self.assertRaises(AccessError):
            self.meeting.with_user(self.user_dispatcher).place = "x"

    @mute_logger(*RULES)
    def test_nobody_plans_for_a_site_he_does_not_work_in(self):
        foreign = self._create_term(self.other_site)
        for make in (self._plan, self._raise):
            with self.assertRaises(AccessError):
                make(term_id=foreign.id)
        mine = self._plan()
        with self.assertRaises(AccessError):
            mine.term_id = foreign
        with self.assertRaises(AccessError):
            mine.write({"site_id": self.other_site.id})
