from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.call_script import Bound


class PropertyCallScriptWay(models.AbstractModel):
    """Where an answer leads; written as long as its script is a draft."""

    _name = "property.call.script.way"
    _description = "Way through a call script"
    _order = "step_id, sequence, id"

    step_id = fields.Many2one(
        "property.call.script.step", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    goto_id = fields.Many2one(
        "property.call.script.step",
        string="Then",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Empty: the call ends here.",
    )

    @api.constrains("goto_id", "step_id")
    def _check_same_script(self):
        for way in self:
            if way.goto_id and way.goto_id.script_id != way.step_id.script_id:
                raise ValidationError(
                    self.env._("Then: choose a step of the same script.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        ways = super().create(vals_list)
        ways.step_id.script_id._check_draft()
        return ways

    def write(self, vals):
        self.step_id.script_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self.step_id.script_id._check_draft()


class PropertyCallScriptOption(models.Model):
    _name = "property.call.script.option"
    _inherit = ["property.call.script.way"]
    _description = "Answer to choose in a call script"

    name = fields.Char(string="Answer", required=True, translate=True)
    code = fields.Char(help="For programs and for counting over versions.")

    def _get_answer(self):
        return self.id


class PropertyCallScriptBranch(models.Model):
    """From which number on a call goes another way."""

    _name = "property.call.script.branch"
    _inherit = ["property.call.script.way"]
    _description = "Branch of a call script by number"

    sign = fields.Selection(
        [
            (">=", "at least"),
            ("<=", "at most"),
            (">", "more than"),
            ("<", "less than"),
            ("=", "exactly"),
        ],
        string="The number is",
        required=True,
        default=">=",
    )
    limit = fields.Float(required=True, aggregator=None)

    @api.depends("sign", "limit")
    @api.depends_context("lang")
    def _compute_display_name(self):
        signs = dict(self._fields["sign"]._description_selection(self.env))
        for branch in self:
            sign = signs.get(branch.sign, "")
            branch.display_name = f"{sign} {branch.limit:g}"

    def _get_answer(self):
        return Bound(self.sign, self.limit)
