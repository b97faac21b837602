from odoo import fields, models

from ..territory.property_dated_mixin import STAFF_GROUPS


class PropertyUnit(models.Model):
    """The handover of a unit to its buyers."""

    _inherit = "property.unit"

    handover_count = fields.Integer(
        string="Handovers", compute="_compute_handover_count", groups=STAFF_GROUPS
    )

    def _compute_handover_count(self):
        counts = dict(
            self.env["property.handover"]._read_group(
                [("unit_id", "in", self.ids)], ["unit_id"], ["__count"]
            )
        )
        for unit in self:
            unit.handover_count = counts.get(unit._origin, 0)

    def action_view_handovers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_handover_action"
        )
        action["domain"] = [("unit_id", "=", self.id)]
        action["context"] = {"default_unit_id": self.id}
        return action
