from odoo.addons.rating.models.rating_data import RATING_LIMIT_SATISFIED

from .common import FinishCommon


class TestSupersede(FinishCommon):
    """What was said about work that was not done counts no more."""

    def _rate(self, ticket, stars):
        rating = self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(ticket._name),
                "res_id": ticket.id,
                "partner_id": self.resident.id,
                "rated_partner_id": self.user_technician.partner_id.id,
            }
        )
        ticket.rating_apply(stars, rating=rating, feedback="Quick")
        return rating

    def _get_mean(self):
        ratings = self.Ticket._get_user_ratings(self.user_technician)
        return ratings.get(self.user_technician.partner_id.id)

    def test_a_rating_before_the_return_is_kept_but_counts_no_more(self):
        ticket = self._finish(self._receive())
        rating = self._rate(ticket, 5)
        self.assertEqual(self._get_mean(), 5)
        self.assertEqual(ticket.positive_rate_percentage, 100)
        secret = rating.access_token
        ticket._reopen("It drips")
        self.assertEqual(ticket.rating_last_value, 0)
        self.assertEqual(ticket.positive_rate_percentage, -1)
        self.assertFalse(ticket.last_rating_id)
        self.assertEqual(ticket.superseded_rating_ids, rating)
        self.assertEqual((rating.rating, rating.feedback), (5, "Quick"))
        self.assertNotEqual(rating.access_token, secret)
        self.assertIsNone(self._get_mean())
        self._finish(ticket, "2026-03-10 10:30")
        self._rate(ticket, 2)
        self.assertEqual(self._get_mean(), 2)
        self.assertEqual(ticket.rating_last_value, 2)
        self.assertLess(ticket.rating_last_value, RATING_LIMIT_SATISFIED)
        self.assertEqual(ticket.superseded_rating_ids, rating)

    def test_also_where_it_was_closed(self):
        ticket = self._receive(team_id=self.plain_team.id)
        ticket._close("Done")
        rating = self._rate(ticket, 4)
        ticket._reopen("It drips")
        self.assertTrue(rating.is_superseded)
        ticket._close("Done")
        again = ticket._get_rating_of_this_time()
        self.assertNotEqual(again, rating)
