from odoo import api, fields, models

from ...tools.decision import CRITERIA, FULL, find_gaps

QUARTER = FULL // len(CRITERIA)


class CrmLead(models.Model):
    """What the customer decides by, and how we stand against the others."""

    _inherit = "crm.lead"

    weight_quality = fields.Integer(
        string="Weight of quality", default=QUARTER, aggregator="avg"
    )
    weight_price = fields.Integer(
        string="Weight of price", default=QUARTER, aggregator="avg"
    )
    weight_brand = fields.Integer(
        string="Weight of brand", default=QUARTER, aggregator="avg"
    )
    weight_service = fields.Integer(
        string="Weight of service", default=QUARTER, aggregator="avg"
    )
    weight_total = fields.Integer(
        string="Sum of weights", compute="_compute_weight_total"
    )
    offer_ids = fields.One2many("property.lead.offer", "lead_id", string="Offers")
    step_ids = fields.One2many("property.lead.step", "lead_id", string="Steps")
    points_ahead = fields.Float(
        string="Ahead by",
        compute="_compute_points_ahead",
        digits=(5, 1),
        help="Our points minus those of the best competitor.",
    )
    gap_text = fields.Char(string="Where we lag", compute="_compute_points_ahead")

    _weights_whole = models.Constraint(
        f"CHECK({' + '.join(f'weight_{name}' for name in CRITERIA)} = {FULL}"
        f" AND LEAST({', '.join(f'weight_{name}' for name in CRITERIA)}) >= 0)",
        "The weights of quality, price, brand and service sum to 100.",
    )

    @api.depends(*(f"weight_{name}" for name in CRITERIA))
    def _compute_weight_total(self):
        for lead in self:
            lead.weight_total = sum(lead._get_weights())

    @api.depends("offer_ids.points", "offer_ids.competitor_id")
    @api.depends_context("lang")
    def _compute_points_ahead(self):
        labels = {
            "quality": self.env._("quality"),
            "price": self.env._("price"),
            "brand": self.env._("brand"),
            "service": self.env._("service"),
        }
        for lead in self:
            ours = lead.offer_ids.filtered(lambda offer: not offer.competitor_id)
            rivals = (lead.offer_ids - ours).sorted("points", reverse=True)
            lead.points_ahead, lead.gap_text = 0, False
            if not ours or not rivals:
                continue
            lead.points_ahead = ours.points - rivals[0].points
            gaps = find_gaps(
                lead._get_weights(), ours._get_marks(), rivals[0]._get_marks()
            )
            lead.gap_text = ", ".join(
                f"{labels[name]} −{points:.1f}" for name, points in gaps
            )

    def _get_weights(self):
        return tuple(self[f"weight_{name}"] for name in CRITERIA)
