"""Only of a backup of 19.0.1.0.0: what was brought when 19.0.1.1.0 came."""

from held import HeldCase


class TestFrom10(HeldCase):
    def test_nothing_was_reported_done_and_what_was_rated_counts(self):
        tickets = self.browse_held("helpdesk.ticket")
        self.assertFalse(any(tickets.mapped("done_at")))
        self.assertFalse(any(tickets.mapped("confirm_until")))
        self.assertFalse(any(tickets.team_id.mapped("asks_confirmation")))
        rated = tickets.filtered(lambda one: one.external_key == "RATED")
        self.assertEqual(rated.rating_last_value, 2)
        self.assertFalse(tickets.superseded_rating_ids)
