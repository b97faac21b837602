from odoo import api, fields, models

from ..ticket.helpdesk_ticket_type import CASE_TYPES

APPROVERS = {
    "site_manager": "property_crm.group_property_site_manager",
    "company_manager": "property_crm.group_property_company_manager",
}
# What makes a limit the nearer one, the weightiest first.
NEARER = ("is_emergency", "site_id", "case_type")


class PropertyCostLimit(models.Model):
    """How much may be spent on a request before somebody approves it."""

    _name = "property.cost.limit"
    _description = "Cost limit"
    _order = "company_id, site_id, case_type, is_emergency, amount, id"
    _rec_name = "amount"

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    site_id = fields.Many2one(
        "property.site",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('company_id', '=', company_id)]",
        help="Empty: all sites.",
    )
    case_type = fields.Selection(
        CASE_TYPES, string="Kind of case", help="Empty: all kinds."
    )
    is_emergency = fields.Boolean(
        string="Emergencies", help="Emergencies have limits of their own, where set."
    )
    amount = fields.Monetary(
        string="Free up to", required=True, help="More than this needs an approval."
    )
    approver = fields.Selection(
        [("site_manager", "Manager of the site"), ("company_manager", "Head office")],
        string="Approved by",
        required=True,
        default="site_manager",
    )
    is_after = fields.Boolean(
        string="Approval may come later",
        help="Work goes on meanwhile: nobody waits for a signature in an emergency.",
    )

    _amount_positive = models.Constraint(
        "CHECK(amount >= 0)", "A limit cannot be negative."
    )

    @api.model
    def _find(self, ticket):
        """Return the limits of the request, the lowest first.

        Those for emergencies count before those for everything, those of the site
        before those of all sites, those of the kind of case before those of all.
        """
        # sudo: the limit holds for who may not read it
        limits_sudo = self.sudo().search(
            [
                ("company_id", "=", ticket.company_id.id),
                ("site_id", "in", [False, ticket.site_id.id]),
                ("case_type", "in", [False, ticket.case_type]),
                ("is_emergency", "in", [False, ticket.is_emergency]),
            ]
        )
        for name in NEARER:
            limits_sudo = limits_sudo.filtered(name) or limits_sudo
        return limits_sudo.sorted("amount")

    def _get_passed(self, amount):
        """Return the highest limit that the amount passes, none if it is free."""
        return self.filtered(lambda limit: limit.amount < amount)[-1:]

    def _may_approve(self, user):
        """Tell whether the user may approve what passes the limit."""
        return all(user.has_group(APPROVERS[limit.approver]) for limit in self)
