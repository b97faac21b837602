from odoo import api, fields, models
from odoo.tools import format_date


class PropertyCalendarWorkday(models.Model):
    """A day that is worked although its weekday is not: a make-up day."""

    _name = "property.calendar.workday"
    _inherit = ["property.cached.mixin"]
    _description = "Make-up day"
    _order = "date desc, id"
    _rec_name = "date"

    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working hours",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="calendar_id.company_id", store=True, index="btree_not_null"
    )
    date = fields.Date(required=True)
    dayofweek = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        string="Hours of",
        required=True,
        default="0",
        help="Work is done in the hours of this weekday.",
    )
    name = fields.Char(string="Reason")

    _date_uniq = models.Constraint(
        "UNIQUE(calendar_id, date)", "This day is a make-up day already."
    )

    @api.depends("date", "name")
    def _compute_display_name(self):
        for day in self:
            parts = [day.date and format_date(self.env, day.date), day.name]
            day.display_name = " · ".join(filter(None, parts))
