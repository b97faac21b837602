# Takes long
from odoo.tests import HttpCase, tagged

from ...tools.call_back import CallRule, parse_windows
from ...tools.dialler import RecordingDialler
from .call_list_common import CallListCommon


@tagged("post_install", "-at_install")
class TestCallListTour(HttpCase, CallListCommon):
    def test_an_agent_works_his_list(self):
        double = RecordingDialler()
        Dialler = self.env["property.call.dialler"]
        self.patch(type(Dialler), "_get_dialler", lambda self: double)
        # at any hour of the day, so that the tour runs at any
        self.patch(
            type(self.Entry),
            "_get_rule",
            lambda self: CallRule(quiet=(0, 0), wanted=parse_windows(self.wanted)),
        )
        self.list.action_start()
        agent = self.user_agent
        agent.password = "property_agent"
        self.start_tour("/odoo/call-lists", "property_crm_call_list", login=agent.login)
        self.assertEqual(
            [number for number, *_rest in double.dialled], ["+8613800138000"]
        )
        wang, li = self.entry, self.list.entry_ids - self.entry
        self.assertEqual((wang.state, wang.wanted), ("call_back", "18:00-20:00"))
        self.assertEqual(wang.note, "Friendly")
        self.assertCountEqual(wang.answer_ids.mapped("value"), ["No", "Still drips"])
        self.assertEqual((li.state, li.attempts), ("busy", 1))
