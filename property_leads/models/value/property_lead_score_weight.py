from odoo import api, fields, models, tools

from ...tools.lead_score import WEIGHTS

CODES = [
    ("budget", "Can afford it"),
    ("soon", "Needs it soon"),
    ("stage", "How far it is"),
    ("match", "A free unit fits"),
    ("people", "Those who decide are for us"),
    ("offer", "Our offer is ahead"),
    ("lively", "Something happens"),
    ("source", "Its source wins often"),
    ("answered", "Was contacted in time"),
    ("value", "Brings much"),
]


class PropertyLeadScoreWeight(models.Model):
    """How much each measure counts for the priority of prospects."""

    _name = "property.lead.score.weight"
    _description = "Weight of a measure of prospects"
    _order = "weight desc, id"
    _rec_name = "code"

    code = fields.Selection(CODES, string="Measure", required=True, readonly=True)
    weight = fields.Integer(
        required=True, help="Against the others; 0: does not count."
    )
    share = fields.Float(string="Share (%)", compute="_compute_share", digits=(5, 1))

    _code_uniq = models.Constraint("UNIQUE(code)", "Each measure has one weight.")
    _weight_not_negative = models.Constraint(
        "CHECK(weight >= 0)", "A weight cannot be negative."
    )

    def _compute_share(self):
        total = sum(self.search([("weight", ">", 0)]).mapped("weight")) or 1
        for measure in self:
            measure.share = 100 * measure.weight / total

    @api.model
    @tools.ormcache()
    def _get_weights(self):
        """Return ``{code: weight}``."""
        # sudo: everybody's prospects are weighed alike
        found = {one.code: one.weight for one in self.sudo().search([])}
        return {**WEIGHTS, **found}

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
