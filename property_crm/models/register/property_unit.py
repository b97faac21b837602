from odoo import fields, models

from ..territory.property_dated_mixin import STAFF_GROUPS
from .register_timeline import get_register_sources

FRONT_DESK = "property_crm.group_property_front_desk"
FRONT_DESK_READERS = f"{FRONT_DESK},property_crm.group_property_auditor"
OUTSIDE_ROLES = ("visitor", "unknown")
REGISTERS = {
    "property.visitor.pass": "visitor_pass_count",
    "property.parcel": "parcel_count",
    "property.goods.pass": "goods_pass_count",
    "property.decoration.permit": "decoration_permit_count",
}


class PropertyUnit(models.Model):
    """What the front desk keeps about a unit."""

    _inherit = "property.unit"

    visitor_pass_count = fields.Integer(
        string="Visitors expected or inside",
        compute="_compute_register_counts",
        groups=FRONT_DESK_READERS,
    )
    parcel_count = fields.Integer(
        string="Parcels waiting",
        compute="_compute_register_counts",
        groups=FRONT_DESK_READERS,
    )
    goods_pass_count = fields.Integer(
        string="Goods-out passes open",
        compute="_compute_register_counts",
        groups=FRONT_DESK_READERS,
    )
    decoration_permit_count = fields.Integer(
        string="Decoration permits open",
        compute="_compute_decoration_permit_count",
        groups=STAFF_GROUPS,
    )

    def _compute_register_counts(self):
        for model, name in REGISTERS.items():
            if name != "decoration_permit_count":
                self._count_register(model, name)

    def _compute_decoration_permit_count(self):
        self._count_register("property.decoration.permit", "decoration_permit_count")

    def _count_register(self, model, name):
        counts = self._get_open_lines(model)
        for unit in self:
            unit[name] = counts.get(unit._origin, 0)

    def _get_open_lines(self, model):
        """Return ``{unit: number}`` of the lines of a register that are open."""
        lines = self.env[model]
        domain = lines._get_open_domain() & fields.Domain("unit_id", "in", self.ids)
        return dict(lines._read_group(domain, ["unit_id"], ["__count"]))

    def _get_main_residents(self, day=None):
        """Return ``{unit: person}``: who answers for it at the desk, if anybody.

        The main contact, else who lives there, else the owner.
        """
        # sudo: proposed to whoever may see the unit, who then sees its people
        units_sudo = self.sudo()
        people = {}
        for unit in units_sudo:
            stays = unit.occupancy_ids._on_date(day).filtered(
                lambda stay: stay.role not in OUTSIDE_ROLES
            )
            main = stays.filtered("is_main")
            owners = unit.ownership_ids._on_date(day)
            speaker = owners.filtered("is_representative")
            first = (main or stays or speaker or owners)[:1].partner_id
            people[unit.with_env(self.env)] = first.with_env(self.env)
        return people

    def action_view_register(self):
        """Open the register that the context names, for this unit."""
        self.ensure_one()
        model = self.env.context.get("register")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"property_crm.{model.replace('.', '_')}_action"
            if model in REGISTERS
            else "property_crm.property_visitor_pass_action"
        )
        action["domain"] = [("unit_id", "=", self.id)]
        action["context"] = {"default_unit_id": self.id, "search_default_open": 1}
        return action

    def _get_timeline_documents(self):
        here = fields.Domain("unit_id", "in", self.ids)
        return [
            *super()._get_timeline_documents(),
            *get_register_sources(self.env, here),
        ]
