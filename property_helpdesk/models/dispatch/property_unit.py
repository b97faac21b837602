from odoo import models


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    def action_rezone(self):
        """Ask into which territory the units go, and show what changes."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_rezone_action"
        )
        return {**action, "context": {"default_unit_ids": self.ids}}
