from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertySurveyInvitation(models.Model):
    _inherit = "property.survey.invitation"

    paper_id = fields.Many2one(
        "property.survey.paper",
        string="Printed on",
        index="btree_not_null",
        ondelete="set null",
    )
    paper_serial = fields.Integer(string="Serial of the sheet", copy=False)

    _paper_uniq = models.UniqueIndex(
        "(campaign_id, paper_serial) WHERE paper_serial > 0",
        "This sheet is another household's.",
    )

    @api.constrains("paper_serial", "campaign_id")
    def _check_paper(self):
        for invitation in self:
            if invitation.paper_serial and invitation.campaign_id.mode == "anonymous":
                raise ValidationError(
                    self.env._(
                        "Sheets of an anonymous campaign are nobody's: print plain"
                        " ones."
                    )
                )
