from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

STATES = [
    ("draft", "Draft"),
    ("review", "In review"),
    ("approved", "Approved"),
    ("retired", "Retired"),
]
# What readers rely on: changing it asks for a new approval.
CONTENT = frozenset({"name", "problem", "symptoms", "steps", "class_ids"})
# What only the buttons change.
KEPT = frozenset(
    {"state", "author_id", "editor_id", "approver_id", "approved_at", "company_id"}
)
APPROVERS = "property_crm.group_property_dispatcher"


class PropertySolution(models.Model):
    """Who approves what: never one's own words."""

    _inherit = "property.solution"

    state = fields.Selection(
        STATES,
        required=True,
        default="draft",
        index=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    author_id = fields.Many2one(
        "res.users",
        string="Written by",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    editor_id = fields.Many2one(
        "res.users", string="Last changed by", readonly=True, copy=False
    )
    approver_id = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )
    approved_at = fields.Datetime(string="Approved on", readonly=True, copy=False)
    may_approve = fields.Boolean(
        compute="_compute_may_approve", export_string_translation=False
    )

    may_edit = fields.Boolean(
        compute="_compute_may_edit", export_string_translation=False
    )

    @api.depends("author_id", "state")
    @api.depends_context("uid")
    def _compute_may_edit(self):
        saved = self.filtered("id")
        editable = saved._filtered_access("write")
        for solution in self:
            solution.may_edit = solution in editable or solution not in saved

    @api.depends("author_id", "editor_id")
    @api.depends_context("uid")
    def _compute_may_approve(self):
        is_approver = self.env.user.has_group(APPROVERS)
        for solution in self:
            writers = solution.author_id | solution.editor_id
            solution.may_approve = is_approver and self.env.user not in writers

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_kept(vals.keys() - {"company_id"})
        return super().create(vals_list)

    def write(self, vals):
        self._check_kept(vals)
        result = super().write(vals)
        if not self.env.su and not CONTENT.isdisjoint(vals):
            self._ask_again()
        return result

    @api.model
    def _check_kept(self, names):
        if not self.env.su and not KEPT.isdisjoint(names):
            raise AccessError(
                self.env._("Use the buttons to send, approve and retire a solution.")
            )

    def _ask_again(self):
        """Remember who changed the words; what was approved was other words."""
        # sudo: the system keeps this, nobody writes it by hand
        solutions_sudo = self.sudo()
        solutions_sudo.editor_id = self.env.user
        approved_sudo = solutions_sudo.filtered(lambda s: s.state == "approved")
        approved_sudo._move("review")

    def _move(self, state):
        values = {"state": state, "approver_id": False, "approved_at": False}
        if state == "approved":
            values["approver_id"] = self.env.uid
            values["approved_at"] = fields.Datetime.now()
        # sudo: the buttons have checked who moves it
        self.sudo().write(values)

    def action_submit(self):
        """Ask for approval."""
        self.check_access("write")
        for solution in self:
            if not solution._get_plain_steps():
                raise UserError(
                    self.env._(
                        "What to do: write the steps of “%(solution)s” first.",
                        solution=solution.name,
                    )
                )
        self.filtered(lambda s: s.state == "draft")._move("review")

    def action_approve(self):
        """Tell everybody that this is the answer."""
        self._check_approver()
        for solution in self:
            if not solution.may_approve:
                raise AccessError(
                    self.env._(
                        "“%(solution)s”: somebody else than its author approves it.",
                        solution=solution.name,
                    )
                )
        self.filtered(lambda s: s.state == "review")._move("approved")

    def action_retire(self):
        """Take it out of use; it is still found."""
        self._check_approver()
        self._move("retired")

    def action_rewrite(self):
        """Back to its author."""
        self._check_approver()
        self._move("draft")

    def _check_approver(self):
        self.check_access("write")
        if not self.env.user.has_group(APPROVERS):
            raise AccessError(self.env._("Dispatchers and managers approve solutions."))
