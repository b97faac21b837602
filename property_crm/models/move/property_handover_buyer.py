from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.share import Holding


class PropertyHandoverBuyer(models.Model):
    """A prospective owner, and what he will hold."""

    _name = "property.handover.buyer"
    _inherit = ["property.person.mixin", "property.reference.guard"]
    _description = "Buyer"
    _order = "handover_id, id"
    _guarded_references = ("handover_id",)

    handover_id = fields.Many2one(
        "property.handover", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Buyer", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [("sole", "Sole owner"), ("shares", "By shares"), ("joint", "Joint")],
        required=True,
        default="sole",
    )
    share_numerator = fields.Integer(string="Share", default=1, aggregator=None)
    share_denominator = fields.Integer(string="Share of", default=2, aggregator=None)
    is_identified = fields.Boolean(
        string="Identity checked", help="The paper was seen; no copy is kept."
    )

    _buyer_once = models.UniqueIndex(
        "(handover_id, partner_id)", "Buyer: somebody buys a unit once."
    )

    @api.constrains("kind", "share_numerator", "share_denominator")
    def _check_share(self):
        for buyer in self.filtered(lambda buyer: buyer.kind == "shares"):
            if not 0 < buyer.share_numerator < buyer.share_denominator:
                raise ValidationError(
                    self.env._("Share: it must be a fraction, such as 1 of 3.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        buyers = super().create(vals_list)
        buyers.handover_id._check_not_accepted()
        return buyers

    def write(self, vals):
        self.handover_id._check_not_accepted()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_accepted(self):
        self.handover_id._check_not_accepted()

    def _get_share(self):
        if self.kind == "shares":
            return Fraction(self.share_numerator, self.share_denominator)
        return Fraction(int(self.kind == "sole"))

    def _get_holding(self):
        return Holding(self._get_share(), is_joint=self.kind == "joint")

    def _prepare_ownership_vals(self, day):
        share = self._get_share()
        return {
            "unit_id": self.handover_id.unit_id.id,
            "partner_id": self.partner_id.id,
            "date_from": day,
            "kind": self.kind,
            "share_numerator": share.numerator,
            "share_denominator": share.denominator,
        }
