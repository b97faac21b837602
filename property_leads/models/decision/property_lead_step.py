from odoo import api, fields, models


class PropertyLeadStep(models.Model):
    """One step of how the customer decides, such as a committee or a second viewing."""

    _name = "property.lead.step"
    _description = "Step of a decision"
    _order = "lead_id, date_planned, id"

    lead_id = fields.Many2one(
        "crm.lead", string="Prospect", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Step", required=True)
    person_id = fields.Many2one(
        "property.lead.person",
        string="Whose step",
        domain="[('lead_id', '=', lead_id)]",
        ondelete="set null",
    )
    date_planned = fields.Date(string="Planned", index=True)
    date_done = fields.Date(string="Done")
    is_late = fields.Boolean(string="Late", compute="_compute_is_late")

    @api.depends("date_planned", "date_done")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for step in self:
            step.is_late = bool(
                not step.date_done and step.date_planned and step.date_planned < today
            )
