from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...tools.call_script import CHOICES, NUMBER, Step
from ...tools.placeholders import find_places

PLACES = (
    "customer",
    "unit",
    "site",
    "company",
    "agent",
    "list",
    "about",
    "deadline",
    "today",
)


class PropertyCallScriptStep(models.Model):
    _name = "property.call.script.step"
    _description = "Step of a call script"
    _order = "script_id, sequence, id"

    script_id = fields.Many2one(
        "property.call.script", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Step", required=True, translate=True)
    text = fields.Text(
        string="To say",
        translate=True,
        help="Places to fill in: {customer}, {unit}, {site}, {company}, {agent},"
        " {list}, {about}, {deadline}, {today}.",
    )
    kind = fields.Selection(
        [
            ("say", "Only say"),
            ("yes_no", "Yes or no"),
            ("choice", "Choice"),
            ("number", "Number"),
            ("date", "Day"),
            ("text", "Own words"),
        ],
        string="Answer",
        required=True,
        default="say",
    )
    option_ids = fields.One2many(
        "property.call.script.option",
        "step_id",
        string="Answers",
        compute="_compute_option_ids",
        store=True,
        readonly=False,
        copy=True,
    )
    branch_ids = fields.One2many(
        "property.call.script.branch",
        "step_id",
        string="By number",
        copy=True,
        help="The first that fits counts. If none does, the call goes on as under"
        " Then.",
    )
    goto_id = fields.Many2one(
        "property.call.script.step",
        string="Then",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        domain="[('script_id', '=', script_id)]",
        help="Empty: the call ends here.",
    )
    leads_to = fields.Char(string="Leads to", compute="_compute_leads_to")

    @api.depends("kind")
    def _compute_option_ids(self):
        """Give yes and no to what is asked so."""
        for step in self:
            if step.kind == "yes_no" and not step.option_ids:
                step.option_ids = [
                    Command.create({"name": self.env._("Yes"), "code": "yes"}),
                    Command.create({"name": self.env._("No"), "code": "no"}),
                ]

    @api.depends(
        "kind",
        "goto_id.name",
        "option_ids.name",
        "option_ids.goto_id.name",
        "branch_ids.display_name",
        "branch_ids.goto_id.name",
    )
    @api.depends_context("lang")
    def _compute_leads_to(self):
        for step in self:
            ways = step._get_ways()
            end = self.env._("End of the call")
            last = step.goto_id.name or end
            if ways and step.kind == NUMBER:
                last = self.env._("otherwise: %(step)s", step=last)
            words = [f"{way.display_name}: {way.goto_id.name or end}" for way in ways]
            if step.kind not in CHOICES:
                words.append(last)
            step.leads_to = " · ".join(words)

    def _get_ways(self):
        """Return what says where the answers lead, in order, each with ``goto_id``."""
        self.ensure_one()
        ways = self.option_ids if self.kind in CHOICES else self.branch_ids
        if self.kind not in (*CHOICES, NUMBER):
            ways = ways.browse()
        return ways.sorted(lambda way: (way.sequence, way._origin.id))

    @api.constrains("text")
    def _check_places(self):
        for step in self:
            for name, _detail in find_places(step.text):
                if name not in PLACES:
                    raise ValidationError(
                        self.env._(
                            "To say: nobody can fill in {%(name)s}. Known are:"
                            " %(known)s.",
                            name=name,
                            known=", ".join(PLACES),
                        )
                    )

    @api.constrains("goto_id", "script_id")
    def _check_same_script(self):
        for step in self:
            if step.goto_id and step.goto_id.script_id != step.script_id:
                raise ValidationError(
                    self.env._("Then: choose a step of the same script.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps.script_id._check_draft()
        return steps

    def write(self, vals):
        self.script_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self.script_id._check_draft()

    def _get_step(self):
        """Return the step as the pure rules want it."""
        self.ensure_one()
        return Step(
            key=self.id,
            kind=self.kind,
            goto=self.goto_id.id or None,
            branches=tuple(
                (way._get_answer(), way.goto_id.id or None) for way in self._get_ways()
            ),
        )
