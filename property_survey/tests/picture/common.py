from odoo.fields import Command

from ..common import SurveyCommon
from ..tools.test_gap import TEN


class PictureCommon(SurveyCommon):
    """Two results of ten determinants of one site, a year apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.before, cls.result = cls.Result.create(
            [
                cls._prepare_result("Lakeside 2025", "2025-05-01"),
                cls._prepare_result("Lakeside 2026", "2026-05-01"),
            ]
        )
        (cls.before | cls.result).action_count()
        cls.before.write(cls._get_rates(70.0, 60.4, 78.1))
        cls.result.write(cls._get_rates(85.0, 76.7, 90.7))
        cls.env["property.survey.cell"].create(
            [
                cls._prepare_cell("1", "Building 1", "access", "shown", 71),
                cls._prepare_cell("1", "Building 1", "security", "hidden", 0),
                cls._prepare_cell("2", "Building <2>", "access", "indicative", 55),
                cls._prepare_cell("2", "Building <2>", "security", "hidden", 0),
            ]
        )

    @classmethod
    def _prepare_result(cls, name, date):
        determinants = cls.env["property.survey.determinant"]._get_by_code(TEN)
        return {
            "name": name,
            "source": "means",
            "survey_id": cls.survey.id,
            "site_id": cls.site.id,
            "date": date,
            "mean_ids": [
                Command.create(
                    {
                        "code": code,
                        "determinant_id": determinants[code].id,
                        "expected": expected,
                        "perceived": perceived,
                        "answer_count": 84,
                        "points": weight,
                    }
                )
                for code, (expected, perceived, weight) in TEN.items()
            ],
        }

    @classmethod
    def _get_rates(cls, rate, low, high):
        return {
            "satisfaction": rate,
            "satisfaction_low": low,
            "satisfaction_high": high,
            "recommend": rate / 2,
            "recommend_margin": 8,
        }

    @classmethod
    def _prepare_cell(cls, key, name, determinant, status, score):
        return {
            "result_id": cls.result.id,
            "dimension": "building",
            "group_key": key,
            "group_name": name,
            "determinant_id": cls.env.ref(
                f"property_survey.determinant_{determinant}"
            ).id,
            "status": status,
            "score": score,
            "answer_count": 40 if score else 0,
        }

    def _count_queries(self, read):
        """Return the queries a call costs; the first runs fill the caches."""
        counts = []
        for _run in range(3):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            read()
            counts.append(self.env.cr.sql_log_count - before)
        return min(counts)
