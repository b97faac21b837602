from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, users
from odoo.tools import mute_logger

from ...models.ticket.helpdesk_ticket_guard import FACTS
from ..common import HelpdeskCommon

BOUND_ROLES = ("agent", "dispatcher", "site_manager", "integration")
PLACE_KIND = {
    "property.site",
    "property.building",
    "property.unit",
    "property.common.part",
    "property.territory",
    "res.partner",
    "res.users",
    "helpdesk.ticket",
}
# Lines that whoever works on a request writes.
WRITTEN = (
    "helpdesk.ticket",
    "property.ticket.checklist.item",
    "property.ticket.material",
)
SECRET = "Quagga Hidden"
CLIENT_CONTEXT = {
    "ticket_reason": "Because",
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "property_helpdesk_batch": True,
}


class TestHelpdeskTicketGuard(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hidden = cls._create_resident(
            SECRET, "quagga@example.com", cls.other_unit, role="owner_occupier"
        )
        cls.ticket = cls._create_tickets(partner_email=cls.resident.email)
        cls.other_site.name = SECRET
        cls.other_part = cls.env["property.common.part"].create(
            {"name": SECRET, "site_id": cls.other_site.id, "kind": "gate"}
        )
        cls.other_ticket = cls._create_tickets(
            name=SECRET, unit_id=cls.other_unit.id, partner_id=cls.hidden.id
        )
        cls.foreign = {
            "property.site": cls.other_site,
            "property.building": cls.other_building,
            "property.unit": cls.other_unit,
            "property.common.part": cls.other_part,
            "property.territory": cls.other_site.territory_id,
            "res.partner": cls.hidden,
            "res.users": cls.user_stranger,
            "helpdesk.ticket": cls.other_ticket,
        }
        cls.env.flush_all()

    def _get_foreign_links(self, model):
        for name, field in model._fields.items():
            if field.type == "many2one" and field.comodel_name in PLACE_KIND:
                yield name, self.foreign[field.comodel_name]

    def _get_records(self):
        """Return one record of site A of each model of this addon."""
        yield self.ticket
        for model_name in sorted(self.env.registry):
            model = self.env[model_name]
            stored = not model._transient and not model._abstract
            if model_name.startswith("property.ticket.") and stored:
                yield from model.search([], limit=1)

    def _try(self, user, act):
        """Do it as RPC would; return whether it was refused."""
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint():
                act(user)
                self.env.flush_all()
        except (AccessError, UserError, ValidationError) as error:
            self.assertNotIn(SECRET, str(error))
            return True
        return False

    def _assert_harmless(self, user, record):
        self.env.invalidate_all()
        self.assertFalse(record.with_user(self.user_stranger).has_access("read"))
        names = [
            name
            for name, field in record._fields.items()
            if field.type in ("char", "text", "many2one")
            and record.with_user(user)._has_field_access(field, "read")
        ]
        self.assertNotIn(SECRET, repr(record.with_user(user).read(names)))

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_no_link_leads_to_another_site(self):
        for role in BOUND_ROLES:
            user = getattr(self, f"user_{role}")
            for record in self._get_records():
                for name, target in self._get_foreign_links(record):
                    with self.subTest(role=role, model=record._name, field=name):
                        self._check_link(user, record, {name: target.id})

    def _check_link(self, user, record, vals):
        savepoint = self.env.cr.savepoint()
        if not self._try(user, lambda u: record.with_user(u).write(vals)):
            self.assertIn(record._name, WRITTEN)
            self._assert_harmless(user, record)
        savepoint.close(rollback=True)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_no_new_request_leads_to_another_site(self):
        for role in BOUND_ROLES:
            Ticket = self.Ticket.with_user(getattr(self, f"user_{role}"))
            for name, target in self._get_foreign_links(Ticket):
                stored = Ticket._fields[name].store and not name.endswith("e_uid")
                for call in self._get_creations(Ticket, name, target) if stored else ():
                    with self.subTest(role=role, field=name):
                        self.assertTrue(self._try(Ticket.env.user, call))

    def _get_creations(self, Ticket, name, target):
        """Yield the ways to name the target in a request not there yet."""
        vals = {"name": "Mine", "user_id": Ticket.env.uid, name: target.id}
        yield lambda _user: Ticket.create(vals)
        default = {f"default_{name}": target.id, **CLIENT_CONTEXT}
        yield lambda _user: Ticket.with_context(**default).create({"name": "Mine"})
        if name not in Ticket._get_facts() and name != "user_id":
            shown = {"unit_id": {"fields": {"display_name": {}}}}
            yield lambda _user: Ticket.onchange({name: target.id}, [name], shown)

    @users("property_agent")
    def test_a_hidden_resident_is_not_revealed(self):
        Ticket = self.env["helpdesk.ticket"]
        for vals in (
            {"partner_id": self.hidden.id},
            {"partner_id": self.hidden.id, "partner_email": "*"},
        ):
            for call in (
                lambda v=vals: Ticket.create({"name": "Mine", **v}),
                lambda v=vals: self.ticket.with_env(self.env).write(v),
            ):
                self.env.invalidate_all()
                with self.subTest(vals=vals), self.assertRaises(AccessError) as caught:
                    call()
                self.assertNotIn(SECRET, str(caught.exception))

    def test_who_is_named_already_may_be_named_again(self):
        self.ticket.write({"partner_id": self.hidden.id})
        ticket = self.ticket.with_user(self.user_agent)
        ticket.write({"partner_id": self.hidden.id})
        self.assertEqual(ticket.partner_id, self.hidden)

    def test_the_address_goes_with_the_requester(self):
        company = self.env["res.partner"].create(
            {"name": "Lift firm", "is_company": True, "email": "lift@example.com"}
        )
        ticket = self.ticket.with_user(self.user_agent)
        ticket.write({"partner_id": company.id})
        self.assertEqual(ticket.partner_email, "lift@example.com")
        ticket.write({"partner_id": False})
        self.assertFalse(ticket.partner_email)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_nobody_rewrites_the_past(self):
        values = {
            name: {"many2one": 1, "integer": 7, "boolean": True}.get(
                self.Ticket._fields[name].type, "2001-01-01 00:00:00"
            )
            for name in FACTS
        }
        for user in (self.user_agent, self.user_dispatcher, self.user_company_manager):
            ticket = self.ticket.with_user(user).with_context(**CLIENT_CONTEXT)
            for name, value in values.items():
                with self.subTest(user=user.login, field=name):
                    with self.assertRaises(AccessError):
                        ticket.write({name: value})
                    if name in ("reported_at", "intake_key"):
                        continue
                    if name == "closed_date" and user == self.user_company_manager:
                        continue  # who moves over from another system tells it
                    with self.assertRaises(AccessError):
                        ticket.create({"name": "Mine", name: value})

    def test_programs_tell_the_past_and_it_is_logged(self):
        ticket = self.ticket.with_user(self.user_integration)
        ticket.write({"reported_at": "2001-01-01 00:00:00"})
        event = ticket.event_ids.filtered(lambda e: e.field_name == "reported_at")
        self.assertEqual(event.new_value, "2001-01-01 00:00:00")
        with self.assertRaises(AccessError):
            ticket.write({"number": "X"})

    def test_a_changed_solution_is_logged(self):
        self.ticket._close("Washer replaced")
        ticket = self.ticket.with_user(self.user_agent)
        ticket.write({"solution": "Nothing done"})
        event = ticket.event_ids.sorted("id")[-1]
        self.assertRecordValues(
            event,
            [
                {
                    "kind": "solution",
                    "old_value": "Washer replaced",
                    "new_value": "Nothing done",
                    "user_id": self.user_agent.id,
                }
            ],
        )

    def test_no_context_switches_the_log_off(self):
        Ticket = self.Ticket.with_user(self.user_agent).with_context(**CLIENT_CONTEXT)
        ticket = Ticket.create(self._prepare_vals())
        ticket.write({"priority": "3"})
        ticket.write({"stage_id": self.stage_done.id, "solution": "Tightened"})
        self.assertEqual(
            ticket.event_ids.sorted("id").mapped("kind"),
            ["created", "priority", "closed"],
        )
        self.assertEqual(ticket.event_ids.sorted("id")[-1].reason, "Tightened")

    def test_a_reason_gives_no_rights(self):
        agent = self.ticket.with_user(self.user_agent)
        with self.assertRaises(AccessError):
            agent.with_context(**CLIENT_CONTEXT).write(
                {"user_id": self.user_technician.id}
            )
        with self.assertRaises(UserError):
            agent.with_context(**CLIENT_CONTEXT).stage_id = self.stage_done
        self.ticket._close("Done")
        with self.assertRaises(UserError):
            agent.with_context(ticket_reason=[1]).stage_id = self.stage_work

    def test_class_and_parts_agree(self):
        stranger = self.env["property.ticket.class"].search(
            [("place_id", "!=", self.leak.place_id.id)], limit=1
        )
        parts = {
            name: stranger[name].id
            for name in ("place_id", "category_id", "problem_id")
        }
        with self.assertRaises(ValidationError):
            self._create_tickets(class_id=self.leak.id, **parts)
        with self.assertRaises(ValidationError):
            self.ticket.write({"class_id": self.leak.id, **parts})
        self.ticket.write({"class_id": self.leak.id})
        self.ticket.write(parts)
        self.assertEqual(self.ticket.class_id, stranger)

    def test_a_resident_of_two_companies_sees_both(self):
        company = self.env["res.company"].create({"name": "Second"})
        site = self._create_site("Far", "FAR", company_id=company.id)
        unit = self._create_units(1, building=self._create_building(site, "1"))
        self.env["property.ownership"].create(
            {"unit_id": unit.id, "partner_id": self.resident.id}
        )
        far, foreign = (
            self.Ticket.create(
                {"name": "Far", "unit_id": unit.id, "partner_id": partner.id}
            )
            for partner in (self.resident, self.hidden)
        )
        self.assertEqual(far.company_id, company)
        tenant = self._create_portal("tenant", self.resident)
        found = self.Ticket.with_user(tenant).search([])
        self.assertEqual(found, self.ticket | far)
        self.assertFalse(foreign.with_user(tenant).has_access("read"))
        staff = new_test_user(
            self.env, "manager_1", groups="property_crm.group_property_company_manager"
        )
        self.assertFalse(far.with_user(staff).has_access("read"))
