from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyVoteKey(models.TransientModel):
    """The scrutineers type their passphrases; they reach no table."""

    _name = "property.vote.key"
    _description = "Key of the scrutineers"

    assembly_id = fields.Many2one(
        "property.assembly", required=True, ondelete="cascade"
    )
    needed = fields.Integer(
        default=2, help="So many scrutineers must come together to open the ballots."
    )
    line_ids = fields.One2many("property.vote.key.line", "wizard_id")

    @api.model_create_multi
    def create(self, vals_list):
        """Make the keys with what was typed, and keep nothing of it."""
        vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
        for vals in vals_list:
            lines = [command[2] for command in vals.pop("line_ids", ()) if command[2]]
            assembly = self.env["property.assembly"].browse(vals["assembly_id"])
            assembly._make_key(self._read_lines(lines), vals.get("needed") or None)
        return super().create(vals_list)

    def _read_lines(self, lines):
        people = self.env["res.partner"]
        found = {
            people.browse(line["partner_id"]): line.get("passphrase") or ""
            for line in lines
            if line.get("partner_id")
        }
        if len(found) < len(lines):
            raise ValidationError(self.env._("Name each scrutineer once."))
        return found

    def action_done(self):
        """Close the dialog: the key was made when it was saved."""
        return {"type": "ir.actions.act_window_close"}


class PropertyVoteKeyLine(models.TransientModel):
    _name = "property.vote.key.line"
    _description = "Passphrase of a scrutineer"

    wizard_id = fields.Many2one("property.vote.key", required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", string="Scrutineer", required=True, ondelete="cascade"
    )
    # not stored: only the dialog knows it, until the key is made
    passphrase = fields.Char(store=False)
