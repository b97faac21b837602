from odoo import fields, models
from odoo.fields import Domain


class PropertyFundMixin(models.AbstractModel):
    """Places that show their maintenance fund."""

    _name = "property.fund.mixin"
    _description = "Has a maintenance fund"
    _fund_place = ""

    fund_currency_id = fields.Many2one("res.currency", compute="_compute_fund")
    fund_balance = fields.Monetary(
        string="Maintenance fund",
        compute="_compute_fund",
        currency_field="fund_currency_id",
    )
    fund_is_low = fields.Boolean(
        string="Fund to be renewed",
        compute="_compute_fund",
        help="The balance is under 30 % of the first deposit, or below zero.",
    )

    def _compute_fund(self):
        for record in self:
            # a new one on a form has no company yet
            company = record.company_id or self.env.company
            record.fund_currency_id = company.currency_id
        place = self._fund_place
        Account = self.env["property.fund.account"]
        if not Account.has_access("read"):
            self.fund_balance, self.fund_is_low = 0, False
            return
        mine = Domain(place, "in", self.ids)
        sums = Account._get_sums(mine, place)
        earlier = dict(Account._read_group(mine, [place], ["earlier_deposit:sum"]))
        for record in self:
            figures = Account._get_figures(
                sums.get(record._origin.id, {}),
                earlier.get(record._origin, 0),
                record.fund_currency_id,
            )
            record.fund_balance = figures["balance"]
            record.fund_is_low = figures["is_low"]

    def action_view_fund(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_fund_account_action"
        )
        return action | {
            "domain": [(self._fund_place, "=", self.id)],
            "context": {},
        }
