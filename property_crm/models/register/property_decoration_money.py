from odoo import api, fields, models
from odoo.exceptions import UserError

from .property_unit import FRONT_DESK_READERS


class PropertyDecorationPermit(models.Model):
    """The deposit of a decoration, and the fee for its rubbish."""

    _inherit = "property.decoration.permit"

    currency_id = fields.Many2one(related="company_id.currency_id")
    deposit = fields.Monetary(
        tracking=True,
        groups=FRONT_DESK_READERS,
        help="As the covenant says; 0 if none.",
    )
    deposit_paid_on = fields.Date(
        string="Deposit paid on", tracking=True, groups=FRONT_DESK_READERS
    )
    deposit_withheld = fields.Monetary(
        string="Withheld",
        tracking=True,
        help="For damage, with the reason.",
        groups=FRONT_DESK_READERS,
    )
    withheld_reason = fields.Char(
        string="Reason for withholding", tracking=True, groups=FRONT_DESK_READERS
    )
    deposit_released_on = fields.Date(
        string="Deposit released on", tracking=True, groups=FRONT_DESK_READERS
    )
    deposit_to_release = fields.Monetary(
        string="To be released",
        compute="_compute_deposit_to_release",
        groups=FRONT_DESK_READERS,
    )
    rubbish_fee = fields.Monetary(tracking=True, groups=FRONT_DESK_READERS)
    rubbish_paid_on = fields.Date(
        string="Rubbish fee paid on", tracking=True, groups=FRONT_DESK_READERS
    )

    _amounts = models.Constraint(
        "CHECK(deposit >= 0 AND rubbish_fee >= 0 AND deposit_withheld >= 0"
        " AND COALESCE(deposit_withheld, 0) <= COALESCE(deposit, 0))",
        "Withheld: not more than the deposit; no amount is negative.",
    )

    @api.depends("deposit", "deposit_withheld", "deposit_paid_on")
    def _compute_deposit_to_release(self):
        for permit in self:
            paid = permit.deposit if permit.deposit_paid_on else 0.0
            permit.deposit_to_release = max(paid - permit.deposit_withheld, 0.0)

    def _check_deposit_paid(self):
        for permit in self:
            if permit.deposit and not permit.deposit_paid_on:
                raise UserError(
                    self.env._("Deposit paid on: the deposit comes before the permit.")
                )

    def _check_deposit_settled(self):
        for permit in self.filtered("deposit_paid_on"):
            if permit.deposit_withheld and not permit.withheld_reason:
                raise UserError(
                    self.env._("Reason for withholding: the applicant will ask why.")
                )
            if permit.deposit_to_release and not permit.deposit_released_on:
                raise UserError(
                    self.env._("Deposit released on: give back the deposit first.")
                )

    def action_release_deposit(self):
        """Note that the rest of the deposit was given back today."""
        for permit in self:
            if permit.state != "done":
                raise UserError(
                    self.env._("State: the deposit is released when the work is done.")
                )
            permit.deposit_released_on = permit.site_id._get_today()
        return True
