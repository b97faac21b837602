from odoo import fields, models


class PropertyAssembly(models.Model):
    """The proxies of an assembly."""

    _inherit = "property.assembly"

    proxy_count = fields.Integer(compute="_compute_proxy_count")

    def _compute_proxy_count(self):
        found = self.env["property.proxy"]._read_group(
            [("assembly_id", "in", self.ids)], ["assembly_id"], ["__count"]
        )
        counts = dict(found)
        for assembly in self:
            assembly.proxy_count = counts.get(assembly._origin, 0)

    def action_view_proxies(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_proxy_action"
        )
        return action | {
            "domain": [("assembly_id", "=", self.id)],
            "context": {"default_assembly_id": self.id},
        }
