from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyDecorationInspection(models.Model):
    _name = "property.decoration.inspection"
    _inherit = ["property.reference.guard"]
    _description = "Decoration inspection"
    _order = "permit_id, date, id"
    _guarded_references = ("permit_id",)

    permit_id = fields.Many2one(
        "property.decoration.permit", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(
        string="Day",
        required=True,
        compute="_compute_date",
        store=True,
        precompute=True,
        readonly=False,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Inspector",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    result = fields.Selection(
        [("passed", "In order"), ("fault", "Fault found")],
        required=True,
        default="passed",
    )
    is_final = fields.Boolean(string="Completion", help="The last one, of all work.")
    note = fields.Char(string="What was found")
    photo = fields.Image(max_width=1600, max_height=1600)
    recheck_date = fields.Date(string="Look again on")

    @api.depends("permit_id")
    def _compute_date(self):
        """Propose the present day of the site."""
        for inspection in self:
            site = inspection.permit_id.site_id
            inspection.date = inspection.date or site._get_today()

    @api.constrains("result", "note")
    def _check_note(self):
        for inspection in self:
            if inspection.result == "fault" and not inspection.note:
                raise ValidationError(
                    self.env._("What was found: say what the fault is.")
                )
