from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

SERVED = """
    SELECT line.id
      FROM property_assembly_row line
      JOIN property_assembly_service service
        ON service.assembly_id = line.assembly_id AND service.head_key = line.head_key
"""


class PropertyAssembly(models.Model):
    """Of whom nobody knows that the papers have reached him."""

    _inherit = "property.assembly"

    unserved_count = fields.Integer(
        string="Owners not served",
        compute="_compute_unserved_count",
        help="Heads without a proof of service. Where those who do not vote follow the"
        " majority, only served ones do.",
    )

    @api.depends("frozen_on", "service_ids.head_key", "service_ids.date")
    def _compute_unserved_count(self):
        for assembly in self:
            is_frozen = bool(assembly.frozen_on)
            assembly.unserved_count = is_frozen and assembly._get_unserved_heads()

    def action_view_unserved(self):
        self.ensure_one()
        action = self.action_view_rows()
        return action | {"context": {"search_default_unserved": 1}}

    def action_view_services(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_assembly_service_action"
        )
        return action | {
            "domain": [("assembly_id", "=", self.id)],
            "context": {"default_assembly_id": self.id},
        }


class PropertyAssemblyRow(models.Model):
    _inherit = "property.assembly.row"

    is_served = fields.Boolean(
        string="Served",
        compute="_compute_is_served",
        search="_search_is_served",
        help="There is a proof that the papers have reached the owner.",
    )

    def _compute_is_served(self):
        served = self.filtered_domain(Domain("id", "in", self._get_served_query()))
        for row in self:
            row.is_served = row in served

    @api.model
    def _search_is_served(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in", self._get_served_query())

    def _get_served_query(self):
        self.env["property.assembly.service"].flush_model()
        return SQL(SERVED)
