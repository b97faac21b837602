from odoo.exceptions import UserError, ValidationError

from .call_list_common import CallListCommon


class TestCallScript(CallListCommon):
    def test_what_is_approved_stays(self):
        acts = (
            lambda: self.ask.write({"text": "Other"}),
            lambda: self.yes.write({"goto_id": False}),
            lambda: self.ask.copy(),
            lambda: self.ask.unlink(),
            lambda: self.script.write({"name": "Other"}),
            lambda: self.script.unlink(),
        )
        for act in acts:
            with self.assertRaises(UserError), self.cr.savepoint():
                act()

    def test_new_version_leads_where_the_old_one_did(self):
        action = self.script.action_new_version()
        draft = self.script.browse(action["res_id"])
        self.assertEqual((draft.version, draft.state), (2, "draft"))
        self.assertFalse(draft.problems)
        ask, why, bye = draft.step_ids
        self.assertEqual(ask.option_ids.mapped("goto_id"), bye | why)
        self.assertEqual(why.goto_id, bye)
        self.assertEqual(self.script.action_new_version()["res_id"], draft.id)
        why.text = "What can we do better?"
        draft.action_approve()
        self.assertEqual(self.script.state, "retired")
        self.assertEqual(self.why.text, "What was wrong?")

    def test_no_script_that_leads_nowhere(self):
        draft = self.script.copy({"name": "Loop"})
        _ask, why, bye = draft.step_ids
        bye.goto_id = why
        self.assertIn("never comes to an end", draft.problems)
        with self.assertRaises(UserError):
            draft.action_approve()
        bye.goto_id = False
        draft.action_approve()

    def test_only_known_places_and_steps_of_the_script(self):
        draft = self.script.copy({"name": "Other"})
        with self.assertRaises(ValidationError):
            draft.step_ids[0].text = "Dear {nobody}"
        with self.assertRaises(ValidationError):
            draft.step_ids[0].goto_id = self.bye

    def test_preview_in_both_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        draft = self.script.copy({"name": "Two languages"})
        draft.step_ids[0].with_context(lang="zh_CN").text = "您好，{customer}"
        script = draft.with_user(self.user_agent)
        shown = script.api_preview(self.wang.id, "zh_CN")
        self.assertEqual(shown["script"]["steps"][0]["text"], "您好，Wang Wei")
        shown = script.api_preview()
        self.assertIn("& Co.", shown["script"]["steps"][0]["text"])
        self.assertEqual(shown["script"]["start"], draft.step_ids[0].id)
