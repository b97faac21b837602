from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...tools.call_script import CHOICES

COLUMNS = ("option_id", "value_number", "value_text", "value_date")


class PropertyCallAnswer(models.Model):
    """What a customer said to one question of a script."""

    _name = "property.call.answer"
    _inherit = ["property.territory.mixin"]
    _description = "Reply to a call script"
    _order = "id desc"
    _rec_name = "value"

    call_id = fields.Many2one(
        "property.call", index="btree_not_null", ondelete="set null"
    )
    entry_id = fields.Many2one(
        "property.call.entry", required=True, index=True, ondelete="cascade"
    )
    list_id = fields.Many2one(related="entry_id.list_id", store=True, index=True)
    partner_id = fields.Many2one(
        related="entry_id.partner_id", string="Customer", store=True, index=True
    )
    unit_id = fields.Many2one(related="entry_id.unit_id", store=True)
    site_id = fields.Many2one(related="entry_id.site_id", store=True)
    territory_id = fields.Many2one(related="entry_id.territory_id", store=True)
    company_id = fields.Many2one(related="entry_id.company_id", store=True)
    step_id = fields.Many2one(
        "property.call.script.step",
        string="Question",
        required=True,
        index=True,
        ondelete="restrict",
    )
    script_id = fields.Many2one(related="step_id.script_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        string="Agent",
        required=True,
        default=lambda self: self.env.user,
    )
    option_id = fields.Many2one(
        "property.call.script.option", string="Choice", ondelete="restrict"
    )
    value_number = fields.Float(string="Figure", aggregator="avg")
    value_text = fields.Text(string="Words")
    value_date = fields.Date(string="Day")
    value = fields.Char(string="Reply", compute="_compute_value")

    _once = models.Constraint(
        "UNIQUE(entry_id, step_id)", "This question has its reply already."
    )

    @api.depends(*COLUMNS, "step_id.kind")
    @api.depends_context("lang")
    def _compute_value(self):
        for answer in self:
            kind = answer.step_id.kind
            if kind in CHOICES:
                answer.value = answer.option_id.name
            elif kind == "number":
                answer.value = f"{answer.value_number:g}"
            elif kind == "date":
                answer.value = format_date(self.env, answer.value_date)
            else:
                answer.value = answer.value_text

    @api.model
    def _prepare_value(self, step, value):
        """Return the typed columns of a reply as it came in."""
        empty = dict.fromkeys(COLUMNS, False)
        if step.kind in CHOICES:
            options = {option.id: option for option in step.option_ids}
            if type(value) is int and value in options:
                return empty | {"option_id": value}
        elif step.kind == "number":
            if type(value) in (int, float) and abs(value) < 1e12:
                return empty | {"value_number": value}
        elif step.kind == "date":
            return empty | {"value_date": self._read_date(step, value)}
        elif step.kind == "text" and isinstance(value, str) and len(value) <= 10_000:
            return empty | {"value_text": value.strip()}
        raise self._refuse(step)

    @api.model
    def _read_date(self, step, value):
        try:
            return fields.Date.to_date(value)
        except (ValueError, TypeError):
            raise self._refuse(step) from None

    @api.model
    def _refuse(self, step):
        return ValidationError(
            self.env._(
                "answers: “%(step)s” cannot be answered like this.", step=step.name
            )
        )
