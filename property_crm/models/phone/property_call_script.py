from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.call_script import find_problems

CONTENT = {"name", "purpose", "step_ids", "company_id", "origin_id", "version"}


class PropertyCallScript(models.Model):
    """What an agent says and asks, step by step, in one version.

    Only a draft is written. What has been approved stays as it was, since answers
    refer to it; a change is a new version.
    """

    _name = "property.call.script"
    _inherit = ["mail.thread"]
    _description = "Call script"
    _order = "name, version desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    version = fields.Integer(default=1, required=True, readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("retired", "Retired")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    purpose = fields.Selection(
        selection="_get_purposes",
        help="What the calls are for. Empty: for any.",
    )
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        default=lambda self: self.env.company,
        help="Empty: for all companies.",
    )
    origin_id = fields.Many2one(
        "property.call.script",
        string="First version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    step_ids = fields.One2many(
        "property.call.script.step", "script_id", string="Steps", copy=True
    )
    step_count = fields.Integer(compute="_compute_step_count")
    approved_by_id = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )
    approved_on = fields.Datetime(readonly=True, copy=False)
    problems = fields.Text(
        string="To be mended",
        compute="_compute_problems",
        help="Why the script cannot be approved yet.",
    )

    _version_uniq = models.UniqueIndex(
        "(origin_id, version) WHERE origin_id IS NOT NULL",
        "This version of the script is there already.",
    )

    @api.model
    def _get_purposes(self):
        purpose = self.env["property.call"]._fields["purpose"]
        return purpose._description_selection(self.env)

    @api.depends("name", "version")
    def _compute_display_name(self):
        for script in self:
            script.display_name = self.env._(
                "%(name)s, version %(version)s",
                name=script.name or "",
                version=script.version,
            )

    @api.depends("step_ids")
    def _compute_step_count(self):
        for script in self:
            script.step_count = len(script.step_ids)

    @api.depends(
        "step_ids.kind",
        "step_ids.goto_id",
        "step_ids.sequence",
        "step_ids.option_ids.goto_id",
        "step_ids.branch_ids.sequence",
        "step_ids.branch_ids.sign",
        "step_ids.branch_ids.limit",
        "step_ids.branch_ids.goto_id",
    )
    @api.depends_context("lang")
    def _compute_problems(self):
        for script in self:
            steps = script.step_ids.sorted(
                lambda step: (step.sequence, step._origin.id)
            )
            names = {step.id: step.name for step in steps}
            problems = find_problems([step._get_step() for step in steps])
            script.problems = "\n".join(
                script._describe_problem(code, names.get(key)) for code, key in problems
            )

    @api.model
    def _describe_problem(self, code, name):
        """Return in words what keeps the script from use."""
        if code == "empty":
            return self.env._("The script has no step.")
        if code == "no_answer":
            return self.env._("“%(step)s” needs two answers to choose from.", step=name)
        if code == "idle":
            return self.env._(
                "“%(step)s”: no number comes to one of its branches, since those above"
                " it come first.",
                step=name,
            )
        if code == "nowhere":
            return self.env._("“%(step)s” leads to a step that is gone.", step=name)
        if code == "unreachable":
            return self.env._("No answer leads to “%(step)s”.", step=name)
        return self.env._("From “%(step)s” the call never comes to an end.", step=name)

    def write(self, vals):
        if not CONTENT.isdisjoint(vals):
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_draft()

    def _check_draft(self):
        for script in self:
            if script.state != "draft":
                raise UserError(
                    self.env._(
                        "%(script)s is in use and stays as it is: make a new version.",
                        script=script.display_name,
                    )
                )

    def copy(self, default=None):
        copies = super().copy(default)
        for script, copied in zip(self, copies, strict=True):
            script._copy_branches(copied)
        return copies

    def _copy_branches(self, copied):
        """Have the steps of the copy lead to one another as here."""
        steps = dict(zip(self.step_ids, copied.step_ids, strict=True))
        for old, new in steps.items():
            new.goto_id = steps.get(old.goto_id)
            for names in ("option_ids", "branch_ids"):
                for way, copied_way in zip(old[names], new[names], strict=True):
                    copied_way.goto_id = steps.get(way.goto_id)

    def action_approve(self):
        """Free the script for use, and retire the version before it."""
        self.check_access("write")
        for script in self.filtered(lambda script: script.state == "draft"):
            if script.problems:
                raise UserError(script.problems)
            script._get_versions("approved").state = "retired"
            script.write(
                {
                    "state": "approved",
                    "approved_by_id": self.env.uid,
                    "approved_on": fields.Datetime.now(),
                }
            )
        return True

    def action_retire(self):
        """Take the script out of use; lists that run keep it."""
        self.filtered(lambda script: script.state == "approved").state = "retired"
        return True

    def action_new_version(self):
        """Open a draft that begins with what this version has."""
        self.ensure_one()
        draft = self._get_versions("draft")[:1] or self.copy(self._prepare_version())
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "views": [(False, "form")],
        }

    def _prepare_version(self):
        origin = self.origin_id or self
        last = max([origin.version, *self._get_versions().mapped("version")])
        return {"origin_id": origin.id, "version": last + 1, "name": self.name}

    def _get_versions(self, state=None):
        """Return the versions of this script, this one among them."""
        origin = self.origin_id or self
        domain = Domain("id", "=", origin.id) | Domain("origin_id", "=", origin.id)
        if state:
            domain &= Domain("state", "=", state)
        return self.search(domain)
