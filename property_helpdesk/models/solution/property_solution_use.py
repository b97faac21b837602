from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertySolutionUse(models.Model):
    """A solution tried on a request, and whether it helped."""

    _name = "property.solution.use"
    _description = "Use of a solution"
    _order = "id desc"

    solution_id = fields.Many2one(
        "property.solution", required=True, index=True, ondelete="cascade"
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        required=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    result = fields.Selection(
        [("tried", "Tried"), ("helped", "Helped"), ("not_helped", "Did not help")],
        required=True,
        default="tried",
    )

    _ticket_uniq = models.Constraint(
        "UNIQUE(solution_id, ticket_id)", "The solution is tried on it already."
    )


class PropertySolution(models.Model):
    """Counts how often it was tried and helped."""

    _inherit = "property.solution"

    use_ids = fields.One2many("property.solution.use", "solution_id", string="Uses")
    use_count = fields.Integer(string="Tried", compute="_compute_uses", store=True)
    helped_count = fields.Integer(string="Helped", compute="_compute_uses", store=True)
    usefulness = fields.Integer(
        compute="_compute_usefulness",
        store=True,
        index=True,
        help="Votes for it less votes against it; where it helped counts double.",
    )

    @api.depends("use_ids.result")
    def _compute_uses(self):
        for solution in self:
            results = solution.use_ids.mapped("result")
            solution.use_count = len(results)
            solution.helped_count = results.count("helped")

    @api.depends("up_count", "down_count", "use_ids.result")
    def _compute_usefulness(self):
        for solution in self:
            failed = solution.use_ids.mapped("result").count("not_helped")
            votes = solution.up_count - solution.down_count
            solution.usefulness = votes + 2 * (solution.helped_count - failed)

    def action_apply(self):
        """Try it on the request that the context names."""
        self.ensure_one()
        self.check_access("read")
        ticket = self.env["helpdesk.ticket"].browse(
            self.env.context.get("solution_ticket_id") or ()
        )
        ticket.ensure_one()
        ticket._apply_solution(self)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_view_uses(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_solution_use_action"
        )
        action["domain"] = [("solution_id", "=", self.id)]
        return action


class HelpdeskTicket(models.Model):
    """Tries solutions, and tells whether they helped."""

    _inherit = "helpdesk.ticket"

    applied_solution_id = fields.Many2one(
        "property.solution",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
        help="What is being tried. Its steps become the text when closing.",
    )

    def _apply_solution(self, solution):
        self.check_access("write")
        for ticket in self:
            if ticket.stage_id.is_finished or solution.state != "approved":
                raise UserError(
                    self.env._("Only approved solutions help with open requests.")
                )
        # sudo: nobody counts uses by hand
        uses_sudo = self.env["property.solution.use"].sudo()
        tried_sudo = uses_sudo.search(
            [("solution_id", "=", solution.id), ("ticket_id", "in", self.ids)]
        ).ticket_id
        uses_sudo.create(
            [
                {"solution_id": solution.id, "ticket_id": ticket.id}
                for ticket in self - tried_sudo.sudo(False)
            ]
        )
        # sudo: the system keeps what is tried
        self.sudo().applied_solution_id = solution

    def _rate_solution(self, result):
        """Write down whether the solutions tried last helped."""
        for ticket in self.filtered("applied_solution_id"):
            # sudo: nobody counts uses by hand
            self.env["property.solution.use"].sudo().search(
                [
                    ("ticket_id", "=", ticket.id),
                    ("solution_id", "=", ticket.applied_solution_id.id),
                ]
            ).result = result

    def _reopen(self, reason):
        reopened = super()._reopen(reason)
        reopened._rate_solution("not_helped")
        return reopened
