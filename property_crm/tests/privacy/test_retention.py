from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from .common import PrivacyCommon

LATER = "2099-01-01"


class TestRetention(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Rule = cls.env["property.retention.rule"]
        cls.Run = cls.env["property.retention.run"]
        cls.Rule.search([]).active = False
        cls.rule = cls._create_rule("property.contact.preference")

    @classmethod
    def _create_rule(cls, model, **values):
        return cls.Rule.create({"name": model, "model": model, "days": 30, **values})

    def _create_wishes(self, count):
        return self.env["property.contact.preference"].create(
            [{"partner_id": self.resident.id} for _number in range(count)]
        )

    def _run(self, when=LATER):
        cron = type(self.env["ir.cron"])
        with (
            freeze_time(when),
            patch.object(cron, "_commit_progress", return_value=9),
        ):
            self.Run._cron_apply(batch_size=3)
        return self.Run.search([], limit=1)

    def test_what_is_old_goes_and_is_reported(self):
        wishes = self._create_wishes(7)
        self.assertEqual(self.rule.due_count, 0)
        self.assertEqual(self._run(when=wishes[0].create_date).done_count, 0)
        self.assertEqual(len(wishes.exists()), 7)
        run = self._run()
        self.assertFalse(wishes.exists())
        self.assertRecordValues(run, [{"done_count": 7, "failed_count": 0}])
        self.assertTrue(run.stop)

    def test_a_bad_row_never_stops_the_good_ones(self):
        wishes = self._create_wishes(5)
        bad = wishes[1]

        unlink = type(bad).unlink

        def unlink_but_one(records):
            if bad in records:
                raise UserError("This one is needed")
            return unlink(records)

        self.patch(type(bad), "unlink", unlink_but_one)
        run = self._run()
        self.assertEqual(wishes.exists(), bad)
        self.assertRecordValues(run.line_ids, [{"done_count": 4, "failed_count": 1}])
        self.assertIn("This one is needed", run.line_ids.message)

    def test_a_killed_run_goes_on_where_it_was(self):
        wishes = self._create_wishes(7)
        with freeze_time(LATER):
            killed = self.Run.create({})
            killed._get_line(self.rule)._do_batch(3)
        self.assertEqual(len(wishes.exists()), 4)
        run = self._run()
        self.assertEqual(run, killed)
        self.assertEqual(run.done_count, 7)
        self.assertNotEqual(self._run(), killed, "the next night is another run")

    def test_former_residents_lose_their_names(self):
        rule = self._create_rule("res.partner", action="anonymise", days=1825)
        gone = self.env["res.partner"].create({"name": "Gone Long Ago"})
        self._move_in(gone, self.unit)
        self.env["property.occupancy"].search(
            [("partner_id", "=", gone.id)]
        ).date_to = "2021-01-01"
        with freeze_time("2025-01-01"):
            self.assertEqual(rule.due_count, 0)
        rule.invalidate_recordset(["due_count"])
        with freeze_time("2027-01-01"):
            self.assertEqual(rule.due_count, 1)
        self._run()
        self.assertNotIn("Gone", gone.name)
        self.assertEqual(self.resident.name, "Wang Wei", "lives here")

    def test_logs_go_only_this_way(self):
        self._create_rule("property.disclosure")
        disclosure = self._disclose(self.user_agent)
        with self.assertRaises(UserError):
            disclosure.sudo().unlink()
        self._run()
        self.assertFalse(disclosure.exists())
        with self.assertRaises(AccessError):
            self._disclose(self.user_agent).with_context(
                property_retention=True
            ).unlink()

    def test_rules_that_come_with_the_addon_hold(self):
        rules = self.Rule.with_context(active_test=False).search([])
        self.assertGreater(len(rules), 5)
        rules.active = True
        rules._check_rule()
        self.assertFalse(self._run().failed_count)

    def test_wrong_rules_are_refused(self):
        for values in (
            {"model": "no.such.model"},
            {"domain": "[("},
            {"date_field": "no_such_field"},
            {"action": "anonymise"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.rule.copy(values)

    def test_rights(self):
        self._run()
        run = self.Run.search([], limit=1)
        manager = self.rule.with_user(self.user_company_manager)
        manager.write({"days": 60, "active": True})
        for vals in ({"model": "res.users"}, {"domain": "[]"}, {"action": "delete"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                manager.write(vals)
        with self.assertRaises(AccessError):
            manager.create({"name": "All", "model": "res.users", "days": 1})
        for user in (self.user_site_manager, self.user_stranger, self.user_portal):
            for record in (self.rule, run, run.line_ids):
                theirs = record.with_user(user)
                with self.subTest(theirs), self.assertRaises(AccessError):
                    theirs.read(["create_date"])
        with self.assertRaises(AccessError):
            self.rule.with_user(self.user_auditor).days = 1
        self.assertTrue(run.with_user(self.user_auditor).start)
