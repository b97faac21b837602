from odoo import fields, models


class PropertyCommitteeMeeting(models.Model):
    """A meeting of the committee."""

    _name = "property.committee.meeting"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.committee.mixin"]
    _description = "Committee meeting"
    _order = "start desc, id desc"

    term_id = fields.Many2one(required=True)
    name = fields.Char(required=True)
    kind = fields.Selection(
        [("regular", "Regular"), ("interim", "Interim")],
        required=True,
        default="regular",
    )
    start = fields.Datetime(required=True)
    end = fields.Datetime()
    place = fields.Char()
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("called", "Called"),
            ("held", "Held"),
            ("published", "Published"),
            ("cancelled", "Called off"),
        ],
        string="Status",
        required=True,
        default="planned",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    called_on = fields.Date(copy=False)
    minutes = fields.Html(copy=False)
    publish_due_on = fields.Date(string="Publish until", copy=False)
    published_on = fields.Date(copy=False)
    agenda_ids = fields.One2many("property.committee.agenda.item", "meeting_id")
    attendance_ids = fields.One2many("property.committee.attendance", "meeting_id")
    decision_ids = fields.One2many("property.committee.decision", "meeting_id")
    action_ids = fields.One2many("property.committee.action", "meeting_id")
