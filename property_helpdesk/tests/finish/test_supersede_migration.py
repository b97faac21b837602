from importlib.util import module_from_spec, spec_from_file_location

from odoo.tools.misc import file_path

from .common import FinishCommon

SCRIPT = "property_helpdesk/migrations/19.0.1.1.0/post-migration.py"


class TestSupersedeMigration(FinishCommon):
    """No backup of 19.0.1.0.0 holds a request that was rated, then opened again."""

    def _rate(self, ticket, stars, day):
        rating = self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(ticket._name),
                "res_id": ticket.id,
                "partner_id": self.resident.id,
            }
        )
        rating.write({"rating": stars, "consumed": True})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE rating_rating SET write_date = %s WHERE id = %s", [day, rating.id]
        )
        return rating

    def test_what_was_rated_before_it_was_opened_again_counts_no_more(self):
        opened = self._finish(self._receive())
        other = self._finish(self._receive())
        with self._at("2026-03-11 09:00"):
            opened._reopen("It drips")
            self.env.flush_all()
        early = self._rate(opened, 5, "2026-03-10 10:00")
        late = self._rate(opened, 2, "2026-03-12 10:00")
        others = self._rate(other, 4, "2026-03-10 10:00")
        secret = early.access_token
        self.env.invalidate_all()
        self._run_script()
        self.assertEqual(opened.superseded_rating_ids, early)
        self.assertFalse(early.consumed)
        self.assertNotEqual(early.access_token, secret)
        self.assertTrue(all((late | others).mapped("consumed")))
        self.assertFalse(any((late | others).mapped("is_superseded")))
        self.assertEqual(opened.rating_last_value, 2)

    def _run_script(self):
        spec = spec_from_file_location("post_migration", file_path(SCRIPT))
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.supersede_ratings(self.env)
