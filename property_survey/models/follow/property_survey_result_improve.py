from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date

from .property_survey_improvement import OPEN


class PropertySurveyResult(models.Model):
    _inherit = "property.survey.result"

    improvement_ids = fields.One2many(
        "property.survey.improvement", "result_id", string="Improvements"
    )
    improvement_count = fields.Integer(
        string="Number of improvements", compute="_compute_improvement_count"
    )

    @api.depends("improvement_ids")
    def _compute_improvement_count(self):
        counts = dict(
            self.env["property.survey.improvement"]._read_group(
                [("result_id", "in", self.ids)], ["result_id"], ["__count"]
            )
        )
        for result in self:
            result.improvement_count = counts.get(result._origin, 0)

    def action_view_improvements(self):
        """Open the improvements agreed on after this result."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_survey_improvement_action"
        )
        action["domain"] = [("result_id", "=", self.id)]
        action["context"] = {"default_result_id": self.id}
        return action

    def _get_improvements(self, is_published=False):
        """Return what was agreed on after it, and what it shows the effect of.

        What was agreed on after a result before it, at the same place, belongs to it
        as long as it goes on. Residents are not told: that result may not be published.

        :return: ``[{id, name, state, effect, who, until}]``
        """
        goes_on = (
            Domain("state", "in", OPEN)
            & Domain("site_id", "=", self.site_id.id)
            & Domain("company_id", "=", (self.company_id or self.env.company).id)
            & Domain("result_id.date", "<", self.date)
        )
        found = self.env["property.survey.improvement"].search(
            Domain("state", "!=", "dropped")
            & (
                Domain("result_id", "=", self.id)
                | Domain("after_result_id", "=", self.id)
                | (Domain.FALSE if is_published else goes_on)
            )
        )
        labels = {
            name: dict(found._fields[name]._description_selection(self.env))
            for name in ("state", "verdict")
        }
        return [
            {
                "id": one.id,
                "name": one.name,
                "state": labels["state"][one.state],
                "effect": one.after_result_id == self
                and labels["verdict"].get(one.verdict, ""),
                # sudo: the name of a colleague
                "who": one.user_id.sudo().name,
                "until": format_date(self.env, one.date_deadline),
            }
            for one in found
        ]


class PropertySurveyResultLine(models.Model):
    _inherit = "property.survey.result.line"

    def action_improve(self):
        """Agree on what is done about this figure."""
        self.ensure_one()
        return self.env["property.survey.improvement"]._open_new(
            self,
            {
                "default_level": self.level,
                "default_determinant_id": self.level == "determinant"
                and self.determinant_id.id,
                "default_code": self.level == "item" and self.code,
            },
        )


class PropertySurveyCell(models.Model):
    _inherit = "property.survey.cell"

    def action_improve(self):
        """Agree on what is done about the figure of this group."""
        self.ensure_one()
        return self.env["property.survey.improvement"]._open_new(
            self,
            {
                "default_level": "group",
                "default_determinant_id": self.determinant_id.id,
                "default_dimension": self.dimension,
                "default_code": self.group_key,
            },
        )


class PropertySurveyImprovement(models.Model):
    _inherit = "property.survey.improvement"

    @api.model
    def _open_new(self, figure, subject):
        """Return the form of a new improvement about the figure."""
        self.check_access("create")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_survey_improvement_action"
        )
        has_gap = figure.has_gap
        name = self._get_about(figure)
        return {
            **action,
            "views": [(False, "form")],
            "context": {
                **subject,
                "default_result_id": figure.result_id.id,
                "default_about": name,
                "default_name": self.env._("Improve: %(what)s", what=name),
                "default_measure": "gap" if has_gap else "score",
                "default_target": 0 if has_gap else round(figure.score),
            },
        }
