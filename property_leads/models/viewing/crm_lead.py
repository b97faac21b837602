from odoo import api, fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    viewing_ids = fields.One2many(
        "property.viewing", "lead_id", string="Viewings", copy=False
    )
    viewing_count = fields.Integer(
        string="Number of viewings", compute="_compute_viewing_count"
    )

    @api.depends("viewing_ids")
    def _compute_viewing_count(self):
        counts = dict(
            self.env["property.viewing"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.viewing_count = counts.get(lead._origin, 0)

    def action_view_viewings(self):
        """Show the viewings of the prospect, or begin the first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_leads.property_viewing_action"
        )
        action["domain"] = [("lead_id", "=", self.id)]
        action["context"] = {"default_lead_id": self.id}
        if not self.viewing_count:
            action["views"] = [(False, "form")]
        return action

    def action_set_lost(self, **additional_values):
        """Call off what is still planned."""
        result = super().action_set_lost(**additional_values)
        planned = self.viewing_ids.filtered(lambda one: one.state == "planned")
        planned.action_cancel()
        return result
