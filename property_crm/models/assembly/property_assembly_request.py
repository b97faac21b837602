from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.vote_heads import HELD_BACK

# Owners of a fifth may ask for an interim assembly (Regulation art. 13).
REQUEST_NUM, REQUEST_DEN = 1, 5


class PropertyAssembly(models.Model):
    """The request of the owners for an interim assembly, counted in heads."""

    _inherit = "property.assembly"

    signed_heads = fields.Integer(
        string="Heads that ask for it", compute="_compute_signed_heads"
    )
    needed_heads = fields.Integer(
        string="Heads needed",
        compute="_compute_signed_heads",
        help="A fifth of all heads of the register, as it was previewed.",
    )
    is_requested = fields.Boolean(
        string="Asked for by enough", compute="_compute_signed_heads"
    )

    @api.depends(
        "signature_ids.unit_id",
        "head_count",
        "scope",
        "building_id",
        "entrance",
        "unit_ids",
    )
    def _compute_signed_heads(self):
        for assembly in self:
            heads = assembly._get_signatures_in_scope()._get_heads()
            needed = -(-assembly.head_count * REQUEST_NUM // REQUEST_DEN)
            assembly.signed_heads = len(heads)
            assembly.needed_heads = needed
            assembly.is_requested = needed > 0 and len(heads) >= needed

    def _get_signatures_in_scope(self):
        """Return the signatures for units that will be in the register."""
        units = self.signature_ids.unit_id
        if self.scope == "site" or not units:
            return self.signature_ids
        # sudo: where a unit lies decides, whoever counts
        units_sudo = units.sudo()
        asked = Domain("id", "in", units.ids)
        found = units_sudo.search(asked & self._get_register_domain())
        return self.signature_ids.filtered(lambda one: one.unit_id.id in found.ids)

    def _count_signed(self, entries):
        """Return how many heads of a register ask for it, by who owns them then."""
        heads = self._get_heads([entry.row for entry in entries])
        developer = self._get_developer_key()
        owners = {
            entry.row.unit: {developer}
            if entry.row.state in HELD_BACK
            else entry.row.owners
            for entry in entries
        }
        return len(
            {
                heads[one.unit_id.id]
                for one in self.signature_ids
                if one.partner_id.id in owners.get(one.unit_id.id, ())
            }
        )

    def _check_request(self, entries):
        """Refuse an interim assembly that too few owners ask for.

        The committee may also call one by itself: then nobody has signed.
        """
        if self.kind != "interim":
            return
        if self.committee_term_id and not self.signature_ids:
            return
        signed = self._count_signed(entries)
        if signed >= self.needed_heads > 0:
            return
        raise ValidationError(
            self.env._(
                "Request: %(signed)s heads ask for it; %(needed)s of %(all)s are"
                " needed.",
                signed=signed,
                needed=self.needed_heads,
                all=self.head_count,
            )
        )
