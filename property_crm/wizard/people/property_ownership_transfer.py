from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.share import remaining_share, total_share


class PropertyOwnershipTransfer(models.TransientModel):
    _name = "property.ownership.transfer"
    _description = "Change of owner"

    unit_id = fields.Many2one("property.unit", required=True, readonly=True)
    date = fields.Date(
        string="New owner from",
        required=True,
        default=fields.Date.context_today,
        help="First day of the new owner. The sellers' last day is the day before.",
    )
    seller_ids = fields.Many2many(
        "property.ownership",
        string="Sellers",
        compute="_compute_seller_ids",
        store=True,
        readonly=False,
        domain="[('unit_id', '=', unit_id), ('is_current', '=', True)]",
    )
    buyer_ids = fields.Many2many("res.partner", string="New owners", required=True)
    is_joint = fields.Boolean(
        string="Held jointly",
        help="Together, without fractions. Otherwise each gets an equal share.",
    )
    title_number = fields.Char()

    @api.depends("unit_id")
    def _compute_seller_ids(self):
        for transfer in self:
            transfer.seller_ids = transfer.unit_id.ownership_ids._on_date()

    def action_transfer(self):
        """End what the sellers hold and give it to the new owners."""
        self.ensure_one()
        if not self.buyer_ids:
            raise UserError(self.env._("New owners: name at least one."))
        vals_list = self._prepare_ownership_vals_list()
        # what has ended before stays so: it is somebody else's since
        self._get_given_up().write({"date_to": fields.Date.subtract(self.date, days=1)})
        self.env["property.ownership"].create(vals_list)
        return {"type": "ir.actions.act_window_close"}

    def _get_given_up(self):
        """Return what the sellers still hold on the day, or would hold later."""
        return self.seller_ids.filtered(
            lambda held: not held.date_to or held.date_to >= self.date
        )

    def _prepare_ownership_vals_list(self):
        common = {
            "unit_id": self.unit_id.id,
            "date_from": self.date,
            "title_number": self.title_number,
            **self._prepare_share_vals(),
        }
        return [{**common, "partner_id": buyer.id} for buyer in self.buyer_ids]

    def _prepare_share_vals(self):
        if self.is_joint:
            self._check_something_is_left()
            return {"kind": "joint"}
        share = self._get_sold_share() / len(self.buyer_ids)
        if share == 1:
            return {"kind": "sole"}
        return {
            "kind": "shares",
            "share_numerator": share.numerator,
            "share_denominator": share.denominator,
        }

    def _check_something_is_left(self):
        """Refuse to give away a second time what was given away for that day.

        Fractions show it by their sum; joint owners have none.
        """
        others = self.unit_id.ownership_ids - self.seller_ids
        if not self._get_given_up() and others._on_date(self.date):
            self._refuse_to_sell()

    def _refuse_to_sell(self):
        raise UserError(self.env._("Sellers: choose who gives up a share of the unit."))

    def _get_sold_share(self):
        """Return what the others leave; beside joint owners, the sellers' fractions."""
        others = (self.unit_id.ownership_ids - self.seller_ids)._get_holdings()
        share = remaining_share(others, self.date)
        if any(held.is_joint and held.covers(self.date) for held in others):
            share = total_share(self.seller_ids._get_holdings(), self.date)
        if share <= 0:
            self._refuse_to_sell()
        return share
