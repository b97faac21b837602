from odoo.tests import freeze_time

from ..common import HelpdeskCommon


class TestClosedDate(HelpdeskCommon):
    def test_kept_from_one_closed_stage_to_another(self):
        with freeze_time("2026-03-02 10:00:00"):
            ticket = self._create_tickets()
            ticket._close("Done")
        cancelled = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_cancelled")
        with freeze_time("2026-03-05 10:00:00"):
            ticket.stage_id = cancelled
        self.assertEqual(str(ticket.closed_date), "2026-03-02 10:00:00")

    def test_cleared_by_reopening(self):
        ticket = self._create_tickets()
        ticket._close("Done")
        ticket._reopen("Again")
        self.assertFalse(ticket.closed_date)

    def test_set_on_creation_in_a_closed_stage(self):
        ticket = self._create_tickets(stage_id=self.stage_done.id, solution="Done")
        self.assertTrue(ticket.closed_date)

    def test_team_change_does_not_reopen(self):
        ticket = self._create_tickets()
        ticket._close("Done")
        team = self.env["helpdesk.ticket.team"].create({"name": "Night"})
        self.stage_done.team_ids = self.env["helpdesk.ticket.team"].create(
            {"name": "Day"}
        )
        ticket.team_id = team
        self.assertEqual(ticket.stage_id, self.stage_done)
