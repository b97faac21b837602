from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyCommitteeAgendaItem(models.Model):
    """What a meeting speaks about. Only what was announced is voted on."""

    _name = "property.committee.agenda.item"
    _inherit = ["property.committee.meeting.part"]
    _description = "Agenda item of a committee"
    _order = "meeting_id, sequence, id"
    _open_states = ("planned",)
    _guarded_references = ("meeting_id", "matter_id")

    sequence = fields.Integer(default=10)
    name = fields.Char(string="Item", required=True)
    description = fields.Text()
    matter_id = fields.Many2one(
        "property.committee.matter",
        domain="[('site_id', '=', site_id), ('state', 'in', ('open', 'answered'))]",
        ondelete="set null",
        index="btree_not_null",
    )
    decision_ids = fields.One2many(
        "property.committee.decision", "agenda_item_id", string="Decisions"
    )

    @api.constrains("matter_id", "meeting_id")
    def _check_matter_of_the_site(self):
        for item in self:
            if item.matter_id and item.matter_id.site_id != item.site_id:
                raise ValidationError(
                    self.env._(
                        "Matter: %(matter)s is of another site.",
                        matter=item.matter_id.display_name,
                    )
                )

    def _explain_closed(self):
        return self.env._(
            "Agenda: it was announced with the call, and only what stands on it is"
            " voted on."
        )
