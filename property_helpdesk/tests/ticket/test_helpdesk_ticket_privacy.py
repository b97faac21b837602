from odoo.tests import Form

from ..common import HelpdeskCommon

MASKED = "z***@example.com"
CLEAR = "zhang@example.com"


class TestHelpdeskTicketPrivacy(HelpdeskCommon):
    def test_an_agent_reads_the_address_masked(self):
        ticket = self._create_tickets(partner_email=CLEAR)
        self.env.invalidate_all()
        for user, shown in (
            (self.user_agent, MASKED),
            (self.user_auditor, MASKED),
            (self.user_dispatcher, CLEAR),
            (self.user_integration, CLEAR),
        ):
            with self.subTest(user=user.login):
                values = ticket.with_user(user).read(["partner_email"])[0]
                self.assertEqual(values["partner_email"], shown)

    def test_the_form_shows_the_mask_and_keeps_the_address(self):
        form = Form(self.Ticket.with_user(self.user_agent))
        form.name = "Leak"
        form.description = "Under the sink"
        form.unit_id = self.unit
        form.partner_id = self.resident
        self.assertEqual(form.partner_email, MASKED)
        ticket = form.save()
        self.assertEqual(ticket.sudo().partner_email, CLEAR)

    def test_a_mask_never_overwrites_the_address(self):
        ticket = self._create_tickets(partner_email=CLEAR)
        ticket.write({"partner_email": MASKED})
        self.assertEqual(ticket.partner_email, CLEAR)

    def test_no_probing_by_the_address(self):
        ticket = self._create_tickets(partner_email=CLEAR).with_user(self.user_agent)
        domain = [("id", "=", ticket.id)]
        for value, found in (("zhang", False), (CLEAR, True)):
            tickets = ticket.search([*domain, ("partner_email", "ilike", value)])
            self.assertEqual(bool(tickets), found)
