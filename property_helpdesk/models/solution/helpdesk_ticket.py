from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.mail import html2plaintext, plaintext2html

from ...tools.text_match import drop_numbers


class HelpdeskTicket(models.Model):
    """A solved request becomes a solution."""

    _inherit = "helpdesk.ticket"

    made_solution_id = fields.Many2one(
        "property.solution",
        string="Written down as",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
    )

    def action_close(self):
        """Offer the steps of the solution that is being tried as the text."""
        action = super().action_close()
        applied = self.applied_solution_id
        if len(self) == 1 and applied:
            context = {"default_solution": applied._get_plain_steps()}
            action["context"] = {**action["context"], **context}
        return action

    def action_make_solution(self):
        """Open the solution made from the request, made now if there is none."""
        self.ensure_one()
        self.check_access("write")
        if not self.made_solution_id:
            if not (self.stage_id.is_finished and self.solution):
                raise UserError(
                    self.env._("Close the request first: its solution is copied.")
                )
            solution = self.env["property.solution"].create(
                self._prepare_solution_vals()
            )
            # sudo: the system keeps the link
            self.sudo().made_solution_id = solution
        return {
            "type": "ir.actions.act_window",
            "res_model": "property.solution",
            "res_id": self.made_solution_id.id,
            "views": [(False, "form")],
        }

    def _prepare_solution_vals(self):
        """Return a first draft, without the numbers of the requester."""
        problem = html2plaintext(self.description or "").strip()
        return {
            "name": drop_numbers(self.name),
            "problem": drop_numbers(problem),
            "steps": plaintext2html(drop_numbers(self.solution)),
            "class_ids": self.class_id.ids,
            "category_ids": self.category_id.ids,
            "company_id": self.company_id.id,
        }
