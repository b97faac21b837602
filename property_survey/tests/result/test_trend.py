from datetime import date, timedelta

from ...tools.student import estimate
from ...tools.trend import difference
from .common import CampaignResultCommon


class TestResultTrend(CampaignResultCommon):
    def _create_wave(self, number, level, count=6, **values):
        campaign = self._create_campaign(name=f"wave {number}", **values)
        sheets = [(7, 7, 7, *(level + other,) * 3) for other in (0, 1)]
        self._sheets(*sheets * (count // 2), campaign=campaign)
        result = self._count(campaign)
        result.date = date(2026, 1, 1) + timedelta(days=90 * number)
        return result

    def test_trend(self):
        waves = [self._create_wave(number, level) for number, level in ((0, 2), (1, 4))]
        waves.append(self._create_wave(2, 4))
        hidden = self._create_wave(3, 1, count=4)
        elsewhere = self._create_wave(1, 1, site_ids=[(6, 0, self.other_site.ids)])
        trend = waves[0]._get_trend()
        self.assertEqual([one["id"] for one in trend], [one.id for one in waves])
        self.assertNotIn(hidden.id, [one["id"] for one in elsewhere._get_trend()])
        first = trend[0]
        self.assertAlmostEqual(first["score"], 25)
        wanted = estimate([100 / 6, 200 / 6] * 3)
        self.assertAlmostEqual(first["low"], wanted.low, delta=0.01)
        self.assertAlmostEqual(first["high"], wanted.high, delta=0.01)
        self.assertEqual(first["n"], 6)
        self.assertTrue(first["line_low"] < first["line"] < first["line_high"])
        words = [one.change_word for one in waves]
        self.assertEqual(words, [False, "better", "unsure"])
        self.assertEqual(waves[1].former_id, waves[0])
        wanted = difference(wanted, estimate([50, 200 / 3] * 3))
        self.assertAlmostEqual(waves[1].change, wanted.mean, delta=0.01)
        self.assertAlmostEqual(waves[1].change_low, wanted.low, delta=0.01)
        self.assertAlmostEqual(waves[1].change_high, wanted.high, delta=0.01)

    def test_two_have_no_band(self):
        waves = [self._create_wave(number, level) for number, level in ((0, 5), (1, 2))]
        self.assertIsNone(waves[0]._get_trend()[1]["line"])
        self.assertEqual(waves[1].change_word, "worse")
