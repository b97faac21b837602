from odoo import fields, models
from odoo.exceptions import UserError


class PropertyStaffScoreCorrect(models.TransientModel):
    """Why locked scores are counted once more."""

    _name = "property.staff.score.correct"
    _description = "Correct locked staff scores"

    period_id = fields.Many2one("property.staff.score.period", required=True)
    reason = fields.Char(string="Reason of the correction", required=True)

    def action_correct(self):
        """Make the next version, count it and open it."""
        self.ensure_one()
        if self.period_id.state != "locked":
            raise UserError(self.env._("It is not locked: count it anew."))
        period = self.period_id._correct(self.reason)
        period.action_count()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_staff_score_period_action"
        )
        return {**action, "views": [(False, "form")], "res_id": period.id}
