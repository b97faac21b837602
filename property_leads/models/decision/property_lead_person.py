from odoo import api, fields, models
from odoo.exceptions import ValidationError

STANCES = [
    ("-2", "Against us"),
    ("-1", "Rather against"),
    ("0", "Undecided"),
    ("1", "Rather for us"),
    ("2", "For us"),
]
ROLES = [
    ("initiator", "Initiator"),
    ("influencer", "Influencer"),
    ("decider", "Decider"),
    ("buyer", "Buyer"),
    ("user", "User"),
    ("gatekeeper", "Gatekeeper"),
]


class PropertyLeadPerson(models.Model):
    """Who takes part in the decision, how he stands, and how much he counts."""

    _name = "property.lead.person"
    _description = "Person in a decision"
    _order = "lead_id, influence desc, id"

    lead_id = fields.Many2one(
        "crm.lead", string="Prospect", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Known person",
        index="btree_not_null",
        ondelete="set null",
    )
    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True
    )
    role = fields.Selection(ROLES, required=True, default="influencer")
    stance = fields.Selection(STANCES, required=True, default="0")
    influence = fields.Integer(
        default=3, aggregator="avg", help="1: hardly any. 5: decides alone."
    )
    note = fields.Char(string="What matters to him")

    _influence = models.Constraint(
        "CHECK(influence BETWEEN 1 AND 5)", "Influence goes from 1 to 5."
    )

    @api.depends("partner_id")
    def _compute_name(self):
        for person in self:
            person.name = person.partner_id.name or person.name

    @api.constrains("name", "partner_id")
    def _check_name(self):
        if any(not (person.name or "").strip() for person in self):
            raise ValidationError(self.env._("Name: say who takes part."))
