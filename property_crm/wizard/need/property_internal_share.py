from odoo import api, fields, models

from ...tools.internal_share import get_share


class PropertyInternalShare(models.TransientModel):
    """How much of a period's revenue comes from internal customers."""

    _name = "property.internal.share"
    _description = "Share of internal customers"

    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=1, day=1),
    )
    date_to = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    revenue_total = fields.Monetary(string="Revenue", compute="_compute_share")
    revenue_internal = fields.Monetary(
        string="Of internal customers", compute="_compute_share"
    )
    share = fields.Float(
        string="Share of internal customers (%)",
        compute="_compute_share",
        digits=(5, 2),
    )
    partner_ids = fields.Many2many(
        "res.partner", string="Internal customers", compute="_compute_share"
    )

    @api.depends("date_from", "date_to", "company_id")
    def _compute_share(self):
        internal = self.env["res.partner"].search(
            [("is_internal_customer", "=", True), ("parent_id", "=", False)]
        )
        for wizard in self:
            revenue = self.env["property.revenue"].with_company(wizard.company_id)
            amounts = revenue._get_revenue(wizard.date_from, wizard.date_to)
            total = sum(amounts.values())
            own = sum(
                amount
                for partner, amount in amounts.items()
                if partner.is_internal_customer
            )
            wizard.revenue_total, wizard.revenue_internal = total, own
            wizard.share = get_share(own, total)
            wizard.partner_ids = internal
