from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import HOUR, NOW, ReportCommon


@freeze_time(NOW)
class TestPropertyTicketPassage(ReportCommon):
    def _create_history(self):
        """Return a request that was new for 2 h, worked on for 3 h, again for 1 h."""
        ticket = self._create_at(10)
        with freeze_time(NOW - 8 * HOUR):
            ticket.stage_id = self.stage_work
        self._close_after(ticket, 5)
        with freeze_time(NOW - HOUR):
            ticket._reopen("Leaks again")
        self.env.invalidate_all()
        return ticket

    def test_time_is_told_from_the_log(self):
        ticket = self._create_history()
        self.assertRecordValues(
            ticket.passage_ids,
            [
                {"stage_id": self.stage_new.id, "hours": 2, "site_id": self.site.id},
                {"stage_id": self.stage_work.id, "hours": 3, "site_id": self.site.id},
                {"stage_id": self.stage_work.id, "hours": 1, "site_id": self.site.id},
            ],
        )
        self.assertFalse(ticket.passage_ids[-1].left_at)
        self.assertEqual(ticket.stage_since, NOW - HOUR)

    def test_waiting_is_a_stage_of_its_own(self):
        stage_wait = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")
        ticket = self._create_at(10)
        for hours_ago, act in (
            (8, lambda: ticket.write({"stage_id": self.stage_work.id})),
            (7, lambda: ticket._wait("customer")),
            (4, lambda: ticket._wait("parts")),  # no other stage is for parts
            (2, ticket._resume),
        ):
            with freeze_time(NOW - hours_ago * HOUR):
                act()
        self.env.invalidate_all()
        self.assertRecordValues(
            ticket.passage_ids,
            [
                {"stage_id": self.stage_new.id, "hours": 2},
                {"stage_id": self.stage_work.id, "hours": 1},
                {"stage_id": stage_wait.id, "hours": 5},
                {"stage_id": self.stage_work.id, "hours": 2},
            ],
        )
        self.assertEqual(ticket.stage_since, NOW - 2 * HOUR)

    def test_bottleneck_by_stage(self):
        self._create_history()
        rows = self.env["property.ticket.passage"]._read_group(
            [("site_id", "=", self.site.id)],
            ["stage_id"],
            ["hours:avg", "total_hours:sum"],
        )
        self.assertEqual(
            {stage: values for stage, *values in rows},
            {self.stage_new: [2, 2], self.stage_work: [2, 4]},
        )

    def test_as_secret_as_the_request(self):
        ticket = self._create_history()
        Passage = self.env["property.ticket.passage"]
        domain = [("ticket_id", "=", ticket.id)]
        self.assertEqual(Passage.with_user(self.user_agent).search_count(domain), 3)
        self.assertFalse(Passage.with_user(self.user_stranger).search(domain))
        with self.assertRaises(AccessError):
            Passage.with_user(self.user_portal).search(domain)
        passage = Passage.with_user(self.user_company_manager).search(domain)[0]
        with self.assertRaises(AccessError):
            passage.unlink()
        with self.assertRaises(AccessError):
            passage.stage_id = self.stage_new
