from odoo import api, fields, models
from odoo.fields import Domain

from ..lead.crm_lead import KINDS


class PropertyLeadRule(models.Model):
    """Who takes turns for which prospects. The first rule that fits counts."""

    _name = "property.lead.rule"
    _description = "Distribution of prospects"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    site_ids = fields.Many2many(
        "property.site",
        string="Sites",
        domain="[('company_id', '=', company_id)]",
        help="Empty: all sites, and prospects that have not chosen one yet.",
    )
    kind = fields.Selection(KINDS, string="What is wanted", help="Empty: everything.")
    is_duty_asked = fields.Boolean(
        string="Only who is on duty",
        help="By the duty roster, at the place of the prospect, when it comes in.",
    )
    member_ids = fields.One2many("property.lead.member", "rule_id", string="People")

    @api.model
    def _find_rules(self, wishes):
        """Return ``[rule]`` for ``[(company id, site id, kind)]``, in their order."""
        # sudo: who takes a prospect in need not see how it is given on
        rules_sudo = self.sudo().search(
            Domain("company_id", "in", list({wish[0] for wish in wishes}))
        )
        found = {}
        for wish in set(wishes):
            fitting = (rule for rule in rules_sudo if rule._fits(*wish))
            found[wish] = next(fitting, rules_sudo.browse())
        return [found[wish] for wish in wishes]

    def _fits(self, company_id, site_id, kind):
        return (
            self.company_id.id == company_id
            and (not self.kind or self.kind == kind)
            and (not self.site_ids or site_id in self.site_ids._ids)
        )
