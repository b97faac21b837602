from odoo import api, fields, models

from ...tools.decision import CRITERIA, TOP_MARK, weigh


class PropertyLeadOffer(models.Model):
    """How the customer marks us, or a competitor, by each of his criteria."""

    _name = "property.lead.offer"
    _description = "Offer as a prospect sees it"
    _order = "lead_id, points desc, id"

    lead_id = fields.Many2one(
        "crm.lead", string="Prospect", required=True, index=True, ondelete="cascade"
    )
    competitor_id = fields.Many2one(
        "property.competitor",
        string="Whose",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: our own.",
    )
    quality = fields.Integer(aggregator="avg", help="0 to 10.")
    price = fields.Integer(aggregator="avg", help="0 to 10; 10 is the best price.")
    brand = fields.Integer(aggregator="avg", help="0 to 10.")
    service = fields.Integer(aggregator="avg", help="0 to 10.")
    points = fields.Float(
        compute="_compute_points",
        store=True,
        digits=(5, 1),
        aggregator="avg",
        help="Out of 100, by the weights of the customer.",
    )

    _once = models.UniqueIndex(
        "(lead_id, COALESCE(competitor_id, 0))", "Each one is marked once."
    )
    _marks = models.Constraint(
        f"CHECK(LEAST({', '.join(CRITERIA)}) >= 0"
        f" AND GREATEST({', '.join(CRITERIA)}) <= {TOP_MARK})",
        "Marks go from 0 to 10.",
    )

    @api.depends(*CRITERIA, *(f"lead_id.weight_{name}" for name in CRITERIA))
    def _compute_points(self):
        for offer in self:
            offer.points = weigh(offer.lead_id._get_weights(), offer._get_marks())

    @api.depends("competitor_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for offer in self:
            offer.display_name = offer.competitor_id.name or self.env._("We")

    def _get_marks(self):
        return tuple(self[name] for name in CRITERIA)
