from odoo import api, fields, models, tools


class PropertyDispatchWeight(models.Model):
    """How much each measure counts when the best suited person is looked for."""

    _name = "property.dispatch.weight"
    _inherit = ["property.cached.mixin"]
    _description = "Weight in choosing a person"
    _order = "weight desc, id"
    _rec_name = "code"

    code = fields.Selection(
        [
            ("near", "How near his territory is"),
            ("load", "How much he can still take"),
            ("skill", "Useful skills"),
            ("language", "Speaks the customer's language"),
            ("rating", "How customers rate him"),
            ("history", "Knows the customer"),
            ("idle", "How long he has waited"),
        ],
        string="Measure",
        required=True,
    )
    weight = fields.Integer(
        required=True,
        default=10,
        help="0: it does not count. Only the relation counts.",
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "Each measure has one weight.")
    _weight_positive = models.Constraint("CHECK(weight >= 0)", "Weights are 0 or more.")

    @api.model
    @tools.ormcache()
    def _get_weights(self):
        """Return ``{code: weight}``."""
        # sudo: the weights are the same for whoever asks
        return {weight.code: weight.weight for weight in self.sudo().search([])}
