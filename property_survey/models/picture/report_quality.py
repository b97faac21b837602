from odoo import api, models

from ..campaign.property_survey_campaign import MODE_LABELS
from ..result.property_survey_cell import DIMENSIONS

# The widest picture fills the 920 pixels the PDF engine has between the margins.
ZOOM = 1.25


class ReportQuality(models.AbstractModel):
    _name = "report.property_survey.report_quality"
    _description = "Report of service quality"

    @api.model
    def _get_report_values(self, docids, data=None):
        prints = self.env["property.survey.print"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": prints._name,
            "docs": prints,
            "sheets": [
                one.result_id.with_context(lang=one.lang)._get_report()
                for one in prints
            ],
        }


class PropertySurveyResult(models.Model):
    _inherit = "property.survey.result"

    def action_print(self):
        """Ask for the language of the report."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print the report"),
            "res_model": "property.survey.print",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_result_id": self.id},
        }

    def _get_report(self):
        """Return what the report prints, in the language of the context."""
        self.check_access("read")
        return {
            "lang": self.env.lang,
            "result": self,
            "word": self._get_word_given(),
            "sentences": self._get_sentences(),
            "hidden": self._get_hidden_words(),
            "pictures": {
                name: self._render_picture(picture, ZOOM)
                for name, picture in self._get_pictures().items()
            },
            "determinants": self._get_shown_lines("overall")
            | self._get_shown_lines("determinant"),
            "items": self._get_shown_lines("item"),
            "groups": self._get_groups(),
            "improvements": self._get_improvements(),
        }

    def _get_word_given(self):
        """Return what those who answered were told of their names."""
        # sudo: the word given, of the campaign of a result the user reads
        campaign_sudo = self.sudo().campaign_id
        if not campaign_sudo:
            return ""
        labels = dict(campaign_sudo._fields["mode"]._description_selection(self.env))
        return labels.get(campaign_sudo.mode, MODE_LABELS[campaign_sudo.mode])

    def _get_groups(self):
        """Return ``[(name of the dimension, cells over all determinants)]``.

        What says the same again is left out: the only site, strata that are buildings.
        """
        labels = dict(
            self.env["property.survey.cell"]
            ._fields["dimension"]
            ._description_selection(self.env)
        )
        cells = self.cell_ids.filtered(
            # employees have their own score, which is fair to them; no committee's
            lambda cell: not cell.determinant_id and cell.dimension != "employee"
        ).grouped("dimension")
        if len(cells.get("site", ())) == 1:
            del cells["site"]
        told = {}
        for dimension, _label in DIMENSIONS:
            if dimension in cells:
                names = tuple(sorted(cells[dimension].mapped("name")))
                told.setdefault(names, (labels[dimension], cells[dimension]))
        return list(told.values())
