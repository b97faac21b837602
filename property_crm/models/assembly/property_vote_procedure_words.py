from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.vote_checks import RuleError
from .property_vote_procedure import CHOICES, FLAGS, KINDS, NUMBERS
from .rule_words import RuleWords

OWN_FIELDS = (
    *NUMBERS,
    *CHOICES,
    *FLAGS,
    *(f"{kind}_counts" for kind in KINDS),
    "rank_by",
    "margin_num",
    "margin_den",
    "allows_proxy",
)


class PropertyVoteProcedure(models.Model):
    """What the owners' own rules make of a voting rule, as it reads."""

    _inherit = "property.vote.procedure"

    shown_rule_id = fields.Many2one(
        "property.vote.rule",
        string="Shown for",
        compute="_compute_shown_rule_id",
        readonly=False,
        store=False,
        help="Choose another rule to read what becomes of it on this site.",
    )
    merged_sentence = fields.Text(
        string="With these rules of procedure", compute="_compute_merged_sentence"
    )

    @api.depends("site_id", "valid_from")
    def _compute_shown_rule_id(self):
        for record in self:
            record.shown_rule_id = record._find_shown_rule()

    def _find_shown_rule(self):
        """Return the first ordinary rule of the country that is in force."""
        rules = self.env["property.vote.rule"]
        country = self.site_id.country_id.code
        if not country:
            return rules
        day = max(self.valid_from or fields.Date.today(), fields.Date.today())
        return rules.search(
            rules._get_valid_domain(day)
            & Domain("matter", "=", "ordinary")
            & Domain("jurisdiction", "=like", f"{country}%"),
            limit=1,
        )

    @api.depends("shown_rule_id", *OWN_FIELDS)
    @api.depends_context("lang")
    def _compute_merged_sentence(self):
        for record in self:
            record.merged_sentence = record._say_merged()

    def _say_merged(self):
        rule = self.shown_rule_id
        if not rule:
            return False
        try:
            return rule._say(self._merge(rule.data), with_details=True)
        except RuleError as error:
            return RuleWords(self.env).say_error(error)

    @api.constrains("margin_num", "margin_den")
    def _check_margin(self):
        for record in self:
            if record.margin_num and not record.margin_den:
                raise ValidationError(
                    self.env._(
                        "More candidates than seats by: write the lower number too."
                    )
                )
