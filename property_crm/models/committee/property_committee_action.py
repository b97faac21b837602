from odoo import fields, models


class PropertyCommitteeAction(models.Model):
    """Who does what until when, as the committee has decided."""

    _name = "property.committee.action"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.committee.mixin"]
    _description = "Action of a committee"
    _order = "due_on, id"

    meeting_id = fields.Many2one(
        "property.committee.meeting", required=True, index=True, ondelete="cascade"
    )
    term_id = fields.Many2one(related="meeting_id.term_id", store=True)
    decision_id = fields.Many2one(
        "property.committee.decision", ondelete="set null", index="btree_not_null"
    )
    name = fields.Char(required=True)
    user_id = fields.Many2one("res.users", domain=[("share", "=", False)], index=True)
    partner_id = fields.Many2one("res.partner", string="Person in charge")
    due_on = fields.Date(string="Due", index=True)
    done_on = fields.Date(string="Done on", copy=False)
