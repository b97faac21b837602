from lxml import etree

from odoo.tests import freeze_time

from .meeting_common import MeetingCommon


@freeze_time("2026-03-05 04:00:00")
class TestMeetingViews(MeetingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-03-05 04:00:00"):
            cls.meetings = cls._call().concat(*(cls._call() for _n in range(7)))
            for meeting in cls.meetings:
                cls._decide(meeting, yes=4)
            cls.decisions = cls.meetings.decision_ids
            cls.actions = cls.env["property.committee.action"].create(
                [
                    {
                        "name": "Offers",
                        "meeting_id": meeting.id,
                        "user_id": cls.manager.id,
                        "due_on": "2026-03-20",
                    }
                    for meeting in cls.meetings
                ]
            )
            cls.matters = cls._raise(partner_id=cls.wang.id)
            for _n in range(7):
                cls.matters |= cls._raise(partner_id=cls.wang.id)

    def test_same_queries_for_few_and_many(self):
        for lines, kinds in (
            (self.meetings, ("list", "kanban")),
            (self.decisions, ("list",)),
            (self.actions, ("list", "kanban")),
            (self.matters, ("list", "kanban")),
        ):
            stem = lines._name.replace(".", "_")
            for kind in kinds:
                with self.subTest(model=lines._name, view=kind):
                    self.assertSameQueries(
                        f"property_crm.{stem}_view_{kind}",
                        lines[:2],
                        lines[2:],
                        self.manager,
                    )

    def test_a_form_costs_the_same_for_few_lines_and_for_many(self):
        few, many = self.meetings[:2]
        for _n in range(6):
            self._decide(many, yes=4)
        self.assertSameQueries(
            "property_crm.property_committee_meeting_view_form", few, many, self.manager
        )

    def test_no_role_is_shown_a_button_that_it_is_refused(self):
        meeting = {
            f"action_{name}"
            for name in ("call", "hold", "publish", "cancel", "all_present", "all_yes")
        }
        matter = {"action_answer", "action_close", "action_reopen"}
        keeper, desk = {self.manager}, {self.manager, self.user_dispatcher}
        for kind, names, allowed in (
            ("meeting", meeting, keeper),
            ("decision", {"action_all_yes"}, keeper),
            ("matter", {"action_put_on_agenda"}, keeper),
            ("matter", matter, desk),
            ("action", {"action_reopen"}, desk),
        ):
            form = self.env.ref(f"property_crm.property_committee_{kind}_view_form")
            for user in (
                self.manager,
                self.user_dispatcher,
                self.user_agent,
                self.user_auditor,
            ):
                with self.subTest(kind=kind, user=user.login, names=names):
                    model = self.env[form.model].with_user(user)
                    arch = etree.fromstring(model.get_view(form.id, "form")["arch"])
                    shown = {button.get("name") for button in arch.iter("button")}
                    wanted = names if user in allowed else set()
                    self.assertEqual(shown & names, wanted)

    def test_every_role_opens_every_view(self):
        for lines in (self.meetings, self.decisions, self.actions, self.matters):
            stem = lines._name.replace(".", "_")
            action = self.env.ref(f"property_crm.{stem}_action")
            for user in (self.manager, self.user_agent, self.user_auditor):
                with self.subTest(model=lines._name, user=user.login):
                    model = lines.with_user(user).browse()
                    views = [(False, kind) for kind in action.view_mode.split(",")]
                    shown = model.get_views([*views, (False, "search")])["views"]
                    self.assertIn("search", shown)
