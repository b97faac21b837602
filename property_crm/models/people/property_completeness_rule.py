from odoo import api, fields, models

FACTS = [
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("street", "Street"),
    ("city", "City"),
    ("country_id", "Country"),
    ("vat", "Tax or identity number"),
    ("website", "Website"),
    ("function", "Job position"),
    ("access_permission", "Permission to enter"),
    ("pets", "Pets"),
    ("contact_preference_ids", "Contact preferences"),
]


class PropertyCompletenessRule(models.Model):
    _name = "property.completeness.rule"
    _description = "What to know about a customer"
    _order = "customer_group, weight desc, sequence, id"
    _rec_name = "fact"

    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    customer_group = fields.Selection(
        [
            ("is_owner", "Owner"),
            ("is_tenant", "Tenant"),
            ("is_family_visitor", "Family or visitor"),
            ("is_subcontractor", "Subcontractor"),
        ],
        required=True,
    )
    fact = fields.Selection(FACTS, string="What", required=True)
    weight = fields.Integer(required=True, default=10, aggregator=None)
    hint = fields.Char(
        string="How to ask",
        translate=True,
        help="The question for the next call, in the customer's words.",
    )

    _fact_uniq = models.Constraint(
        "UNIQUE(customer_group, fact)", "This group has a rule for this already."
    )
    _weight_positive = models.Constraint(
        "CHECK(weight > 0)", "Weight: it must be more than nothing."
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._refresh_scores()
        return rules

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys() <= {"hint", "sequence"}:
            self._refresh_scores()
        return result

    def unlink(self):
        self._refresh_scores()
        return super().unlink()

    @api.model
    def _refresh_scores(self):
        """Have the scores computed anew, in the background: they may be many."""
        cron = self.env.ref("property_crm.ir_cron_refresh_people", False)
        if cron:
            # sudo: who keeps the rules need not be allowed to run jobs
            cron.sudo()._trigger()

    @api.model
    def _get_weights(self):
        """Return ``{customer group: {fact: weight}}``, in the order to ask."""
        weights = {}
        # sudo: every reader of a score may know what it is made of
        for rule in self.sudo().search([("active", "=", True)]):
            weights.setdefault(rule.customer_group, {})[rule.fact] = rule.weight
        return weights

    @api.model
    def _get_fact_labels(self):
        return self._fields["fact"]._description_selection(self.env)

    @api.model
    def _get_hints(self):
        """Return ``{(customer group, fact): question}`` in the reader's language."""
        # sudo: as for the weights
        return {
            (rule.customer_group, rule.fact): rule.hint
            for rule in self.sudo().search([("active", "=", True)])
        }
