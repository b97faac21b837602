from ..common import HelpdeskCommon


class TestStageMail(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()

    def _close(self, size):
        tickets = self._create_tickets(size)
        self.flush_tracking()
        before = self.env.cr.sql_log_count
        tickets._close("Washer replaced")
        self.flush_tracking()
        return tickets, self.env.cr.sql_log_count - before

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.precommit.run()
        self.env.flush_all()

    def test_each_requester_is_written_to_once(self):
        tickets, _count = self._close(5)
        mails = self.env["mail.mail"].search([("res_id", "in", tickets.ids)])
        self.assertEqual(len(mails), 5)
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})
        self.assertIn("Washer replaced", mails[0].body_html)

    def test_nobody_without_address(self):
        self.resident.email = False
        tickets, _count = self._close(2)
        self.assertFalse(self.env["mail.mail"].search([("res_id", "in", tickets.ids)]))

    def test_a_third_of_the_queries(self):
        """helpdesk_mgmt 19.0.1.3.2 needed 75 a ticket."""
        self._close(2)
        _tickets, few = self._close(10)
        _tickets, many = self._close(40)
        self.assertLess((many - few) / 30, 25)
