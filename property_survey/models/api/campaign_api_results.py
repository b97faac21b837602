from odoo import api, models

FIGURES = ("expected", "perceived", "gap", "gap_low", "gap_high", "score")
OF_LINES = (*FIGURES, "weight", "alpha", "driver", "importance")
OF_CELLS = (*FIGURES, "satisfaction")
# What is asked once, by the fields of which one is not nought if it was asked
SINGLE = {
    ("has_gap",): ("gap_weighted",),
    ("csi_weighted",): ("csi_weighted",),
    ("csi_three",): ("csi_three",),
    ("satisfaction_high",): ("satisfaction", "satisfaction_low", "satisfaction_high"),
    ("recommend", "recommend_margin"): ("recommend", "recommend_margin"),
    ("effort",): ("effort", "effort_easy"),
    ("waited",): ("waited", "waited_fine"),
    ("kept",): ("kept", "kept_share"),
}
OWN = ("gap_own", "gap_own_low", "gap_own_high")
GAP = ("expected", "gap", "gap_low", "gap_high")


class PropertySurveyCampaign(models.Model):
    _inherit = "property.survey.campaign"

    @api.model
    @api.readonly
    def api_results(self, campaign):
        """Return the figures of a campaign as they were counted last.

        What too few said is there with its ``status`` and without figures. Figures
        there are none of (no expectation was asked) are missing, too.

        :param campaign: its id (int) or its external key (str)
        :return: ``{"campaign": int, "name": str, "state": "draft" | "running" |
            "closed", "response": {"invited", "asked", "answered", "refused", "failed",
            "left_out": int, "rr1", "rr2", "refusal": share from 0 to 1}, "result": int
            or False if nothing was counted, "counted_at": ISO 8601 in UTC or "",
            "answers": int, "status": "hidden" | "indicative" | "shown", "figures":
            {name: number}, "lines": [{"level": "overall" | "determinant" | "item",
            "code", "determinant", "name": str, "answers": int, "status", …figures}],
            "cells": [{"dimension": "site" | "building" | "segment" | "role" |
            "employee" | "stratum", "key", "group", "determinant": str, "status",
            "answers", …figures}]}``. Levels and gaps are on the questionnaire's scale,
            scores from 0 to 100, ``satisfaction`` in %, recommendation from -100 to
            100; ``driver``: correlation with satisfaction, from -1 to 1;
            ``importance`` of determinants: points, else, and of items, the driver
        :rtype: dict
        :raise ValidationError: no such campaign, or not of the caller's sites
        :raise AccessError: the caller is neither an integration nor asks with surveys
        """
        campaign = self._get_api_campaign(campaign)
        # of all answers: what some days say is another result
        counted = campaign.result_ids.filtered(
            lambda one: one.date_counted and not (one.date_from or one.date_to)
        )
        result = counted.sorted("date_counted")[-1:]
        return {
            "campaign": campaign.id,
            "name": campaign.name,
            "state": campaign.state,
            "response": campaign._prepare_api_response(),
            "result": result.id,
            **result._prepare_api_result(),
        }

    def _prepare_api_response(self):
        return {
            "invited": self.drawn_count,
            "asked": self.asked_count,
            "answered": self.answered_count,
            "refused": self.refused_count,
            "failed": self.failed_count,
            "left_out": self.left_out_count,
            "rr1": self.rr1,
            "rr2": self.rr2,
            "refusal": self.refusal_rate,
        }


class PropertySurveyResult(models.Model):
    _inherit = "property.survey.result"

    def _prepare_api_result(self):
        """Return the figures for programs; no figures of no result."""
        is_shown = bool(self) and self.status != "hidden"
        return {
            "counted_at": f"{self.date_counted.isoformat()}Z" if self else "",
            "answers": self.answer_count,
            "status": self.status or "hidden",
            "figures": self._prepare_api_figures() if is_shown else {},
            "lines": [line._prepare_api_line() for line in self.line_ids],
            "cells": [cell._prepare_api_cell() for cell in self.cell_ids],
        }

    def _prepare_api_figures(self):
        names = [
            name
            for known, ones in SINGLE.items()
            if any(self[one] for one in known)
            for name in ones
        ]
        if self._has_own_gap():
            names += OWN
        return {name: self[name] for name in names}


class PropertySurveyResultLine(models.Model):
    _inherit = "property.survey.result.line"

    def _prepare_api_line(self):
        return {
            "level": self.level,
            "code": self.code or "",
            "determinant": self.determinant_id.code or "",
            "name": self.name,
            "answers": self.answer_count,
            **_prepare_figures(self, OF_LINES),
        }


class PropertySurveyCell(models.Model):
    _inherit = "property.survey.cell"

    def _prepare_api_cell(self):
        return {
            "dimension": self.dimension,
            "key": self.group_key,
            "group": self.name,
            "determinant": self.determinant_id.code or "",
            **_prepare_figures(self, (*OF_CELLS, "answer_count")),
        }


def _prepare_figures(record, names):
    """Return the status of a figure, and the figure if it may be shown."""
    if record.status == "hidden":
        return {"status": "hidden"}
    gone = set() if record.has_gap else set(GAP)
    for name in ("alpha", "driver", "importance"):
        if name in names and not record[f"has_{name}"]:
            gone.add(name)
    if "has_interval" in record._fields and not record.has_interval:
        gone |= {"gap_low", "gap_high"}
    figures = {name: record[name] for name in names if name not in gone}
    if "answer_count" in figures:
        figures["answers"] = figures.pop("answer_count")
    return {"status": record.status, **figures}
