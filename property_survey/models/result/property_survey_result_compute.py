from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.result_sheet import Mean, from_facts, from_means
from .tally import tally

COMPANY_MANAGER = "property_crm.group_property_company_manager"


class PropertySurveyResult(models.Model):
    _inherit = "property.survey.result"

    may_count = fields.Boolean(
        string="You may count", compute="_compute_may_count", compute_sudo=False
    )

    @api.depends("campaign_id", "source")
    @api.depends_context("uid")
    def _compute_may_count(self):
        """Answers of all sites are counted only by who has all: they know no site."""
        may_all = self.env.su or self.env.user.has_group(COMPANY_MANAGER)
        for result in self:
            is_own = result.source == "means" or result.campaign_id
            result.may_count = may_all or bool(is_own)

    def action_count(self):
        """Count the answers, or the given means, anew.

        Returns True. Where counting would give away what fewer than five people said,
        the figures stay as they were; ``explanation`` says so.
        """
        self.check_access("write")
        for result in self:
            if result.source == "means":
                sheet = from_means(result._get_means(), result._get_options())
                result._write_sheet(sheet)
            else:
                result._check_may_count()
                result._count_answers()
        return True

    def _check_may_count(self):
        """Refuse answers of all sites to who has some."""
        if not self.may_count:
            raise AccessError(
                self.env._(
                    "Answers without a campaign are of all sites: only a company"
                    " manager counts them. Ask with a campaign to count your site's."
                )
            )

    def _count_answers(self):
        self._set_scale()
        layout = self._get_layout()
        if not layout.questions:
            raise UserError(
                self.env._(
                    "No question of the questionnaire is counted: say what each is."
                )
            )
        figures, atoms = self._count_figures(layout)
        with tally(self.env, layout, self._get_source()) as counter:
            facts, groups = counter.count()
            sheet = from_facts(facts, layout.place, layout.options)
            if not self._may_publish(facts, figures, atoms):
                return
            self._write_sheet(sheet)
            shown = ({}, {})
            if self.campaign_id:
                shown = self._write_campaign(facts, groups, counter)
            self._publish(figures, *shown)

    def _set_scale(self):
        survey = self.survey_id
        if not self.campaign_id or survey._get_items():
            self.scale_min, self.scale_max = survey._get_quality_scale()

    def _get_means(self):
        if not self.mean_ids:
            raise UserError(self.env._("Give the means of the items first."))
        return [
            Mean(
                mean.code,
                mean.determinant_id.code,
                mean.expected if mean.has_expected else None,
                mean.perceived,
                mean.answer_count,
                mean.points,
            )
            for mean in self.mean_ids
        ]

    def _write_sheet(self, sheet):
        """Keep the figures, in place of what was there."""
        # sudo: figures are counted and never written by hand; action_count asked
        # whether he may write the result
        lines = self.sudo().line_ids
        lines.unlink()
        names = self._get_item_names()
        determinants = self.env["property.survey.determinant"]._get_by_code(
            {line.determinant for line in sheet.lines}
        )
        lines.create(
            [
                self._prepare_line_vals(line, number, names, determinants)
                for number, line in enumerate(sheet.lines)
            ]
        )
        self.sudo().write(self._prepare_figures(sheet))  # sudo: as above

    def _get_item_names(self):
        """Return ``{item code: its wording}``."""
        if self.source == "means":
            return {mean.code: mean.name or mean.code for mean in self.mean_ids}
        return {
            question.item_code: question.title
            for question in self.survey_id.question_and_page_ids
            if question.item_code
        }

    def _get_item_wordings(self):
        """Return ``{item code: its wording}`` in the language of the context."""
        # sudo: who reads a result may read the questions it stands for
        questions_sudo = self.sudo().survey_id.question_and_page_ids
        return {
            question.item_code: question.title
            for question in questions_sudo
            if question.item_code and question.quality_role == "perceived"
        }

    def _prepare_line_vals(self, line, number, names, determinants):
        determinant = determinants.get(line.determinant)
        return {
            "result_id": self.id,
            "sequence": number,
            "level": line.level,
            "wording": line.level == "item" and names[line.code],
            "code": line.code,
            "determinant_id": determinant.id if determinant else False,
            "answer_count": line.n,
            "has_gap": line.gap is not None,
            "expected": line.expected,
            "perceived": line.perceived,
            "gap": line.gap,
            "has_interval": line.gap_low is not None,
            "gap_low": line.gap_low,
            "gap_high": line.gap_high,
            "weight": line.weight,
            "score": line.score,
            "has_alpha": line.alpha is not None,
            "alpha": line.alpha,
            "has_driver": line.driver is not None,
            "driver": line.driver,
            "has_importance": line.importance is not None,
            "importance": line.importance,
            "status": line.status,
        }

    def _prepare_figures(self, sheet):
        whole, figures = sheet.lines[0], sheet.figures
        values = {
            "date_counted": fields.Datetime.now(),
            "status": whole.status,
            "answer_count": sheet.n,
            "is_normalised": sheet.is_normalised,
            "has_gap": whole.gap is not None,
            "expected": whole.expected,
            "perceived": whole.perceived,
            "gap": whole.gap,
            "score": whole.score,
            "gap_weighted": figures["weighted_gap"],
            "gap_own": figures.get("own"),
            "gap_own_low": figures.get("own_low"),
            "gap_own_high": figures.get("own_high"),
            "gap_own_status": figures.get("own_status") or "unknown",
            "csi_weighted": figures["csi_weighted"],
            "csi_three": figures.get("csi_three"),
            "score_low": figures.get("score_low"),
            "score_high": figures.get("score_high"),
            "score_se": figures.get("score_se"),
            "notes": sheet.notes or False,
        }
        return {**values, **self._prepare_single_figures(figures)}

    def _prepare_single_figures(self, figures):
        """Return what is asked once; nought where nobody, or too few, said it."""
        rate, recommend, effort = (
            figures.get(name) for name in ("satisfaction", "recommend", "effort")
        )
        return {
            "satisfaction": 100 * (rate and rate.share or 0),
            "satisfaction_low": 100 * (rate and rate.low or 0),
            "satisfaction_high": 100 * (rate and rate.high or 0),
            "recommend": recommend and recommend.score,
            "recommend_margin": recommend and recommend.margin,
            "effort": effort and effort.mean,
            "effort_easy": 100 * (effort and effort.easy or 0),
        }
