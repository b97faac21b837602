from unittest.mock import patch

from ..campaign_common import CampaignCommon


class TestCampaignResponse(CampaignCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls._start_campaign(stratify_by="building", mode="named")
        cls.first, cls.second = cls.campaign.stratum_ids

    def _set_states(self, stratum, *states):
        for one, state in zip(stratum.invitation_ids, states, strict=False):
            one.state = state
        self.env.flush_all()

    def test_counts_and_rates(self):
        self._set_states(self.first, *["answered"] * 3, "refused", "failed", "asked")
        self.assertEqual(self.first.asked_count, 6)
        self.assertEqual(self.first.response_rate, 50)
        self.assertEqual(self.first.progress, 50)
        self.assertEqual(self.second.asked_count, 0)
        self.assertEqual(self.campaign.planned_count, 3)
        self.assertEqual(self.campaign.asked_count, 6)
        self.assertEqual((self.campaign.rr1, self.campaign.rr2), (50, 50))
        self.assertAlmostEqual(self.campaign.refusal_rate, 100 / 6, 1)
        self.assertEqual(self.campaign.cooperation_rate, 75)
        self.assertGreater(self.campaign.margin_reached, 40)

    def test_vector_of_response_rates(self):
        """Domain 2.7: of 1000, 650 complete, 50 partial, 150 refused."""
        counts = {"answered": 700, "refused": 150, "failed": 100, "asked": 50}
        self.campaign._set_rates(counts, 50)
        self.assertAlmostEqual(self.campaign.rr1, 65.0)
        self.assertAlmostEqual(self.campaign.rr2, 70.0)
        self.assertAlmostEqual(self.campaign.refusal_rate, 15.0)
        self.assertAlmostEqual(self.campaign.cooperation_rate, 76.5, 1)

    def test_behind(self):
        self._set_states(self.first, *["answered"] * 5, "asked")
        self._set_states(self.second, *["asked"] * 3)
        self.assertFalse(self.first.is_behind)
        self.assertTrue(self.second.is_behind)
        self.assertEqual(self.campaign.behind_text, self.second.name)
        action = self.second.action_view_silent()
        silent = self.Invitation.search(action["domain"])
        self.assertEqual(silent, self.second.invitation_ids)
        self.campaign.action_close()
        self.assertFalse(self.campaign.behind_text)

    def test_remind_a_stratum(self):
        self._set_states(self.second, *["asked"] * 3)
        self.second.invitation_ids.write({"asked_on": "2026-01-01", "channel": "email"})
        self.second.invitation_ids[0].state = "answered"
        for _twice in range(2):
            self.second.with_user(self.user_survey).action_remind()
            self.assertEqual(
                sorted(self.second.invitation_ids.mapped("reminder_count")), [0, 1, 1]
            )

    def test_message_leaves_after_the_commit_while_it_runs(self):
        self._set_states(self.second, "asked")
        one = self.second.invitation_ids[0]
        one.write({"state": "asked", "asked_on": "2026-01-01", "channel": "sms"})
        sent, commit = [], self.env.cr.postcommit
        commit.clear()
        with (
            patch.object(type(one), "_send_sms", lambda some: sent.append(some.ids)),
            self.enter_registry_test_mode(),
        ):
            self.second.action_remind()
            self.assertFalse(sent)
            commit.run()
        self.assertEqual(sent, [one.ids])
        one.reminded_on = False
        self.campaign.action_close()
        self.second.action_remind()
        self.assertEqual(one.reminder_count, 1)

    def test_partial_sheets(self):
        self._set_states(self.first, "answered", "answered")
        invited = self.first.invitation_ids[:2].ids
        numbers = {str(question.id): 5 for question in self.questions}
        few = {str(self.questions[0].id): 5}
        self.env["property.survey.sheet"].create(
            [
                {
                    "campaign_id": self.campaign.id,
                    "company_id": self.campaign.company_id.id,
                    "day": "2026-03-01",
                    "numbers": found,
                    "invitation_id": invitation_id,
                    "channel": "email" if invitation_id else "qr",
                }
                for found, invitation_id in (
                    *zip((numbers, few), invited, strict=True),
                    *[(few, False)] * 3,  # by the poster: nobody was asked
                )
            ]
        )
        self.env.invalidate_all()
        self.assertEqual((self.campaign.rr1, self.campaign.rr2), (50, 100))
        self.campaign.mode = "confidential"
        self.assertEqual(self.campaign.rr1, 100)  # not told while it runs
        self.campaign.action_close()
        self.assertEqual(self.campaign.rr1, 50)

    def test_refusal_is_noted(self):
        one = self.first.invitation_ids[0].with_user(self.user_survey)
        one.action_refuse()
        self.assertEqual(one.state, "refused")
        self.assertEqual(self.campaign.refused_count, 1)
