from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyMoveLine(models.Model):
    """One who comes: what he will be in the unit."""

    _name = "property.move.line"
    _inherit = ["property.person.mixin", "property.reference.guard"]
    _description = "Person of a move"
    _order = "move_id, id"
    _guarded_references = ("move_id",)

    move_id = fields.Many2one(
        "property.move", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(related="move_id.kind", string="Kind of move")
    lives_here = fields.Boolean(
        string="Moves in", compute="_compute_lives_here", store=True, readonly=False
    )
    role = fields.Selection(
        selection="_get_roles",
        string="Lives here as",
        compute="_compute_role",
        store=True,
        readonly=False,
    )
    share_numerator = fields.Integer(string="Share", default=1, aggregator=None)
    share_denominator = fields.Integer(string="Share of", default=1, aggregator=None)
    is_main = fields.Boolean(string="Main contact")
    pays_fees = fields.Boolean(string="Pays the fees")
    has_key = fields.Boolean(string="Gets a key", default=True)

    _once = models.UniqueIndex(
        "(move_id, partner_id)", "Person: somebody comes once with a move."
    )

    @api.depends("move_id.kind")
    def _compute_lives_here(self):
        for line in self:
            line.lives_here = line.move_id.kind != "sale"

    @api.depends("move_id.kind")
    def _compute_role(self):
        for line in self:
            line.role = "owner_occupier" if line.move_id.kind == "sale" else "tenant"

    @api.constrains("share_numerator", "share_denominator")
    def _check_share(self):
        for line in self:
            top, bottom = line.share_numerator, line.share_denominator
            if not 0 < top <= bottom:
                raise ValidationError(
                    self.env._("Share: it must be a fraction, such as 1 of 3.")
                )

    @api.model
    def _get_roles(self):
        roles = self.env["property.occupancy"]._fields["role"]
        return roles._description_selection(self.env)

    def write(self, vals):
        self.move_id._check_may_change({"line_ids": vals})
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.move_id._check_may_change({"line_ids": True})
        return lines

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self.move_id._check_may_change({"line_ids": True})

    def _get_share(self):
        return Fraction(self.share_numerator, self.share_denominator or 1)
