from odoo import api, fields, models

INFORMED = (
    "property_crm.group_property_site_manager,property_crm.group_property_auditor"
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_profit = fields.Monetary(
        string="Profit a year",
        compute="_compute_customer_profit",
        currency_field="profit_currency_id",
        groups=INFORMED,
    )
    has_customer_profit = fields.Boolean(
        compute="_compute_customer_profit",
        groups=INFORMED,
        export_string_translation=False,
    )
    is_below_marginal_cost = fields.Boolean(
        string="Below marginal cost now",
        compute="_compute_customer_profit",
        groups=INFORMED,
    )
    profit_currency_id = fields.Many2one(
        "res.currency", compute="_compute_customer_profit", groups=INFORMED
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("uid", "company", "allowed_company_ids")
    def _compute_customer_profit(self):
        """Sum up the latest year at the sites that the user sees."""
        today = fields.Date.context_today(self)
        company = self.env.company
        totals, below = {}, set()
        for partner, currency, profit, is_below in self._read_latest_profit():
            amount = currency._convert(profit, company.currency_id, company, today)
            totals[partner.id] = totals.get(partner.id, 0) + amount
            below |= {partner.id} if is_below else set()
        for partner in self:
            key = partner.commercial_partner_id._origin.id
            partner.customer_profit = totals.get(key, 0)
            partner.has_customer_profit = key in totals
            partner.is_below_marginal_cost = key in below
            partner.profit_currency_id = company.currency_id

    def _read_latest_profit(self):
        return [
            (partner, company.currency_id, profit, is_below)
            for partner, company, profit, is_below in self.env[
                "property.customer.period"
            ]._read_group(
                [
                    ("partner_id", "in", self.commercial_partner_id._origin.ids),
                    ("is_latest", "=", True),
                ],
                ["partner_id", "company_id"],
                ["cm3:sum", "below_marginal_cost:bool_or"],
            )
        ]

    def action_view_profit(self):
        """Open what the customer brought and cost, year by year."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_customer_period_action"
        )
        ids = self.commercial_partner_id.ids
        return action | {"domain": [("partner_id", "in", ids)], "context": {}}
