from ..common import HelpdeskCommon


class TestCopy(HelpdeskCommon):
    def test_several_at_once(self):
        tickets = self._create_tickets(2, intake_key=False)
        copies = tickets.copy()
        self.assertEqual(len(copies), 2)
        self.assertEqual(len(set((tickets | copies).mapped("number"))), 4)

    def test_a_copy_is_a_new_request(self):
        ticket = self._create_tickets(intake_key="K1")
        ticket._close("Done")
        copy = ticket.copy()
        self.assertFalse(copy.intake_key)
        self.assertFalse(copy.closed_date)
        self.assertFalse(copy.solution)
        self.assertEqual(copy.event_ids.mapped("kind"), ["created"])
