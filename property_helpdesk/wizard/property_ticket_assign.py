from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyTicketAssign(models.TransientModel):
    _name = "property.ticket.assign"
    _description = "Assign requests"

    ticket_ids = fields.Many2many("helpdesk.ticket", string="Requests", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Assign to",
        domain="[('id', 'in', candidate_ids)]",
        help="Empty: nobody has it, and it waits for a dispatcher again.",
    )
    may_assign_others = fields.Boolean(
        compute="_compute_may_assign_others", export_string_translation=False
    )
    candidate_ids = fields.Many2many(
        "res.users", compute="_compute_candidate_ids", string="Who can take them"
    )
    score_ids = fields.Many2many(
        "property.dispatch.score",
        compute="_compute_score_ids",
        string="Who suits it best",
        groups="property_crm.group_property_dispatcher",
    )
    needs_reason = fields.Boolean(compute="_compute_needs_reason")
    reason = fields.Text(help="Why it goes to somebody else. Kept in the log.")

    @api.depends("ticket_ids")
    def _compute_candidate_ids(self):
        for wizard in self:
            candidates = wizard.ticket_ids[:1].assignable_user_ids
            for ticket in wizard.ticket_ids[1:]:
                candidates &= ticket.assignable_user_ids
            wizard.candidate_ids = candidates

    @api.depends("ticket_ids")
    def _compute_score_ids(self):
        """People are compared for one request; several have several answers."""
        for wizard in self:
            single = len(wizard.ticket_ids) == 1
            wizard.score_ids = single and wizard.ticket_ids._origin.score_ids

    @api.depends_context("uid")
    def _compute_may_assign_others(self):
        self.may_assign_others = self.env["helpdesk.ticket"]._may_assign_others()

    @api.depends("ticket_ids.user_id", "user_id")
    def _compute_needs_reason(self):
        for wizard in self:
            holders = wizard.ticket_ids.user_id
            wizard.needs_reason = bool(holders - wizard.user_id)

    def action_assign(self):
        self.ensure_one()
        if self.needs_reason and not (self.reason or "").strip():
            raise UserError(self.env._("Reason: say why it goes to somebody else."))
        self.ticket_ids._assign(self.user_id, self.reason)
        return {"type": "ir.actions.act_window_close"}

    def action_assign_best(self):
        self.ensure_one()
        return self.ticket_ids.action_assign_best()
