from odoo import fields, models


class PropertyCommitteeAgendaItem(models.Model):
    """What a meeting of the committee speaks about."""

    _name = "property.committee.agenda.item"
    _inherit = ["property.committee.mixin"]
    _description = "Agenda item of a committee"
    _order = "meeting_id, sequence, id"

    meeting_id = fields.Many2one(
        "property.committee.meeting", required=True, index=True, ondelete="cascade"
    )
    term_id = fields.Many2one(related="meeting_id.term_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    description = fields.Text()
    matter_id = fields.Many2one(
        "property.committee.matter", ondelete="set null", index="btree_not_null"
    )
