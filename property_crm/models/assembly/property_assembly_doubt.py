from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyAssemblyDoubt(models.Model):
    """What should be looked at before the register of a vote is frozen.

    It stops nobody: either the unit is put right, or somebody says why it may stay.
    """

    _name = "property.assembly.doubt"
    _inherit = ["property.assembly.mixin"]
    _description = "Doubt about a unit of the register"
    _order = "assembly_id, is_settled, code, unit_id"

    assembly_id = fields.Many2one(ondelete="cascade", readonly=True)
    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="cascade", readonly=True
    )
    code = fields.Selection(
        [
            ("no_area", "No area"),
            ("no_area_source", "Nobody knows where the area comes from"),
            ("areas_disagree", "The sources name different areas"),
            ("no_lot", "No lot"),
            ("no_entitlement", "No unit entitlement"),
            ("no_share", "No undivided shares"),
            ("owner_of_unsold", "Unsold, but has an owner"),
            ("no_owner", "No owner"),
            ("owner_unknown", "An owner is not known"),
            ("shares_not_whole", "The shares of the owners are not the whole"),
            ("no_representative", "Co-owners without a representative"),
            ("representative_no_owner", "The representative is no owner"),
            ("no_developer", "Not handed over, and the site names no developer"),
        ],
        string="Doubt",
        required=True,
        readonly=True,
    )
    reason = fields.Char(
        string="Accepted because", help="Why the unit may be counted as it is."
    )
    is_settled = fields.Boolean(
        string="Accepted", compute="_compute_is_settled", store=True
    )

    _doubt_uniq = models.Constraint(
        "UNIQUE(assembly_id, unit_id, code)", "This doubt is on the list already."
    )

    @api.depends("reason")
    def _compute_is_settled(self):
        for doubt in self:
            doubt.is_settled = bool((doubt.reason or "").strip())

    @api.depends("unit_id.name", "code")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for doubt in self:
            doubt.display_name = f"{doubt.unit_id.name} · {labels.get(doubt.code, '')}"

    def write(self, vals):
        if not self.env.su and any(doubt.assembly_id.frozen_on for doubt in self):
            raise UserError(
                self.env._("The register is frozen: its doubts stay as they are.")
            )
        return super().write(vals)
