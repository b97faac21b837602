from unittest.mock import patch

from .common import AnswerCommon

MIX = "odoo.addons.property_survey.models.answer.campaign_mix"
MIXED = ("sheet", "comment", "receipt")


class TestMix(AnswerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls._create_campaign("anonymous")
        invitations = cls._invite(cls.campaign, 24)
        for number, invitation in enumerate(invitations):
            cls.campaign._submit(
                cls._fill(1 + number % 7, words=f"Words {number}"),
                token=invitation.token,
                key=f"key {number}",
            )

    def _get_rows(self, name):
        """Return ``(id, xmin, what it says)`` in the order they lie in the table."""
        what = {"sheet": "numbers::text", "comment": "text", "receipt": "key"}[name]
        self.env.cr.execute(
            f"SELECT id, xmin::text, {what} FROM property_survey_{name}"
            " WHERE campaign_id = %s ORDER BY ctid",
            [self.campaign.id],
        )
        return self.env.cr.fetchall()

    def test_what_was_said_stays_and_all_else_changes(self):
        before = {name: self._get_rows(name) for name in MIXED}
        self.campaign._mix(200)
        for name in MIXED:
            with self.subTest(name):
                rows, after = before[name], self._get_rows(name)
                self.assertCountEqual(
                    [what for *_row, what in rows], [what for *_row, what in after]
                )
                self.assertFalse(
                    {row_id for row_id, *_row in rows}
                    & {row_id for row_id, *_row in after}
                )
                self.assertEqual(len({xmin for _id, xmin, _what in after}), 1)
                self.assertNotEqual(
                    [what for *_row, what in rows], [what for *_row, what in after]
                )
        model = self.env["property.survey.sheet"]
        found = model.search([("campaign_id", "=", self.campaign.id)])
        self.assertTrue(all(found.mapped("is_settled")))
        self.assertEqual(found.site_id, self.site)
        self.assertEqual(found.territory_id, self.site.territory_id)

    def test_few_answers_are_mixed_again(self):
        few = self._create_campaign("anonymous")
        few._submit(self._fill(7))
        few._mix(200)
        sheet = self.Sheet.search([("campaign_id", "=", few.id)])
        self.assertFalse(sheet.is_settled)
        few.state = "closed"
        few._mix(200)
        self.assertTrue(self.Sheet.search([("campaign_id", "=", few.id)]).is_settled)

    def test_new_one_is_mixed_with_settled_ones(self):
        self.campaign._mix(200)
        self.campaign._submit(self._fill(7))
        self.env.flush_all()
        self.campaign._mix(2)
        rows = self._get_rows("sheet")
        newest = max(rows, key=lambda row: int(row[1]))[1]
        self.assertGreaterEqual(sum(xmin == newest for _id, xmin, _what in rows), 20)

    def test_newest_invitation_is_always_mixed(self):
        """However many have answered, who did so last is among those written anew."""
        self.campaign._mix(200)
        invitation = self._invite(self.campaign)
        with self.env.cr.savepoint():
            self.campaign._submit(self._fill(7), token=invitation.token)
        with patch(f"{MIX}.AT_LEAST", 2), self.env.cr.savepoint():
            self.campaign._mix(2)
        self.env.cr.execute(
            "SELECT id, xmin::text FROM property_survey_invitation"
            " WHERE campaign_id = %s",
            [self.campaign.id],
        )
        writers = dict(self.env.cr.fetchall())
        self.assertEqual(len(writers), 25)
        newest = writers[self._get_newest_row()]
        self.assertEqual(writers[invitation.id], newest)
        self.assertIn(list(writers.values()).count(newest), (1, 2))

    def _get_newest_row(self):
        self.env.cr.execute(
            "SELECT id FROM property_survey_invitation WHERE campaign_id = %s"
            " ORDER BY age(xmin) LIMIT 1",
            [self.campaign.id],
        )
        return self.env.cr.fetchone()[0]

    def test_killed_mix_loses_nothing(self):
        before = [self._get_rows(name) for name in MIXED]
        with (
            patch.object(type(self.campaign), "_mix_invitations", side_effect=KeyError),
            self.assertRaises(KeyError),
            self.env.cr.savepoint(),
        ):
            self.campaign._mix(200)
        self.assertEqual(before, [self._get_rows(name) for name in MIXED])

    def test_cron_mixes_what_is_new_of_anonymous_campaigns(self):
        named = self._create_campaign("named")
        named._submit(self._fill(7))
        sheet = self.Sheet.search([("campaign_id", "=", named.id)])
        before = self._get_rows("sheet")
        with self.enter_registry_test_mode():
            self.env.ref("property_survey.ir_cron_mix").method_direct_trigger()
        self.assertNotEqual(before, self._get_rows("sheet"))
        self.assertTrue(sheet.exists())

    def test_mix_after_commit(self):
        """After the commit one mix is done, of each campaign that was answered."""
        for _time in range(2):
            self.campaign._submit(self._fill(7))
        mixed = []
        model = type(self.campaign)
        with (
            patch.object(model, "_mix", lambda one, _limit: mixed.append(one.id)),
            self.enter_registry_test_mode(),
        ):
            self.env.cr.postcommit.run()
        self.assertEqual(mixed.count(self.campaign.id), 1)
