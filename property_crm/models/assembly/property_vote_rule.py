from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.vote_checks import RuleError
from ...tools.vote_presets import PRESETS
from ...tools.vote_rule import parse_rule
from .rule_details import RuleDetails
from .rule_words import RuleWords


class PropertyVoteRule(models.Model):
    """What a vote must reach and who counts, as data.

    A motion keeps a copy of the data from the call of its assembly on: to change a
    rule changes nothing that is voted on already.
    """

    _name = "property.vote.rule"
    _description = "Voting rule"
    _order = "jurisdiction, matter, code, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, index=True)
    jurisdiction = fields.Char(
        required=True, default="CN", index=True, help="For example CN or AU-NSW."
    )
    matter = fields.Selection(
        [
            ("ordinary", "Ordinary matter"),
            ("major", "Major matter"),
            ("affected_unanimous", "All affected owners agree"),
            ("emergency", "Emergency repair, no vote"),
            ("election", "Election"),
            ("other", "Other"),
        ],
        required=True,
        default="ordinary",
    )
    data = fields.Json(
        string="Quorum and outcomes",
        required=True,
        default=lambda self: self._get_preset("cn_ordinary"),
    )
    sentence = fields.Text(string="In words", compute="_compute_sentence")
    problem = fields.Json(
        compute="_compute_sentence",
        export_string_translation=False,
    )
    valid_from = fields.Date(help="Empty: since before the records begin.")
    valid_until = fields.Date(help="Last day. Empty: until further notice.")
    source = fields.Char(translate=True, help="Law and article.")
    is_known = fields.Boolean(
        string="Not confirmed at its source",
        help="Commonly known, but nobody has read it in the law. Check it before a vote"
        " goes by it.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for all companies."
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "Another rule has this code.")
    _dates_in_order = models.Constraint(
        "CHECK(valid_from <= valid_until)",
        "The last day cannot come before the first.",
    )

    @api.depends("data")
    @api.depends_context("lang")
    def _compute_sentence(self):
        words = RuleWords(self.env)
        for record in self:
            record.sentence = record.problem = False
            try:
                rule = parse_rule(record.data or {})
            except RuleError as error:
                message = words.say_error(error)
                record.problem = {"path": error.path, "message": message}
            else:
                record.sentence = "\n".join(words.say_rule(rule))

    @api.constrains("data")
    def _check_data(self):
        for record in self:
            if record.problem:
                raise ValidationError(record.problem["message"])

    def copy_data(self, default=None):
        """A copy has a code of its own: the first that is free."""
        vals_list = super().copy_data(default)
        if default and "code" in default:
            return vals_list
        # sudo: a code that another company has is taken too
        every = self.sudo().with_context(active_test=False)
        taken = set(
            every.search_fetch([("code", "!=", False)], ["code"]).mapped("code")
        )
        for vals in vals_list:
            stem, number = vals["code"], 2
            while vals["code"] in taken:
                vals["code"] = f"{stem}_{number}"
                number += 1
            taken.add(vals["code"])
        return vals_list

    @api.model
    def _get_valid_domain(self, day):
        """Return the domain of the rules that hold on a day."""
        return (Domain("valid_from", "=", False) | Domain("valid_from", "<=", day)) & (
            Domain("valid_until", "=", False) | Domain("valid_until", ">=", day)
        )

    @api.model
    def _get_preset(self, code):
        """Return the data of a preset, with every key, as its record holds it."""
        return PRESETS[code].parse().to_dict()

    @api.model
    def _say(self, data, with_details=False):
        """Return data of a rule in words: also that of the copy a motion keeps.

        :param with_details: also who and what counts
        :raise RuleError: if it is no rule
        """
        rule = parse_rule(data)
        lines = RuleWords(self.env).say_rule(rule)
        if with_details:
            lines += RuleDetails(self.env).say(rule)
        return "\n".join(lines)
