from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import ValidationError

NOBODY_NAMED = "no_representative"


class PropertyAssemblyDoubt(models.Model):
    """Co-owners who have named nobody: one of them is named for this vote, or they
    vote together on paper.
    """

    _inherit = "property.assembly.doubt"

    owner_ids = fields.Many2many(
        "res.partner", string="Owners", compute="_compute_owner_ids"
    )
    representative_id = fields.Many2one(
        "res.partner",
        string="Votes for the co-owners",
        domain="[('id', 'in', owner_ids)]",
        ondelete="restrict",
        index="btree_not_null",
        help="Whom the co-owners have named for this vote. Empty: they vote on paper,"
        " and all of them sign.",
    )
    document = fields.Binary(attachment=True, help="What the co-owners have signed.")
    document_name = fields.Char(export_string_translation=False)

    @api.depends("unit_id", "assembly_id.notice_on")
    def _compute_owner_ids(self):
        for assembly, doubts in self.grouped("assembly_id").items():
            # sudo: who owns a unit together, whoever prepares the vote
            units_sudo = doubts.unit_id.sudo()
            owners = units_sudo._get_legal_owners(assembly._get_register_day())
            for doubt in doubts:
                doubt.owner_ids = owners[doubt.unit_id.sudo()]

    @api.depends("representative_id", "document")
    def _compute_is_settled(self):
        """Who is named has signed for it: a word or a paper says so."""
        result = super()._compute_is_settled()
        for doubt in self:
            if doubt.representative_id and doubt.document:
                doubt.is_settled = True
        return result

    @api.constrains("representative_id", "unit_id", "code")
    def _check_representative(self):
        for doubt in self.filtered("representative_id"):
            if doubt.code != NOBODY_NAMED or (
                doubt.representative_id not in doubt.owner_ids
            ):
                raise ValidationError(
                    self.env._(
                        "Votes for the co-owners: %(name)s is not one of the owners of"
                        " %(unit)s on the day of the notice.",
                        name=doubt.representative_id.display_name,
                        unit=doubt.unit_id.display_name,
                    )
                )


class PropertyAssembly(models.Model):
    """The representatives named for one vote alone."""

    _inherit = "property.assembly"

    def _sync_doubts(self, entries):
        """Who was named and owns the unit no more is asked for anew."""
        result = super()._sync_doubts(entries)
        owners = {entry.row.unit: entry.row.owners for entry in entries}
        gone = self.doubt_ids.filtered(
            lambda one: (
                one.representative_id
                and one.representative_id.id not in owners.get(one.unit_id.id, ())
            )
        )
        gone.write({"representative_id": False, "document": False, "reason": False})
        return result

    def _name_representatives(self, entries):
        """Return the entries of a register with those named for this vote."""
        named = {
            doubt.unit_id.id: doubt.representative_id.id
            for doubt in self.doubt_ids
            if doubt.representative_id and doubt.is_settled
        }
        return [
            entry._replace(
                facts=replace(entry.facts, representative=named[entry.row.unit])
            )
            if entry.row.unit in named and not entry.facts.representative
            else entry
            for entry in entries
        ]
