"""Whoever may not see a request does not learn of it by another road."""

import json

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from ..common import HelpdeskCommon

SECRETS = ("Okapi-4711", "Quagga Zhang", "quagga@example.com")
TEXT_TYPES = ("char", "text", "html", "json", "many2one", "reference")


class TestHelpdeskTicketAttack(HttpCase, HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        title, name, address = SECRETS
        cls.requester = cls._create_resident(name, address)
        cls.ticket = cls._create_tickets(
            name=title,
            description=f"<p>{title}</p>",
            partner_id=cls.requester.id,
            partner_email=address,
        )
        cls.ticket.message_subscribe(cls.requester.ids)
        cls.message = cls.ticket.message_post(
            body=title,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[(f"{title}.txt", b"secret")],
        )
        cls.activity = cls.ticket.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=title,
            user_id=cls.user_technician.id,
        )
        cls.rating = cls.env["rating.rating"].create(
            {
                "res_model_id": cls.env["ir.model"]._get_id("helpdesk.ticket"),
                "res_id": cls.ticket.id,
                "partner_id": cls.requester.id,
                "rating": 1,
                "consumed": True,
                "feedback": title,
            }
        )
        cls.ticket.with_context(ticket_reason=title)._assign(cls.user_technician)
        cls.neighbour_user = cls._create_portal("neighbour", cls.neighbour)
        cls.env.flush_all()
        cls.strangers = cls.user_stranger + cls.neighbour_user + cls.user_portal

    def _leaks(self, answer):
        text = repr(answer)
        return [secret for secret in SECRETS if secret in text]

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_no_readable_field_of_any_model_leaks(self):
        for user in self.strangers:
            leaking = []
            for model_name in sorted(self.env.registry):
                leaking += self._get_leaking_fields(
                    self.env[model_name].with_user(user)
                )
            with self.subTest(user=user.login):
                self.assertFalse(leaking)

    def test_the_sweep_finds_what_it_looks_for(self):
        models = self.env["helpdesk.ticket"], self.env["mail.message"], self.rating
        for model in models:
            found = self._get_leaking_fields(model.with_user(self.user_agent))
            with self.subTest(model=model._name):
                self.assertTrue(found)

    def _get_leaking_fields(self, model):
        if model._abstract or model._transient or not model.has_access("read"):
            return []
        names = [
            name
            for name, field in model._fields.items()
            if field.type in TEXT_TYPES and model._has_field_access(field, "read")
        ]
        self.env.invalidate_all()
        try:
            rows = model.search([], limit=500, order="id desc").read(names)
        except (AccessError, UserError, NotImplementedError):
            return []
        return [
            f"{model._name}.{name}"
            for name in names
            if any(self._leaks(row[name]) for row in rows)
        ]

    def test_figures_and_names_say_nothing(self):
        calls = (
            ("helpdesk.ticket", "name", "name"),
            ("rating.rating", "res_name", "res_name"),
            ("mail.activity", "summary", "res_name"),
            ("mail.message", "body", "subject"),
            ("property.ticket.event", "reason", "new_value"),
        )
        for model_name, searched, grouped in calls:
            domain = [(searched, "ilike", SECRETS[0])]
            answers = [
                (model_name, "search_count", [domain], 0),
                (model_name, "name_search", [SECRETS[0]], []),
                (model_name, "formatted_read_group", [domain, [grouped]], []),
                (model_name, "read_group", [domain, ["id"], [grouped]], []),
            ]
            for name, method, args, nothing in answers:
                with self.subTest(model=name, method=method):
                    self.assertFalse(self._call(name, method, args) or nothing)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_by_id_nothing_is_handed_out(self):
        for record in (self.ticket, self.rating, self.activity, self.message):
            for method, args in (
                ("read", [["display_name"]]),
                ("web_read", [{"display_name": {}}]),
                ("export_data", [["id", "display_name"]]),
                ("write", [{"active": True}]),
                ("copy", []),
            ):
                answer = self._call(record._name, method, [record.ids, *args])
                with self.subTest(model=record._name, method=method):
                    self.assertFalse(self._leaks(answer))

    def _call(self, model_name, method, args):
        """Call as RPC does, as the stranger; a refusal answers nothing."""
        self.env.invalidate_all()
        model = self.env[model_name].with_user(self.user_stranger)
        try:
            with self.env.cr.savepoint():
                return call_kw(model, method, args, {})
        except (AccessError, UserError, ValueError):
            return None

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_routes_of_the_chatter(self):
        thread = {"thread_model": "helpdesk.ticket", "thread_id": self.ticket.id}
        routes = (
            ("/mail/thread/messages", thread),
            ("/mail/thread/recipients", thread),
            ("/mail/chatter_fetch", thread),
            ("/mail/message/post", {**thread, "post_data": {"body": "x"}}),
            ("/mail/data", {"fetch_params": [["mail.thread", thread]]}),
        )
        for user in self.strangers:
            self.authenticate(user.login, user.login)
            for route, params in routes:
                answer = self.url_open(
                    route,
                    data=json.dumps({"params": params}),
                    headers={"Content-Type": "application/json"},
                )
                with self.subTest(user=user.login, route=route):
                    self.assertFalse(self._leaks(answer.text))

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_pages_and_files(self):
        file = self.message.attachment_ids
        for user in self.strangers:
            self.authenticate(user.login, user.login)
            for url in (
                f"/web/content/{file.id}",
                f"/my/ticket/{self.ticket.id}",
                f"/mail/view?model=helpdesk.ticket&res_id={self.ticket.id}",
                "/my/tickets?filterby=all&search=Okapi",
            ):
                page = self.url_open(url).text.replace("search=Okapi", "")
                with self.subTest(user=user.login, url=url):
                    self.assertFalse(self._leaks(page))

    def test_staff_do_not_rate_themselves(self):
        for user in (self.user_technician, self.user_stranger):
            rating = self.rating.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    rating.write({"rating": 5})
                with self.assertRaises(AccessError):
                    rating.create(
                        {
                            "res_model_id": rating.sudo().res_model_id.id,
                            "res_id": self.ticket.id,
                            "rating": 5,
                        }
                    )

    def test_staff_of_the_site_read_ratings(self):
        Rating = self.env["rating.rating"]
        domain = [("id", "=", self.rating.id)]
        for user, found in (
            (self.user_agent, self.rating),
            (self.user_auditor, self.rating),
            (self.user_stranger, Rating),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(Rating.with_user(user).search(domain), found)
                self.assertEqual(
                    self.rating.with_user(user).in_my_territory, bool(found)
                )
