from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from odoo.addons.property_crm.tools.call_back import CallRule, parse_windows

from ..paper.common import PaperCommon


class TestSurveyCall(PaperCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.questions[0].with_context(lang="zh_CN").title = "可靠"
        cls.Entry = cls.env["property.call.entry"]
        cls.other = cls.partner.create({"name": "Li Na", "phone": "13900139000"})
        cls.written = cls.partner.create(
            {"name": "Zhao", "phone": "13700137000", "email": "z@example.com"}
        )
        cls.calls = cls._create_campaign("confidential")
        cls.invited = cls._invite(cls.calls, cls.partner, cls.other, cls.written)

    def setUp(self):
        super().setUp()
        # at any hour of the day
        self.patch(
            type(self.Entry),
            "_get_rule",
            lambda entry: CallRule(quiet=(0, 0), wanted=parse_windows(entry.wanted)),
        )

    def _start(self, campaign):
        """Make the list, and let the agent call; return it as he has it."""
        campaign.action_make_call_lists()
        call_list = campaign.call_list_ids
        call_list.agent_ids = [Command.create({"user_id": self.user_agent.id})]
        call_list.action_start()
        return self.Entry.with_user(self.user_agent)

    def _say(self, data, *values):
        """Return what the screen sends for these replies, in the order of the steps."""
        steps = [step for step in data["script"]["steps"] if step["kind"] != "say"][1:]
        answers = {}
        for step, value in zip(steps, values, strict=False):
            if value is not None and step["kind"] == "choice":
                value = step["options"][value - 1]["id"]
            answers[str(step["id"])] = value
        return answers

    def _end(self, data, code, answers=None):
        entry = self.Entry.with_user(self.user_agent).browse(data["id"])
        values = {"disposition": code, "attempt": data["attempt"]}
        return entry.api_answer(values | ({"answers": answers} if answers else {}))

    def test_the_script_asks_what_the_sheet_asks(self):
        self.calls.action_make_call_lists()
        script = self.calls.call_list_ids.script_id
        steps = script.step_ids
        self.assertEqual(script.state, "approved")
        self.assertEqual(steps[1:-1].survey_question_id.ids, self.ids)
        kinds = ["choice"] * 7 + ["number"] * 3 + ["text", "say"]
        self.assertEqual(steps.mapped("kind"), kinds)
        self.assertEqual(steps[1].option_ids.mapped("code"), [*"1234567", "none"])
        self.assertEqual(steps[1].with_context(lang="zh_CN").name, "可靠")
        self.assertEqual(steps[0].option_ids[1].goto_id, steps[-1])
        again = self._create_campaign("confidential")
        self.assertEqual(again._get_call_script(), script)
        # another word is given in another greeting
        newer = self._create_campaign("named")._get_call_script()
        self.assertEqual((newer.version, newer.origin_id), (2, script))
        self.assertEqual(again._get_call_script(), script)

    def test_the_script_is_called_what_the_questionnaire_is(self):
        """In the language of who reads it, whoever had it made."""
        survey = self.calls.survey_id
        survey.with_context(lang="zh_CN").title = "服务质量问卷"
        for lang in ("en_US", "zh_CN"):
            with self.subTest(lang), self.env.cr.savepoint() as savepoint:
                script = self.calls.with_context(lang=lang)._get_call_script()
                self.assertEqual(script.with_context(lang="zh_CN").name, "服务质量问卷")
                self.assertEqual(script.with_context(lang="en_US").name, survey.title)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_many_questions_are_warned_of(self):
        calls = self.calls.with_user(self.user_survey)
        self.assertFalse(calls.is_long_to_say)
        self.env["survey.question"].create(
            [
                {
                    "survey_id": self.survey.id,
                    "title": f"More {number}",
                    "question_type": "text_box",
                }
                for number in range(31 - len(self.ids))
            ]
        )
        calls.invalidate_recordset(["is_long_to_say"])
        self.assertTrue(calls.is_long_to_say)
        buttons = etree.fromstring(calls.get_view(view_type="form")["arch"]).xpath(
            "//button[@name='action_make_call_lists']"
        )
        self.assertEqual(
            ["more than thirty" in one.get("confirm") for one in buttons],
            ["not is_long_to_say" in one.get("invisible") for one in buttons],
        )

    def test_who_is_called(self):
        self.invited[1].state = "answered"
        self.calls.action_make_call_lists()
        entries = self.calls.call_list_ids.entry_ids
        self.assertEqual(entries.partner_id, self.partner)
        self.invited[1].state = "asked"
        self.calls.action_make_call_lists()
        self.assertEqual(len(self.calls.call_list_ids), 1)
        self.assertEqual(len(self.calls.call_list_ids.entry_ids), 2)

    def test_what_is_said_comes_home(self):
        """Through the working screen; of a confidential word the call keeps nothing."""
        agent = self._start(self.calls)
        data = agent.api_next_entry()
        # the invitation is called what the customer is
        self.assertEqual(data["about"], "")
        said = self._say(data, 7, 6, 5, 4, 3, 8, 40, 40, 9, "Dark stairs")
        entry = agent.browse(data["id"])
        entry.api_answer({"answers": said})
        self.assertTrue(entry.sudo().answer_ids)
        self._end(data, "done")
        sheet = self.env["property.survey.sheet"].search(
            [("campaign_id", "=", self.calls.id)]
        )
        numbers = [7, 6, 5, 4, 3, None, 50, 50, 9]
        self.assertEqual(sheet.numbers, self._get_answers(*numbers))
        self.assertEqual((sheet.channel, sheet.partner_id.id), ("phone", False))
        invitation = self.invited.browse(entry.sudo().res_id)
        self.assertEqual(sheet.invitation_id, invitation)
        self.assertEqual(invitation.state, "answered")
        self.assertFalse(entry.sudo().answer_ids)
        with self.assertRaises(UserError):
            entry.api_undo()
        self.env.invalidate_all()
        words = self.env["property.survey.comment"].search(
            [("campaign_id", "=", self.calls.id)]
        )
        self.assertEqual(words.text, "Dark stairs")

    def test_refused_and_not_reached(self):
        agent = self._start(self.calls)
        first = agent.api_next_entry()
        invitation = self.invited.browse(agent.browse(first["id"]).sudo().res_id)
        self._end(first, "refused", self._say(first, 1))
        self.assertEqual(invitation.state, "refused")
        self.assertFalse(agent.browse(first["id"]).sudo().answer_ids)
        agent.browse(first["id"]).api_undo()
        self.assertEqual(invitation.state, "asked")
        self._end(first | {"attempt": 1}, "no_answer")
        self.assertEqual((invitation.state, invitation.channel), ("asked", "phone"))
        second = agent.api_next_entry()
        other = self.invited.browse(agent.browse(second["id"]).sudo().res_id)
        self._end(second, "wrong_number")
        self.assertEqual(other.state, "failed")
        self.assertFalse(
            self.env["property.survey.sheet"].search_count(
                [("campaign_id", "=", self.calls.id)]
            )
        )

    def test_who_answered_elsewhere_is_not_called(self):
        agent = self._start(self.calls)
        for invitation in self.invited[:2]:
            self.calls._submit(
                self._get_answers(5), invitation=invitation, channel="portal"
            )
        self.assertFalse(agent.api_next_entry()["id"])
        self.assertEqual(
            set(self.calls.call_list_ids.entry_ids.mapped("state")), {"done"}
        )

    def test_named_answers_stay_with_the_call(self):
        campaign = self._create_campaign("named")
        self._invite(campaign, self.partner)
        agent = self._start(campaign)
        data = agent.api_next_entry()
        with self.assertRaises(ValidationError):
            self._end(data, "done", self._say(data, *[None] * 8, 11))
        self._end(data, "done", self._say(data, *[None] * 8, 10))
        self.assertEqual(len(agent.browse(data["id"]).sudo().answer_ids), 1)
        sheet = self.env["property.survey.sheet"].search(
            [("campaign_id", "=", campaign.id)]
        )
        self.assertEqual(sheet.partner_id, self.partner)
        campaign.mode = "confidential"
        self.assertFalse(agent.browse(data["id"]).sudo().answer_ids)

    def test_not_anonymous_and_not_by_everybody(self):
        with self.assertRaises(UserError):
            self.campaign.action_make_call_lists()
        for name in ("clerk", "stranger", "portal", "agent", "auditor"):
            campaign = self.calls.with_user(getattr(self, f"user_{name}"))
            with self.subTest(name), self.assertRaises(AccessError):
                campaign.action_make_call_lists()
        manager = self.calls.with_user(self.user_site_manager)
        action = manager.action_make_call_lists()
        self.assertEqual(action["domain"], [("campaign_id", "=", self.calls.id)])
