from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class HelpdeskTicket(models.Model):
    """Work given to a firm: with a deadline of its own, by who stays responsible."""

    _inherit = "helpdesk.ticket"

    subcontract_id = fields.Many2one(
        "property.subcontract",
        string="Subcontractor",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The firm that does the work. Who has the request still answers for it.",
    )
    subcontract_due = fields.Datetime(
        string="Subcontractor's deadline", copy=False, readonly=True
    )

    def action_subcontract(self):
        """Ask which firm, and until when."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_subcontract_action"
        )
        action["context"] = {"default_ticket_ids": self.ids}
        return action

    def _subcontract(self, contract, due, reason=None):
        """Give the work to a firm; an expired licence or insurance forbids it."""
        self.check_access("write")
        if not self._may_assign_others():
            raise AccessError(self.env._("Dispatchers give work to subcontractors."))
        contract._check_may_work(self.site_id)
        if not due or due <= fields.Datetime.now():
            raise UserError(
                self.env._("Subcontractor's deadline: choose a time to come.")
            )
        tickets = self.filtered(lambda t: not t.stage_id.is_finished)
        # sudo: the system keeps it, since the scorecard counts on it
        tickets.sudo().with_context(ticket_reason=reason).write(
            {"subcontract_id": contract.id, "subcontract_due": due}
        )
        return tickets
