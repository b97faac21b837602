"""A complaint about oneself has no name either where something points at it."""

import json

from psycopg2 import Error

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import HttpCase
from odoo.tools import SQL, mute_logger

from ..common import HelpdeskCommon

SECRET = "Okapi-4711"
TICKET = "helpdesk.ticket"
REFUSALS = (AccessError, UserError, ValidationError, ValueError)


class TestNamedLinks(HttpCase, HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.complaint = cls._create_tickets(
            name=SECRET, class_id=cls._get_class("service_centre_staff_slow_answer").id
        )
        cls.user = cls.user_technician
        cls.user.group_ids += cls.env.ref("property_crm.group_property_company_manager")
        cls.user.group_ids += cls.env.ref("base.group_allow_export")
        cls.other = cls._create_tickets(name="Other")
        cls.links = [
            name
            for name, field in cls.Ticket._fields.items()
            if field.type == "many2one" and field.comodel_name == TICKET and field.store
        ]
        # a second time, so that the chatter has a link that was taken back, too
        for target in (cls.complaint, cls.Ticket, cls.complaint):
            cls.other.write(dict.fromkeys(cls.links, target.id))
            cls.env.flush_all()
            cls.env.cr.precommit.run()

    def _name(self):
        self.complaint.with_user(self.user_dispatcher).write(
            {"named_employee_ids": [Command.link(self.user.id)]}
        )
        self.env.flush_all()
        self.env.invalidate_all()

    def _call(self, model, method, *args, **kwargs):
        """Return what RPC answers him, as text; a refusal says nothing."""
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint():
                records = self.env[model].with_user(self.user)
                answer = call_kw(records, method, list(args), kwargs)
                return json.dumps(answer, default=str)
        except REFUSALS:
            return ""

    def _get_roads(self):
        """Return ``{road: answer}`` of the request that links the complaint."""
        ids = self.other.ids
        names = [
            name
            for name, field in self.Ticket._fields.items()
            if self.other.with_user(self.user)._has_field_access(field, "read")
        ]
        spec = {
            name: {"fields": {"display_name": {}}}
            if self.Ticket._fields[name].relational
            else {}
            for name in names
        }
        roads = {
            "read": ("read", ids, names),
            "web_read": ("web_read", ids, spec),
            "web_search_read": ("web_search_read", [("id", "in", ids)], spec),
            "search_read": ("search_read", [("id", "in", ids)], self.links),
            "name_search": ("name_search", SECRET),
            "inbox": ("get_inbox_ticket", ids),
        }
        for name in self.links:
            roads |= {
                f"export {name}": ("export_data", ids, [name, f"{name}/name"]),
                f"export name {name}": ("export_data", ids, [f"{name}/display_name"]),
                f"groups {name}": ("formatted_read_group", [], [name]),
                f"web groups {name}": ("web_read_group", [], [name]),
                f"panel {name}": ("search_panel_select_range", name),
                f"filter {name}": ("search_panel_select_multi_range", name),
                f"onchange {name}": (
                    "onchange",
                    [],
                    {name: self.complaint.id},
                    [name],
                    spec,
                ),
            }
        return {road: self._call(TICKET, *args) for road, args in roads.items()}

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.models")
    def test_no_link_of_a_request_tells_its_name(self):
        before = self._get_roads()
        told = {road for road, answer in before.items() if SECRET in answer}
        self.assertLessEqual({"read", "web_read", "web_search_read"}, told)
        for name in self.links:
            self.assertIn(f"groups {name}", told)
        self._name()
        after = self._get_roads()
        self.assertFalse([road for road, text in after.items() if SECRET in text])
        self.assertTrue(after["web_read"])
        number = self.complaint.number
        self.assertFalse([road for road, text in after.items() if number in text])

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_it_is_not_found_by_what_is_written_in_it(self):
        self._name()
        Ticket = self.Ticket.with_user(self.user)
        for name in self.links:
            for path in (name, f"{name}.name", f"{name}.number"):
                text = self.complaint.number if "number" in path else SECRET
                with self.subTest(path=path):
                    self.assertNotIn(self.other, Ticket.search([(path, "ilike", text)]))

    def test_who_is_not_named_reads_it_as_before(self):
        self._name()
        other = self.other.with_user(self.user_dispatcher)
        for name in self.links:
            self.assertIn(SECRET, other[name].display_name)

    def test_the_chatter_of_the_other_does_not_tell_it(self):
        self.authenticate(self.user.login, self.user.login)
        for is_told in (True, False):
            answer = self.url_open(
                "/mail/thread/messages",
                data=json.dumps(
                    {
                        "params": {
                            "thread_model": TICKET,
                            "thread_id": self.other.id,
                        }
                    }
                ),
                headers={"Content-Type": "application/json"},
            )
            self.assertEqual(SECRET in answer.text, is_told)
            if is_told:
                self._name()

    def test_mails_name_no_linked_request(self):
        tracked = self.other.message_ids.sudo().tracking_value_ids
        linking = tracked.filtered(lambda one: one._links_request())
        self.assertTrue(linking)
        self.assertFalse(linking & tracked._filter_free_field_access())

    def _get_pointing(self, is_transient):
        """Return ``(model, field)`` of everything that points at requests."""
        for name in sorted(self.env.registry):
            model = self.env[name]
            if model._abstract or name == TICKET or not model._auto:
                continue
            if model._transient == is_transient:
                for field in model._fields.values():
                    if field.store and field.comodel_name == TICKET:
                        yield model, field

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_no_dialog_tells_it(self):
        self._name()
        asked = set()
        for model, field in self._get_pointing(is_transient=True):
            is_one = field.type == "many2one"
            value = self.complaint.id if is_one else [Command.set(self.complaint.ids)]
            spec = {
                name: {"fields": {"display_name": {}}} if one.relational else {}
                for name, one in model._fields.items()
            }
            roads = {
                "onchange": ("onchange", [], {field.name: value}, [field.name], spec),
                "default": ("default_get", list(spec)),
            }
            for road, args in roads.items():
                context = {f"default_{field.name}": value, "active_id": value}
                with self.subTest(model=model._name, field=field.name, road=road):
                    answer = self._call(model._name, *args, context=context)
                    self.assertNotIn(SECRET, answer)
            asked.add(model._name)
        self.assertIn("property.ticket.assign", asked)

    def _insert(self, model, field):
        """Put a bare row into the table that points at the complaint."""
        values = {field.name: self.complaint.id, "create_uid": self.env.uid}
        for one in model._fields.values():
            if one.store and one.column_type and one.name not in values:
                value = self._get_sample(model, one) if one.required else None
                if value is not None:
                    values[one.name] = value
        columns = SQL(", ").join(map(SQL.identifier, values))
        row = SQL(", ").join(SQL("%s", value) for value in values.values())
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) VALUES (%s)",
                SQL.identifier(model._table),
                columns,
                row,
            )
        )

    def _get_sample(self, model, field):
        if field.type == "many2one":
            mine = {"site_id": self.site, "company_id": self.env.company}
            found = mine.get(field.name)
            found = found or self.env[field.comodel_name].search([], limit=1)
            return found.id or None
        if field.type == "selection":
            return field.get_values(self.env)[0]
        if field.translate:
            return '{"en_US": "x"}'
        samples = {"char": "x", "text": "x", "html": "x", "boolean": False}
        samples |= {"date": "2026-01-01", "datetime": "2026-01-01 08:00:00"}
        return samples.get(field.type, 1)

    def _get_seen(self):
        """Return ``{model.field: is a row found that points at the complaint}``."""
        self.env.flush_all()
        self.env.invalidate_all()
        return {
            f"{model._name}.{field.name}": bool(
                model.with_user(self.user).search([(field.name, "in", rows.ids)])
            )
            for (model, field), rows in self.pointing.items()
        }

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.sql_db")
    def test_what_hangs_on_it_is_hidden_with_it(self):
        """Each table that points at requests goes by the rule of requests."""
        self.pointing = {}
        for model, field in self._get_pointing(is_transient=False):
            if field.type != "many2one":
                continue
            try:
                with self.env.cr.savepoint():
                    self._insert(model, field)
            except Error:
                continue
            if model.with_user(self.user).has_access("read"):
                self.pointing[model, field] = self.complaint
        before = self._get_seen()
        for name in (
            "property.ticket.event.ticket_id",
            "property.ticket.checklist.item.ticket_id",
            "property.ticket.material.ticket_id",
            "property.escalation.fired.ticket_id",
        ):
            self.assertTrue(before.get(name), name)
        self._name()
        self.assertFalse([name for name, seen in self._get_seen().items() if seen])


class TestNamedPartner(HelpdeskCommon):
    """People without a login can be complained about, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.cleaner = cls.env["res.partner"].create(
            {"name": "Wang the cleaner", "email": "wang@firm.example"}
        )
        cls.ticket = cls._create_tickets(name=SECRET)
        cls.ticket.message_subscribe(cls.cleaner.ids)

    def _name(self, partner):
        self.ticket.with_user(self.user_dispatcher).write(
            {"named_partner_ids": [Command.link(partner.id)]}
        )
        self.env.flush_all()

    def test_the_named_are_told_nothing(self):
        self._name(self.cleaner)
        self.assertNotIn(self.cleaner, self.ticket.message_partner_ids)
        self.ticket.message_subscribe(self.cleaner.ids)
        self.assertNotIn(self.cleaner, self.ticket.message_partner_ids)
        message = self.ticket.message_post(body="Look", partner_ids=self.cleaner.ids)
        self.assertFalse(message.notification_ids)
        self.assertEqual(self.ticket.event_ids.sorted("id")[-1].kind, "restricted")

    def test_a_login_given_later_shows_nothing_of_it(self):
        repair = self._create_tickets(partner_id=self.cleaner.id)
        self._name(self.cleaner)
        user = self._create_portal("wang", self.cleaner)
        self.assertTrue(repair.with_user(user).has_access("read"))
        repair.named_partner_ids = self.cleaner
        self.assertFalse(repair.with_user(user).has_access("read"))
        self.assertFalse(repair.with_user(user).in_my_territory)
        self.assertNotIn(repair, self.Ticket.with_user(user).search([]))
        self.assertNotIn(SECRET, self.ticket.with_user(user).sudo().display_name)

    def test_named_by_his_contact_is_named(self):
        colleague = self.user_technician
        self.ticket._assign(colleague)
        self._name(colleague.partner_id)
        self.assertFalse(self.ticket.user_id)
        self.assertFalse(self.ticket.with_user(colleague).has_access("read"))
        self.assertNotIn(colleague, self.ticket.assignable_user_ids)
        repair = self._create_tickets()
        self.assertIn(colleague.id, repair._get_barred_user_ids()[repair.id])
        self.assertFalse(
            repair.filtered_domain(~self.Ticket._get_forbidden_domain(colleague))
        )
        with self.assertRaises(ValidationError):
            self.ticket.user_id = colleague

    def test_a_firm_of_one_person_does_not_get_it(self):
        contract = self.env["property.subcontract"].create(
            {"partner_id": self.cleaner.id, "site_id": self.site.id}
        )
        self.ticket.write(
            {"subcontract_id": contract.id, "subcontract_due": "2030-01-01 08:00:00"}
        )
        self._name(self.cleaner)
        self.assertFalse(self.ticket.subcontract_id)
        with self.assertRaises(ValidationError):
            self.ticket.subcontract_id = contract

    def test_only_dispatchers_know(self):
        self._name(self.cleaner)
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.user_agent).read(["named_partner_ids"])
        for user in (self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                self.ticket.with_user(user).read(["named_partner_ids"])
