from odoo import api, fields, models
from odoo.fields import Command


class PropertyVoteCount(models.TransientModel):
    """The scrutineers open the ballots together; their passphrases reach no table."""

    _name = "property.vote.count"
    _description = "Opening of secret ballots"

    assembly_id = fields.Many2one(
        "property.assembly", required=True, ondelete="cascade"
    )
    line_ids = fields.One2many(
        "property.vote.count.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("assembly_id")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [
                Command.clear(),
                *(
                    Command.create({"partner_id": person.id})
                    for person in wizard.assembly_id.scrutineer_ids
                ),
            ]

    @api.model_create_multi
    def create(self, vals_list):
        """Count with what was typed, and keep nothing of it."""
        vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
        for vals in vals_list:
            lines = [command[2] for command in vals.pop("line_ids", ()) if command[2]]
            people = self.env["res.partner"]
            assembly = self.env["property.assembly"].browse(vals["assembly_id"])
            # who is absent leaves his line empty: it may be enough without him
            assembly._count(
                {
                    people.browse(line["partner_id"]): line["passphrase"]
                    for line in lines
                    if line.get("partner_id") and line.get("passphrase")
                }
            )
            vals["line_ids"] = []
        return super().create(vals_list)

    def action_done(self):
        """Close the dialog: the votes were counted when it was saved."""
        return {"type": "ir.actions.act_window_close"}


class PropertyVoteCountLine(models.TransientModel):
    _name = "property.vote.count.line"
    _description = "Passphrase of a scrutineer who opens ballots"

    wizard_id = fields.Many2one(
        "property.vote.count", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Scrutineer", required=True, ondelete="cascade"
    )
    # not stored: only the dialog knows it, until the votes are counted
    passphrase = fields.Char(store=False)
