from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyTicketCost(models.TransientModel):
    """Estimates what a request will cost us."""

    _name = "property.ticket.cost"
    _description = "Estimate the cost of a request"

    ticket_id = fields.Many2one("helpdesk.ticket", string="Request", required=True)
    currency_id = fields.Many2one(related="ticket_id.company_id.currency_id")
    material_amount = fields.Monetary(
        string="Materials",
        compute="_compute_material_amount",
        store=True,
        readonly=False,
        help="What is noted already that we pay, until somebody says more.",
    )
    labour_amount = fields.Monetary(string="Labour")
    amount = fields.Monetary(string="Estimated cost", compute="_compute_amount")
    note = fields.Text(help="What for. Kept in the log.")

    @api.depends("ticket_id")
    def _compute_material_amount(self):
        for wizard in self:
            wizard.material_amount = wizard.ticket_id._get_spent()

    @api.depends("material_amount", "labour_amount")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.material_amount + wizard.labour_amount

    def action_estimate(self):
        self.ensure_one()
        if self.amount <= 0:
            raise UserError(self.env._("Estimated cost: an amount above zero."))
        self.ticket_id._estimate_cost(self.amount, self.note)
        return {"type": "ir.actions.act_window_close"}


class PropertyTicketCostDecide(models.TransientModel):
    _name = "property.ticket.cost.decide"
    _description = "Approve the cost of a request"

    ticket_id = fields.Many2one("helpdesk.ticket", string="Request", required=True)
    currency_id = fields.Many2one(related="ticket_id.company_id.currency_id")
    amount = fields.Monetary(related="ticket_id.cost_estimate")
    reason = fields.Text(required=True, help="Kept in the log.")

    def action_approve(self):
        self.ensure_one()
        self.ticket_id._approve_cost(self.reason)
        return {"type": "ir.actions.act_window_close"}

    def action_refuse(self):
        self.ensure_one()
        self.ticket_id._refuse_cost(self.reason)
        return {"type": "ir.actions.act_window_close"}
