from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ..common import HelpdeskCommon

RULES = ("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")


class TestCommitteeRequest(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.term = cls.env["property.committee.term"].create(
            {"site_id": cls.site.id, "number": 1, "seats": 5}
        )
        cls.term.sudo().state = "filed"  # sudo: as after the filing
        cls.matter = cls.env["property.committee.matter"].create(
            {
                "name": "Lift 2 stops",
                "description": "Every day <twice>",
                "term_id": cls.term.id,
            }
        )
        cls.ticket = cls._create_tickets()

    def test_a_matter_becomes_one_request(self):
        matter = self.matter.with_user(self.user_dispatcher)
        first = matter.action_make_request()
        again = matter.action_make_request()
        self.assertEqual(first, again)
        ticket = self.env["helpdesk.ticket"].browse(first["res_id"])
        self.assertEqual((ticket.name, ticket.site_id), ("Lift 2 stops", self.site))
        self.assertIn("&lt;twice&gt;", str(ticket.description))
        self.assertEqual(matter.link_ref, ticket)
        self.assertEqual(matter.link_state, ticket.stage_id.name)
        ticket.stage_id = self.stage_work
        matter.invalidate_recordset()
        self.assertEqual(matter.link_state, self.stage_work.name)

    def test_a_request_is_put_to_the_committee_without_names(self):
        ticket = self.ticket.with_user(self.user_dispatcher)
        ticket.name = "Zhang Wei complains"
        first = ticket.action_put_to_committee()
        self.assertEqual(ticket.action_put_to_committee(), first)
        matter = self.env["property.committee.matter"].browse(first["res_id"])
        self.assertEqual(matter.direction, "to_committee")
        self.assertEqual(matter.link_ref, ticket)
        self.assertIn(ticket.number, matter.name)
        for text in (matter.name, matter.description):
            self.assertNotIn("Zhang", text)
        ticket.invalidate_recordset()
        self.assertEqual(ticket.committee_matter_count, 1)
        found = self.env["property.committee.matter"].search(
            ticket.action_view_committee_matters()["domain"]
        )
        self.assertEqual(found, matter)

    def test_the_answer_stands_on_the_request(self):
        action = self.ticket.with_user(self.user_dispatcher).action_put_to_committee()
        matter = self.env["property.committee.matter"].browse(action["res_id"])
        matter = matter.with_user(self.user_dispatcher)
        matter.answer = "Paid from the fund"
        matter.action_answer()
        matter.action_answer()
        told = self.ticket.message_ids.filtered(
            lambda message: "Paid from the fund" in message.body
        )
        self.assertEqual(len(told), 1)

    def test_not_where_nobody_is_in_office(self):
        self.term.sudo().state = "ended"
        with self.assertRaises(UserError):
            self.ticket.with_user(self.user_dispatcher).action_put_to_committee()

    @mute_logger(*RULES)
    def test_strangers_residents_and_readers_are_refused(self):
        for user in (self.user_stranger, self.user_portal, self.user_auditor):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self.matter.with_user(user).action_make_request()
                with self.assertRaises(AccessError):
                    self.ticket.with_user(user).action_put_to_committee()

    def test_who_may_not_see_the_request_sees_the_matter_without_it(self):
        foreign = self._create_tickets(
            unit_id=self.other_unit.id, partner_id=self.neighbour.id
        )
        matter = self.matter.with_user(self.user_dispatcher)
        self.matter.write({"res_model": foreign._name, "res_id": foreign.id})
        self.assertFalse(matter.link_ref)
        self.assertFalse(matter.link_state)

    def test_who_only_reads_is_shown_no_button_for_a_request(self):
        form = self.env.ref("property_crm.property_committee_matter_view_form")
        for user, shown in (
            (self.user_dispatcher, True),
            (self.user_agent, False),
            (self.user_auditor, False),
        ):
            with self.subTest(user.login):
                arch = self.matter.with_user(user).get_view(form.id, "form")["arch"]
                self.assertEqual("action_make_request" in arch, shown)

    @mute_logger(*RULES)
    def test_nobody_writes_the_answer_into_a_foreign_request(self):
        foreign = self._create_tickets(
            unit_id=self.other_unit.id, partner_id=self.neighbour.id
        )
        link = {"res_model": foreign._name, "res_id": foreign.id}
        matter = self.matter.with_user(self.user_dispatcher)
        matters = matter.browse()
        values = {"name": "x", "term_id": self.term.id}
        with self.assertRaises(AccessError):
            matters.create(values | link)
        for wrong in (link, {"link_ref": f"{foreign._name},{foreign.id}"}):
            with self.assertRaises(AccessError), self.cr.savepoint():
                matter.write(wrong)
        # step by step, and what is not there yet
        with self.assertRaises(UserError), self.cr.savepoint():
            matter.write({"res_id": foreign.id})
        with self.assertRaises(AccessError), self.cr.savepoint():
            matter.write({"res_model": foreign._name})
            matter.write({"res_id": foreign.id})
        for model, number in (("res.partner", 1), (foreign._name, 999999999)):
            with self.assertRaises(UserError), self.cr.savepoint():
                matter.write({"res_model": model, "res_id": number})
        matter.invalidate_recordset()
        self.assertFalse(self.matter.res_id)
        matter.write(link | {"res_id": self.ticket.id})
        self.assertEqual(matter.link_ref, self.ticket)

    def test_a_list_of_requests_counts_in_one_query(self):
        few, many = self._create_tickets(2), self._create_tickets(20)
        for tickets in (few, many):
            self.env.flush_all()
            tickets.invalidate_recordset()
            with self.subTest(size=len(tickets)), self.assertQueryCount(1):
                tickets.mapped("committee_matter_count")
