from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, users

from ..common import HelpdeskCommon


class TestHelpdeskTicket(HelpdeskCommon):
    def test_place_is_filled_from_the_unit(self):
        ticket = self._create_tickets()
        self.assertRecordValues(
            ticket,
            [
                {
                    "building_id": self.building.id,
                    "site_id": self.site.id,
                    "territory_id": self.unit.territory_id.id,
                    "company_id": self.site.company_id.id,
                }
            ],
        )
        self.assertTrue(ticket.territory_id)

    def test_place_is_filled_from_the_common_part(self):
        lift = self.env["property.common.part"].create(
            {"name": "Lift 1", "site_id": self.site.id, "building_id": self.building.id}
        )
        ticket = self._create_tickets(unit_id=False, common_part_id=lift.id)
        self.assertEqual(ticket.building_id, self.building)
        self.assertEqual(ticket.territory_id, lift.territory_id)

    def test_unit_of_another_site_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "does not belong to"):
            self._create_tickets(site_id=self.other_site.id)

    def test_territory_follows_open_tickets_only(self):
        ticket, closed = self._create_tickets(2)
        closed._close("Done")
        (ticket | closed).unit_id = self.other_unit
        self.assertEqual(ticket.territory_id, self.other_unit.territory_id)
        self.assertEqual(closed.territory_id, self.unit.territory_id)

    def test_new_territory_leaves_tickets_alone(self):
        ticket = self._create_tickets()
        before = ticket.territory_id
        territory = self.env["property.territory"].create(
            {
                "name": "One flat",
                "kind": "units",
                "site_id": self.site.id,
                "unit_ids": [Command.set(self.unit.ids)],
            }
        )
        self.assertEqual(self.unit.territory_id, territory)
        self.assertEqual(ticket.territory_id, before)

    def test_requester_role_of_the_day(self):
        roles = {
            "tenant": "tenant",
            "family": "family",
            "visitor": "visitor",
            "unknown": "other",
        }
        for role, expected in roles.items():
            partner = self._create_resident(role, f"{role}@example.com", role=role)
            with self.subTest(role=role):
                ticket = self._create_tickets(partner_id=partner.id)
                self.assertEqual(ticket.requester_role, expected)

    def test_requester_role_is_kept_after_moving_out(self):
        ticket = self._create_tickets()
        stay = self.env["property.occupancy"].search(
            [("partner_id", "=", self.resident.id)]
        )
        stay.date_to = "2021-01-01"
        ticket.name = "Changed"
        self.assertEqual(ticket.requester_role, "tenant")
        late = self._create_tickets()
        self.assertEqual(late.requester_role, "other")

    def test_requester_role_is_of_who_is_named_instead(self):
        family = self._create_resident("Son", "son@example.com", role="family")
        ticket = self._create_tickets()
        self.assertEqual(ticket.requester_role, "tenant")
        for partner, role in ((family, "family"), (self.neighbour, "other")):
            ticket.with_user(self.user_company_manager).partner_id = partner
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual(ticket.requester_role, role)
        ticket.partner_id = False
        self.assertFalse(ticket.requester_role)

    def test_owner_comes_before_other_roles(self):
        self.env["property.ownership"].create(
            {"unit_id": self.unit.id, "partner_id": self.resident.id}
        )
        self.assertEqual(self._create_tickets().requester_role, "owner")

    def test_staff_and_subcontractor(self):
        staff = self._create_tickets(partner_id=self.user_agent.partner_id.id)
        self.assertEqual(staff.requester_role, "staff")
        firm = self.env["res.partner"].create({"name": "Lift Co."})
        self.env["property.subcontract"].create(
            {"site_id": self.site.id, "partner_id": firm.id}
        )
        ticket = self._create_tickets(partner_id=firm.id)
        self.assertEqual(ticket.requester_role, "subcontractor")

    def test_requests_are_never_deleted(self):
        ticket = self._create_tickets()
        with self.assertRaisesRegex(UserError, "Archive"):
            ticket.unlink()

    def test_team_that_does_not_handle_the_type_is_refused(self):
        praise = self.env.ref("property_helpdesk.helpdesk_ticket_type_praise")
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Praise only", "type_ids": [Command.set(praise.ids)]}
        )
        self._create_tickets(team_id=team.id, type_id=praise.id)
        repair = self.env.ref("property_helpdesk.helpdesk_ticket_type_repair")
        with self.assertRaisesRegex(ValidationError, "does not handle"):
            self._create_tickets(team_id=team.id, type_id=repair.id)

    @users("property_agent")
    def test_requester_with_one_home_brings_it(self):
        with Form(self.env["helpdesk.ticket"]) as form:
            form.name = "Leak"
            form.partner_id = self.resident
            self.assertEqual(form.unit_id, self.unit)
        self.assertEqual(form.record.site_id, self.site)
        unplaced = self.Ticket.create({"name": "x", "partner_id": self.resident.id})
        self.assertFalse(unplaced.unit_id)

    def test_requester_name_follows(self):
        ticket = self._create_tickets()
        ticket.partner_id = self.neighbour
        self.assertEqual(ticket.partner_name, "Li Na")

    @users("property_agent")
    def test_form_of_an_agent(self):
        with Form(self.env["helpdesk.ticket"]) as form:
            form.name = "Leak under the sink"
            form.site_id = self.site
            form.unit_id = self.unit
            form.class_id = self.leak
            form.partner_id = self.resident
            self.assertEqual(form.place_id, self.leak.place_id)
            self.assertTrue(form.is_emergency)
            self.assertEqual(form.requester_role, "tenant")
        ticket = form.record
        self.assertEqual(ticket.building_id, self.building)
        self.assertEqual(ticket.channel_id.code, "phone")
        self.assertEqual(ticket.case_type, "repair")
