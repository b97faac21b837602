from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, users

from ..common import HelpdeskCommon


class TestHelpdeskTicketSecurity(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_tickets(class_id=cls.leak.id)
        cls.tenant_user = cls._create_portal("tenant", cls.resident)
        cls.neighbour_user = cls._create_portal("neighbour", cls.neighbour)

    def _sees(self, user, ticket=None):
        ticket = ticket or self.ticket
        found = self.Ticket.with_user(user).search([("id", "=", ticket.id)])
        readable = ticket.with_user(user).has_access("read")
        self.assertEqual(bool(found), readable)
        return readable

    def test_staff_of_the_territory_see_it(self):
        for role in ("agent", "dispatcher", "site_manager", "integration"):
            user = getattr(self, f"user_{role}")
            with self.subTest(role=role):
                self.assertTrue(self._sees(user))

    def test_whole_company_sees_it(self):
        self.assertTrue(self._sees(self.user_company_manager))
        self.assertTrue(self._sees(self.user_auditor))

    def test_stranger_of_another_site_sees_nothing(self):
        self.assertFalse(self._sees(self.user_stranger))
        stranger = self.ticket.with_user(self.user_stranger)
        for name in ("read", "write"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(stranger, name)(["name"] if name == "read" else {"name": "x"})
        events = self.env["property.ticket.event"].with_user(self.user_stranger)
        self.assertFalse(events.search([("ticket_id", "=", self.ticket.id)]))
        with self.assertRaises(AccessError):
            self.ticket.event_ids.with_user(self.user_stranger).read(["kind"])

    def test_groups_of_helpdesk_mgmt_open_nothing(self):
        for group in ("user_own", "user_team", "user", "manager"):
            user = new_test_user(
                self.env, f"oca_{group}", groups=f"helpdesk_mgmt.group_helpdesk_{group}"
            )
            with self.subTest(group=group):
                self.assertFalse(self._sees(user))

    def test_following_opens_nothing(self):
        self.ticket.message_subscribe(self.user_stranger.partner_id.ids)
        self.assertFalse(self._sees(self.user_stranger))

    def test_team_member_sees_what_is_his_only(self):
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Plumbers", "user_ids": [Command.set(self.user_stranger.ids)]}
        )
        self.ticket.team_id = team
        self.assertFalse(self._sees(self.user_stranger))
        self.ticket._assign(self.user_stranger)
        self.assertTrue(self._sees(self.user_stranger))

    def test_residents_see_their_own(self):
        self.assertTrue(self._sees(self.tenant_user))
        self.assertFalse(self._sees(self.neighbour_user))
        self.assertFalse(self._sees(self.user_portal))

    def test_household_sees_repairs_but_no_complaints(self):
        wife = self._create_resident("Wang Fang", "wang@example.com", role="family")
        user = self._create_portal("wife", wife)
        self.assertTrue(self._sees(user))
        complaint = self._create_tickets(
            class_id=self._get_class("service_centre_staff_slow_answer").id
        )
        self.assertFalse(self._sees(user, complaint))
        self.assertTrue(self._sees(self.tenant_user, complaint))

    def test_who_belongs_to_the_household(self):
        roles = dict(self.env["property.occupancy"]._fields["role"].selection)
        household = {"owner_occupier", "family", "tenant", "sub_tenant", "habitation"}
        self.assertLess(household, set(roles))
        for role in roles:
            partner = self._create_resident(role, f"{role}@example.com", role=role)
            user = self._create_portal(f"portal_{role}", partner)
            asked = self._create_tickets(partner_id=partner.id)
            with self.subTest(role=role):
                self.assertTrue(self._sees(user, asked))
                self.assertEqual(self._sees(user), role in household)
                self.assertEqual(self._sees(self.tenant_user, asked), role in household)

    def test_a_household_is_one_unit(self):
        """Who lived with whom elsewhere sees nothing of it here."""
        second = self._create_units(1)
        self.env["property.occupancy"].create(
            {
                "unit_id": second.id,
                "partner_id": self.resident.id,
                "role": "tenant",
                "date_from": "2020-01-01",
            }
        )
        mate = self._create_resident("Mate", "mate@example.com", second)
        ticket = self._create_tickets(partner_id=mate.id)
        self.assertFalse(self._sees(self.tenant_user, ticket))
        ticket = self._create_tickets(partner_id=mate.id, unit_id=second.id)
        self.assertTrue(self._sees(self.tenant_user, ticket))

    def test_household_ends_with_the_stay(self):
        former = self._create_resident("Old", "old@example.com", role="family")
        self.env["property.occupancy"].search(
            [("partner_id", "=", former.id)]
        ).date_to = "2021-01-01"
        self.assertFalse(self._sees(self._create_portal("former", former)))

    def test_landlord_does_not_see_the_tenants_requests(self):
        landlord = self.env["res.partner"].create({"name": "Landlord"})
        self.env["property.ownership"].create(
            {"unit_id": self.unit.id, "partner_id": landlord.id}
        )
        self.assertFalse(self._sees(self._create_portal("landlord", landlord)))

    def test_ticket_without_a_place_is_for_the_company(self):
        ticket = self._create_tickets(unit_id=False)
        self.assertFalse(ticket.territory_id)
        self.assertFalse(self._sees(self.user_agent, ticket))
        self.assertTrue(self._sees(self.user_company_manager, ticket))

    @users("property_agent")
    def test_agent_does_not_create_elsewhere(self):
        with self.assertRaises(AccessError):
            self.env["helpdesk.ticket"].create(
                {"name": "Far", "site_id": self.other_site.id, "unit_id": False}
            )

    def test_read_only_roles_write_nothing(self):
        for user in (self.user_auditor, self.tenant_user):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.ticket.with_user(user).name = "x"
                with self.assertRaises(AccessError):
                    self.Ticket.with_user(user).create({"name": "x"})

    def test_residents_see_neither_log_nor_classifier(self):
        for model in ("property.ticket.event", "property.ticket.class"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.tenant_user).search([])

    def test_public_user_sees_nothing(self):
        public = self.env.ref("base.public_user")
        with self.assertRaises(AccessError):
            self.Ticket.with_user(public).search([])

    def test_public_user_cannot_write_stages(self):
        # helpdesk_mgmt 19.0.1.3.2 lets him
        public = self.env.ref("base.public_user")
        with self.assertRaises(AccessError):
            self.stage_new.with_user(public).name = "x"

    @users("property_integration")
    def test_integration_creates_and_never_deletes(self):
        ticket = self.env["helpdesk.ticket"].create(self._prepare_vals())
        self.assertEqual(ticket.channel_id.code, "api")
        with self.assertRaises(AccessError):
            ticket.unlink()
