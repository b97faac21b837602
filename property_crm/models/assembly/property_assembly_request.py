from odoo import api, fields, models
from odoo.exceptions import ValidationError

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

    @api.depends("signature_ids.unit_id", "head_count")
    def _compute_signed_heads(self):
        for assembly in self:
            heads = assembly.signature_ids._get_heads()
            needed = -(-assembly.head_count * REQUEST_NUM // REQUEST_DEN)
            assembly.signed_heads = len(heads)
            assembly.needed_heads = needed
            assembly.is_requested = needed > 0 and len(heads) >= needed

    def _check_request(self):
        """Refuse an interim assembly that too few owners ask for.

        The committee may also call one by itself: then nobody has signed.
        """
        if self.kind != "interim" or self.is_requested:
            return
        if self.committee_term_id and not self.signature_ids:
            return
        raise ValidationError(
            self.env._(
                "Request: %(signed)s heads ask for it; %(needed)s of %(all)s are"
                " needed.",
                signed=self.signed_heads,
                needed=self.needed_heads,
                all=self.head_count,
            )
        )
