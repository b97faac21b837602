import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.check_digit import make_number

# no letters or digits that are taken for one another, nor any that move on a keyboard
LETTERS = "BCDEFGHJKLNPRTUVX23456789"
LENGTH = 14
KEYED_FIELDS = frozenset(("keyed_at", "keyed_by_id"))


def new_token():
    """Return what the square code of a sheet says; nobody guesses it."""
    return "B" + "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


class PropertyBallotSheet(models.Model):
    """The paper ballot of one head: made once, keyed once."""

    _name = "property.ballot.sheet"
    _inherit = ["property.assembly.mixin"]
    _description = "Paper ballot"
    _order = "assembly_id desc, number"
    _rec_name = "units"
    _rec_names_search = ["units", "owner_names"]

    number = fields.Integer(required=True, readonly=True)
    printed_number = fields.Char(compute="_compute_printed_number")
    head_key = fields.Char(string="Head", required=True, readonly=True)
    # whoever knows it has the paper in his hand
    token = fields.Char(
        required=True, readonly=True, copy=False, groups=fields.NO_ACCESS
    )
    units = fields.Char(readonly=True)
    owner_names = fields.Char(string="Owners", readonly=True)
    building_id = fields.Many2one(
        "property.building", readonly=True, ondelete="restrict"
    )
    entrance = fields.Char(readonly=True)
    keyed_at = fields.Datetime(string="Keyed on", readonly=True, copy=False)
    keyed_by_id = fields.Many2one(
        "res.users", string="Keyed by", readonly=True, copy=False, ondelete="restrict"
    )

    _number_uniq = models.Constraint(
        "UNIQUE(assembly_id, number)", "This number is taken."
    )
    _head_uniq = models.Constraint(
        "UNIQUE(assembly_id, head_key)", "One sheet for each head."
    )
    _token_uniq = models.Constraint("UNIQUE(token)", "This code is taken.")

    @api.depends("number")
    def _compute_printed_number(self):
        for sheet in self:
            sheet.printed_number = make_number(sheet.number)

    @api.depends("number", "units")
    def _compute_display_name(self):
        for sheet in self:
            parts = (sheet.printed_number, sheet.units)
            sheet.display_name = " · ".join(filter(None, parts))

    # Made by the system, keyed once

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Paper ballots are made from the register."))
        for vals in vals_list:
            vals.setdefault("token", new_token())
            # told here, or a context could say so
            vals.update(dict.fromkeys(KEYED_FIELDS, False))
        return super().create(vals_list)

    def write(self, vals):
        is_keying = self.env.su and vals.keys() <= KEYED_FIELDS
        if not is_keying or any(sheet.keyed_at for sheet in self):
            raise UserError(self.env._("A paper ballot stays as it was printed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A paper ballot stays as it was printed."))
