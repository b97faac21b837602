"""Whoever is complained about does not learn of it, whatever else he may see."""

import json

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import Form, HttpCase
from odoo.tools import mute_logger

from ..common import HelpdeskCommon

SECRET = "Okapi-4711"


class TestNamedEmployee(HttpCase, HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.complaint_class = cls._get_class("service_centre_staff_slow_answer")
        cls.ticket = cls._create_tickets(
            name=SECRET,
            class_id=cls.complaint_class.id,
            description=f"<p>{SECRET}</p>",
        )
        # he had it all before: he held it, followed it, wrote on it, has the link
        cls.user = cls.user_technician
        cls.user.group_ids += cls.env.ref("property_crm.group_property_company_manager")
        cls.user.group_ids += cls.env.ref("base.group_allow_export")
        cls.ticket._assign(cls.user)
        cls.message = cls.ticket.with_user(cls.user).message_post(
            body=SECRET,
            subtype_xmlid="mail.mt_comment",
            attachments=[(f"{SECRET}.txt", b"Kudu-0815")],
        )
        cls.ticket.message_post(body=SECRET, partner_ids=cls.user.partner_id.ids)
        cls.activity = cls.ticket.activity_schedule(
            "mail.mail_activity_data_todo", summary=SECRET, user_id=cls.user.id
        )
        cls.link = cls.ticket.get_portal_url()
        cls.rating = cls.env["rating.rating"].create(
            {
                "res_model_id": cls.env["ir.model"]._get_id("helpdesk.ticket"),
                "res_id": cls.ticket.id,
                "partner_id": cls.resident.id,
                "rated_partner_id": cls.user.partner_id.id,
                "rating": 1,
                "consumed": True,
                "feedback": SECRET,
            }
        )
        cls.env.flush_all()

    def _name(self, user=None):
        self.ticket.with_user(self.user_dispatcher).write(
            {"named_employee_ids": [Command.link((user or self.user).id)]}
        )
        self.env.flush_all()
        self.env.invalidate_all()

    def _call(self, record, method, *args):
        """Call as RPC does, as the person named; a refusal answers nothing."""
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint():
                model = self.env[record._name].with_user(self.user)
                return call_kw(model, method, list(args), {})
        except (AccessError, UserError):
            return None

    def _get_answers(self):
        """Return what each road tells him: ``{road: answer}``."""
        answers = {}
        searched = {
            self.ticket: "name",
            self.message: "body",
            self.activity: "summary",
            self.rating: "feedback",
            self.ticket.event_ids[:1]: "ticket_id.name",
        }
        for record, field in searched.items():
            domain = [(field, "ilike", SECRET)]
            for method, args in {
                "search_count": (domain,),
                "search_read": (domain, ["display_name"]),
                "read_group": (domain, ["id"], ["id"]),
                "formatted_read_group": (domain, ["create_uid"]),
                "name_search": (SECRET,),
                "web_read": (record.ids, {"display_name": {}}),
                "export_data": (record.ids, ["id", "display_name"]),
            }.items():
                if method == "name_search" and record != self.ticket:
                    continue
                answer = self._call(record, method, *args)
                if isinstance(answer, dict):
                    answer = answer.get("datas", answer)
                answers[record._name, method] = answer
        files = self.env["ir.attachment"]
        domain = [("res_model", "=", "helpdesk.ticket"), ("name", "like", SECRET)]
        answers["files"] = self._call(files, "search_count", domain)
        changes = self._call(self.ticket, "api_changes", None, 1000)
        answers["changes"] = [row for row in changes["rows"] if row["name"] == SECRET]
        return answers

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_the_company_manager_named_sees_it_nowhere(self):
        before = self._get_answers()
        silent = [road for road, answer in before.items() if not answer]
        self._name()
        after = self._get_answers()
        told = [road for road, answer in after.items() if answer]
        self.assertFalse(told)
        # mail refuses exports, and changes of an open transaction wait for its end
        self.assertEqual(silent, [("mail.message", "export_data"), "changes"])

    def _get_hanging(self):
        """Return ``{model.field: rows}`` of what he finds that points at it."""
        self.env.flush_all()
        self.env.invalidate_all()
        found = {}
        for name in sorted(self.env.registry):
            model = self.env[name].with_user(self.user)
            if model._abstract or model._transient or not model.has_access("read"):
                continue
            for field in model._fields.values():
                if field.comodel_name != "helpdesk.ticket" or not field.store:
                    continue
                if not model._has_field_access(field, "read"):
                    continue
                domain = [(field.name, "in", self.ticket.ids)]
                if field.type == "many2one" and model.search_count(domain):
                    found[f"{name}.{field.name}"] = model.search(domain)
        return found

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nothing_that_hangs_on_it_is_found(self):
        before = self._get_hanging()
        self.assertIn("property.ticket.event.ticket_id", before)
        self._name()
        self.assertFalse(self._get_hanging())

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_he_does_not_act_on_it(self):
        self._name()
        for method, args in {
            "write": ({"named_employee_ids": [Command.clear()]},),
            "message_post": (),
            "action_close": (),
            "assign_to_me": (),
            "copy": (),
        }.items():
            with self.subTest(method=method):
                self.env.invalidate_all()
                with self.assertRaises(AccessError):
                    ticket = self.ticket.with_user(self.user)
                    if method == "action_close":
                        ticket._close("Nothing was wrong")
                    else:
                        getattr(ticket, method)(*args)
        self.assertEqual(self.ticket.named_employee_ids, self.user)

    def test_counts_of_places_and_people_leave_it_out(self):
        places = (self.unit, self.building, self.site)
        for place in places:
            self.assertEqual(place.with_user(self.user).ticket_count, 1)
        partner = self.resident.with_user(self.user)
        self.assertEqual(partner.helpdesk_ticket_count, 1)
        self._name()
        for place in places:
            with self.subTest(place=place):
                self.assertEqual(place.with_user(self.user).ticket_count, 0)
                self.assertEqual(place.with_user(self.user).open_ticket_count, 0)
        self.assertEqual(partner.helpdesk_ticket_count, 0)
        self.assertEqual(self.unit.with_user(self.user_agent).ticket_count, 1)

    def test_naming_takes_it_out_of_his_hands(self):
        self.assertIn(self.user.partner_id, self.ticket.message_partner_ids)
        self._name()
        self.assertFalse(self.ticket.user_id)
        self.assertNotIn(self.user.partner_id, self.ticket.message_partner_ids)
        self.assertEqual(self.activity.user_id, self.user_dispatcher)
        notices = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.user.partner_id.id)]
        )
        self.assertFalse(
            notices.filtered(lambda n: n.mail_message_id.res_id == self.ticket.id)
        )
        last = self.ticket.event_ids.sorted("id")[-2:]
        self.assertEqual(set(last.mapped("kind")), {"unassigned", "restricted"})
        texts = " ".join(filter(None, last.mapped("reason")))
        self.assertNotIn(self.user.name, texts)

    def test_nobody_brings_it_back_to_him(self):
        self._name()
        partner = self.user.partner_id
        self.assertNotIn(self.user, self.ticket.assignable_user_ids)
        for ticket in (self.ticket, self.ticket.with_user(self.user_dispatcher)):
            with self.assertRaises(UserError):
                ticket._assign(self.user)
        with self.assertRaises(ValidationError):
            self.ticket.user_id = self.user
        with self.assertRaises(ValidationError):
            self.ticket.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.user.id
            )
        self.ticket.message_subscribe(partner.ids)
        self.assertNotIn(partner, self.ticket.message_partner_ids)
        message = self.ticket.message_post(body="Look", partner_ids=partner.ids)
        self.assertFalse(message.notification_ids)
        mails = self.env["mail.mail"].search([("recipient_ids", "in", partner.ids)])
        self.assertNotIn(message, mails.mail_message_id)

    def test_named_at_creation(self):
        team = self.env["helpdesk.ticket.team"].create({"name": "Plumbers"})
        team.message_subscribe(self.user.partner_id.ids)
        ticket = self.Ticket.with_user(self.user_dispatcher).create(
            self._prepare_vals(
                team_id=team.id,
                named_employee_ids=[Command.link(self.user.id)],
            )
        )
        self.assertNotIn(self.user.partner_id, ticket.message_partner_ids)
        self.assertEqual(ticket.sudo().event_ids.mapped("kind"), ["created"])
        with self.assertRaises(ValidationError):
            self._create_tickets(
                user_id=self.user.id, named_employee_ids=[Command.link(self.user.id)]
            )

    def test_he_neither_answers_for_it_nor_is_offered_it(self):
        self.ticket._assign(self.env["res.users"], "Free")
        self.ticket.handover_user_id = self.user
        staff = self.user.territory_staff_ids
        staff.write({"role": "dispatcher", "is_primary": True})
        self.ticket.territory_id = self.ticket.territory_id
        self.env.add_to_compute(self.Ticket._fields["owner_id"], self.ticket)
        self.assertEqual(self.ticket.owner_id, self.user)
        self._name()
        self.assertFalse(self.ticket.handover_user_id)
        self.assertNotEqual(self.ticket.owner_id, self.user)
        fresh = self.Ticket.with_user(self.user_dispatcher).create(
            self._prepare_vals(named_employee_ids=[Command.link(self.user.id)])
        )
        self.assertNotEqual(fresh.sudo().owner_id, self.user)

    def test_his_work_for_this_customer_ends_without_his_knowing_why(self):
        self._name()
        repair = self._create_tickets()
        other = self._create_tickets(partner_id=self.neighbour.id)
        barred = (repair + other)._get_barred_user_ids()
        self.assertIn(self.user.id, barred[repair.id])
        self.assertNotIn(self.user.id, barred[other.id])
        Score = self.env["property.dispatch.score"]
        for user in (self.user, self.user_agent):
            Score.create({"ticket_id": repair.id, "user_id": user.id})
        seen = Score.with_user(self.user).search([("ticket_id", "=", repair.id)])
        self.assertEqual(seen.user_id, self.user_agent)
        seen = Score.with_user(self.user_dispatcher)
        self.assertEqual(seen.search_count([("ticket_id", "=", repair.id)]), 2)

    def test_only_dispatchers_know_who_is_named(self):
        self._name()
        ticket = self.ticket.with_user(self.user_agent)
        with self.assertRaises(AccessError):
            ticket.read(["named_employee_ids"])
        with self.assertRaises(AccessError):
            ticket.write({"named_employee_ids": [Command.clear()]})
        with self.assertRaises(AccessError):
            ticket.search([("named_employee_ids", "in", self.user.ids)])
        self.assertIn(ticket, ticket.search([("in_my_territory", "=", True)]))
        self.assertTrue(ticket.in_my_territory)
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.user_auditor).read(["named_employee_ids"])
        dispatcher = self.ticket.with_user(self.user_dispatcher)
        self.assertEqual(dispatcher.named_employee_ids, self.user)
        with Form(dispatcher) as form:
            form.named_employee_ids.clear()
        self.assertTrue(self.ticket.with_user(self.user).has_access("read"))

    def test_who_names_himself_is_out(self):
        self._name(self.user_dispatcher)
        self.assertFalse(self.ticket.with_user(self.user_dispatcher).has_access("read"))
        self.assertTrue(self.ticket.with_user(self.user).has_access("read"))

    def test_an_employee_who_lives_here(self):
        """As a resident he would see what his household asks for."""
        repair = self._create_tickets(name=SECRET)
        user = self._create_portal("wife", self._create_resident("Wife", "w@x.cn"))
        self.assertTrue(repair.with_user(user).has_access("read"))
        self.assertTrue(repair.with_user(user).in_my_territory)
        repair.named_employee_ids = user
        self.assertFalse(repair.with_user(user).has_access("read"))
        self.assertFalse(repair.with_user(user).in_my_territory)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_pages_and_routes(self):
        attachment = self.message.attachment_ids
        token = attachment.generate_access_token()[0]
        self._name()
        self.authenticate(self.user.login, self.user.login)
        thread = {"thread_model": "helpdesk.ticket", "thread_id": self.ticket.id}
        for route, params in (
            ("/mail/thread/messages", thread),
            ("/mail/inbox/messages", {}),
            ("/mail/starred/messages", {}),
            ("/mail/history/messages", {}),
            ("/mail/data", {"fetch_params": [["mail.thread", thread]]}),
            ("/mail/data", {"fetch_params": ["systray_get_activities"]}),
        ):
            answer = self.url_open(
                route,
                data=json.dumps({"params": params}),
                headers={"Content-Type": "application/json"},
            )
            with self.subTest(route=route, params=params):
                self.assertNotIn(SECRET, answer.text)
        for url in (
            self.link,
            f"/my/ticket/{self.ticket.id}",
            "/my/tickets?filterby=all",
            f"/web/content/{attachment.id}",
            f"/web/content/{attachment.id}?access_token={token}",
        ):
            page = self.url_open(url)
            with self.subTest(url=url):
                self.assertNotIn(SECRET, page.text)
                self.assertNotIn("Kudu-0815", page.text)
