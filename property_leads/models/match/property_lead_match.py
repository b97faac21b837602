from odoo import api, fields, models


class PropertyLeadMatch(models.Model):
    """A free unit that fits what a prospect looks for, and why."""

    _name = "property.lead.match"
    _inherit = ["property.territory.mixin"]
    _description = "Fitting unit"
    _order = "score desc, id"
    _rec_name = "unit_id"

    lead_id = fields.Many2one(
        "crm.lead", string="Prospect", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="cascade"
    )
    site_id = fields.Many2one(related="unit_id.site_id")
    territory_id = fields.Many2one(related="unit_id.territory_id", store=True)
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    unit_kind = fields.Selection(related="unit_id.kind")
    area = fields.Float(related="unit_id.area_gross")
    rent_asked = fields.Monetary(related="unit_id.rent_asked")
    price_asked = fields.Monetary(related="unit_id.price_asked")
    score = fields.Integer(string="Fits (%)", aggregator="avg")
    reasons = fields.Json(export_string_translation=False)
    why = fields.Char(compute="_compute_why")
    lead_stage_id = fields.Many2one(related="lead_id.stage_id")
    lead_user_id = fields.Many2one(related="lead_id.user_id")
    is_considered = fields.Boolean(
        string="Considered", compute="_compute_is_considered"
    )

    _once = models.UniqueIndex("(lead_id, unit_id)", "This unit is proposed already.")

    @api.depends("reasons")
    @api.depends_context("lang")
    def _compute_why(self):
        labels = {
            "kind": self.env._("kind"),
            "site": self.env._("site"),
            "area": self.env._("area"),
            "budget": self.env._("budget"),
            "floor": self.env._("floor"),
            "date": self.env._("date"),
        }
        for match in self:
            parts = []
            for name, fit in (match.reasons or {}).items():
                mark = "✓" if fit >= 1 else "≈" if fit > 0 else "✗"
                parts.append(f"{mark} {labels[name]}")
            match.why = "  ".join(parts)

    @api.depends("lead_id.unit_ids", "lead_id.unit_id")
    def _compute_is_considered(self):
        for match in self:
            lead = match.lead_id
            match.is_considered = match.unit_id in lead.unit_ids | lead.unit_id

    def action_consider(self):
        """Put the unit among those the prospect considers."""
        for match in self:
            match.lead_id.unit_ids = [fields.Command.link(match.unit_id.id)]
        return True
