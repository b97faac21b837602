from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [
    ("search", "Finding each other"),
    ("negotiation", "Negotiating"),
    ("performance", "Carrying out"),
    ("advertising", "Advertising"),
    ("commission", "Agent's commission"),
    ("other", "Other"),
]
# The parts of what the transaction itself costs.
TRANSACTION_KINDS = ("search", "negotiation", "performance")


class PropertyLeadCost(models.Model):
    """What winning customers costs: of one prospect, or of a source or campaign."""

    _name = "property.lead.cost"
    _description = "Cost of winning customers"
    _order = "date desc, id desc"

    name = fields.Char(string="For what", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    kind = fields.Selection(
        KINDS,
        string="Kind of cost",
        required=True,
        default="advertising",
        help="Finding, negotiating and carrying out are the costs of the transaction.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True)
    lead_id = fields.Many2one(
        "crm.lead", string="Prospect", index="btree_not_null", ondelete="cascade"
    )
    source_id = fields.Many2one(
        "utm.source",
        compute="_compute_source",
        store=True,
        readonly=False,
        index="btree_not_null",
        help="Of a prospect, its own.",
    )
    campaign_id = fields.Many2one(
        "utm.campaign",
        compute="_compute_source",
        store=True,
        readonly=False,
        index="btree_not_null",
    )
    site_id = fields.Many2one(
        "property.site", compute="_compute_source", store=True, readonly=False
    )
    origin = fields.Selection(
        [("typed", "Typed"), ("imported", "Imported"), ("time", "Time spent")],
        required=True,
        default="typed",
        readonly=True,
    )
    event_id = fields.Many2one(
        "property.lead.event", readonly=True, copy=False, ondelete="cascade"
    )

    _event_once = models.UniqueIndex(
        "(event_id) WHERE event_id IS NOT NULL", "This time has been booked already."
    )
    _amount_not_negative = models.Constraint(
        "CHECK(amount >= 0)", "A cost cannot be negative."
    )

    @api.depends("lead_id")
    def _compute_source(self):
        for cost in self:
            lead = cost.lead_id
            if lead:
                cost.source_id = lead.source_id
                cost.campaign_id = lead.campaign_id
                cost.site_id = lead.site_id

    @api.constrains("lead_id", "source_id", "campaign_id")
    def _check_subject(self):
        for cost in self:
            if not (cost.lead_id or cost.source_id or cost.campaign_id):
                raise ValidationError(
                    self.env._(
                        "“%(name)s”: say for which prospect, source or campaign.",
                        name=cost.name,
                    )
                )

    @api.model
    def load(self, fields, data):
        """What comes from a sheet says so."""
        return super(
            PropertyLeadCost, self.with_context(default_origin="imported")
        ).load(fields, data)
