from odoo import fields, models
from odoo.fields import Domain

from ..register.property_unit import FRONT_DESK_READERS, REGISTERS
from .move_timeline import get_handover_sources, get_move_sources


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    move_count = fields.Integer(
        string="Moves open", compute="_compute_move_count", groups=FRONT_DESK_READERS
    )

    def _compute_move_count(self):
        self._count_register("property.move", "move_count")

    def _get_open_items(self):
        """Return ``[(label, number)]`` of what is open for the unit.

        Addons add theirs, such as open requests.
        """
        self.ensure_one()
        items = []
        for model in REGISTERS:
            # sudo: only the number is told, to somebody who may see the unit
            lines_sudo = self.env[model].sudo()
            domain = lines_sudo._get_open_domain() & Domain("unit_id", "=", self.id)
            if count := lines_sudo.search_count(domain):
                items.append((self.env["ir.model"]._get(model).name, count))
        return items

    def action_view_moves(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_move_action"
        )
        action["domain"] = [("unit_id", "=", self.id)]
        action["context"] = {"default_unit_id": self.id}
        return action

    def action_new_move(self):
        """Open the guided steps for this unit."""
        self.ensure_one()
        action = self.action_view_moves()
        del action["domain"]
        return action | {"views": [(False, "form")], "view_mode": "form"}

    def action_transfer_ownership(self):
        """Open the guided steps of a sale of this unit."""
        action = self.action_new_move()
        action["context"] = {**action["context"], "default_kind": "sale"}
        return action | {"name": self.env._("Change of owner")}

    def _get_timeline_documents(self):
        here = Domain("unit_id", "in", self.ids)
        return [
            *super()._get_timeline_documents(),
            *get_move_sources(self.env, here),
            *get_handover_sources(self.env, here),
        ]
