from odoo import fields, models

SALES_GROUPS = "property_leads.group_property_sales,property_crm.group_property_auditor"


class PropertyUnit(models.Model):
    """Who wants this unit."""

    _inherit = "property.unit"

    lead_match_count = fields.Integer(
        string="Who wants it", compute="_compute_lead_match_count", groups=SALES_GROUPS
    )

    def _compute_lead_match_count(self):
        counts = dict(
            self.env["property.lead.match"]._read_group(
                [("unit_id", "in", self.ids)], ["unit_id"], ["__count"]
            )
        )
        for unit in self:
            unit.lead_match_count = counts.get(unit._origin, 0)

    def action_view_lead_matches(self):
        """Show the prospects it fits, the best first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_leads.property_lead_match_action"
        )
        action["domain"] = [("unit_id", "=", self.id)]
        return action
