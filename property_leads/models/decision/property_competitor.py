from odoo import fields, models


class PropertyCompetitor(models.Model):
    _name = "property.competitor"
    _description = "Competitor"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    note = fields.Text(string="What they are good at")
    lost_count = fields.Integer(string="Lost to them", compute="_compute_lost_count")

    _name_uniq = models.Constraint(
        "UNIQUE(name)", "There is a competitor of this name already."
    )

    def _compute_lost_count(self):
        counts = dict(
            self.env["crm.lead"]
            .with_context(active_test=False)
            ._read_group(
                [("competitor_id", "in", self.ids), ("won_status", "=", "lost")],
                ["competitor_id"],
                ["__count"],
            )
        )
        for competitor in self:
            competitor.lost_count = counts.get(competitor, 0)

    def action_view_lost(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_leads.property_lead_action"
        )
        return {
            **action,
            "domain": [("competitor_id", "=", self.id), ("won_status", "=", "lost")],
            "context": {"active_test": False},
        }
