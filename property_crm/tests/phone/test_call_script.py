from odoo.exceptions import AccessError, UserError, ValidationError

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

    def _ask_for_a_number(self, *branches):
        """Return a draft whose first question asks for a number, with its branches."""
        draft = self.script.copy({"name": "Score"})
        ask, why, bye = draft.step_ids
        ask.write({"kind": "number", "goto_id": bye.id})
        self.env["property.call.script.branch"].create(
            [
                {"step_id": ask.id, "sign": sign, "limit": limit, "goto_id": why.id}
                for sign, limit in branches
            ]
        )
        return draft

    def test_a_number_leads_where_its_branch_says(self):
        draft = self._ask_for_a_number(("<=", 6))
        self.assertFalse(draft.problems)
        ask, why, bye = draft.step_ids
        self.assertEqual(ask.leads_to, f"at most 6: {why.name} · otherwise: {bye.name}")
        self.assertEqual(bye.leads_to, "End of the call")
        shown = draft.with_user(self.user_agent).api_preview()
        step = shown["script"]["steps"][0]
        self.assertEqual(step["branches"], [{"sign": "<=", "limit": 6, "goto": why.id}])
        self.assertEqual((step["goto"], step["options"]), (bye.id, []))
        ask.kind = "text"
        self.assertIn(why.name, draft.problems)

    def test_branches_of_what_is_approved_stay(self):
        draft = self._ask_for_a_number((">=", 9), (">=", 9.5))
        self.assertIn("no number comes", draft.problems)
        first, second = draft.step_ids.branch_ids
        second.sequence = 5
        self.assertFalse(draft.problems)
        second.unlink()
        draft.action_approve()
        for act in (
            lambda: first.write({"limit": 8}),
            lambda: first.copy(),
            lambda: first.unlink(),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                act()
        version = draft.browse(draft.action_new_version()["res_id"])
        branch = version.step_ids.branch_ids
        self.assertEqual((branch.sign, branch.limit), (">=", 9))
        self.assertEqual(branch.goto_id, version.step_ids[1])
        with self.assertRaises(ValidationError):
            branch.goto_id = self.bye

    def test_who_writes_branches(self):
        draft = self._ask_for_a_number(("<=", 6))
        branch = draft.step_ids.branch_ids
        branch.with_user(self.user_site_manager).limit = 5
        self.assertEqual(branch.with_user(self.user_agent).limit, 5)
        for user in (self.user_agent, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                branch.with_user(user).limit = 4
        with self.assertRaises(AccessError):
            branch.with_user(self.user_portal).read(["limit"])
        other = self.env["res.company"].create({"name": "Other company"})
        draft.company_id = other
        self.assertFalse(branch.with_user(self.user_agent).search([]) & branch)

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
