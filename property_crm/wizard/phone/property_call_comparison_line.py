from odoo import api, fields, models
from odoo.tools import formatLang

# where a measure has its name
SOURCES = ("property.call.report", "property.call.occupancy")


class PropertyCallComparisonLine(models.TransientModel):
    """One key figure in two periods, and whether it has changed."""

    _name = "property.call.comparison.line"
    _description = "Key figure before and after"
    _order = "id"
    _rec_name = "measure"

    comparison_id = fields.Many2one(
        "property.call.comparison", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="comparison_id.currency_id")
    measure = fields.Selection(
        lambda self: self._get_measures(), string="Key figure", required=True
    )
    unit = fields.Selection(
        [
            ("count", "A number"),
            ("percent", "Percent"),
            ("seconds", "Seconds"),
            ("money", "Money"),
        ],
        string="Measured in",
        required=True,
    )
    before = fields.Float(digits=(16, 2), aggregator=None)
    after = fields.Float(digits=(16, 2), aggregator=None)
    difference = fields.Float(digits=(16, 2), aggregator=None)
    change = fields.Float(string="Change (%)", digits=(16, 1), aggregator=None)
    has_before = fields.Boolean()
    has_after = fields.Boolean()
    has_change = fields.Boolean()
    before_count = fields.Integer(string="Calls before", aggregator=None)
    after_count = fields.Integer(string="Calls after", aggregator=None)
    verdict = fields.Selection(
        [
            ("clear", "Has changed"),
            ("chance", "May be chance"),
            ("few", "Too few calls to tell"),
        ],
        string="What it tells",
        help="Of a rate: whether the difference is larger than chance makes it in 19 of"
        " 20 cases. Under 30 calls nothing is said.",
    )
    trend = fields.Selection([("better", "Better"), ("worse", "Worse")])
    before_text = fields.Char(string="Shown before", compute="_compute_texts")
    after_text = fields.Char(string="Shown after", compute="_compute_texts")
    difference_text = fields.Char(string="Shown difference", compute="_compute_texts")
    change_text = fields.Char(string="Shown change", compute="_compute_texts")

    @api.model
    def _get_measures(self):
        """Return the key figures by the names that they have in the reports."""
        names = {"saving": self.env._("Saved by cost per call")}
        for source in SOURCES:
            for name, field in self.env[source]._fields.items():
                names.setdefault(name, field._description_string(self.env))
        return list(names.items())

    @api.depends("before", "after", "difference", "change", "unit")
    @api.depends_context("lang")
    def _compute_texts(self):
        for line in self:
            line.before_text = line.has_before and line._format(line.before)
            line.after_text = line.has_after and line._format(line.after)
            has_both = line.has_before and line.has_after
            sign = "+" if line.difference > 0 else ""
            line.difference_text = has_both and sign + line._format(line.difference)
            sign = "+" if line.change > 0 else ""
            change = formatLang(self.env, line.change, digits=1)
            line.change_text = line.has_change and f"{sign}{change} %"

    def _format(self, value):
        if self.unit == "money":
            return formatLang(self.env, value, currency_obj=self.currency_id)
        if self.unit == "count":
            return formatLang(self.env, value, digits=0)
        number = formatLang(self.env, value, digits=1)
        if self.unit == "percent":
            return f"{number} %"
        return self.env._("%(number)s s", number=number)
