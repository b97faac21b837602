from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.vote_checks import RuleError
from ...tools.vote_register import Scope
from ...tools.vote_rule import parse_rule
from .rule_words import RuleWords


class PropertyMotion(models.Model):
    """By which rule a motion is decided, and whose votes count in it."""

    _inherit = "property.motion"

    rule_id = fields.Many2one(
        domain="['|', ('valid_from', '=', False), ('valid_from', '<=', rule_day),"
        " '|', ('valid_until', '=', False), ('valid_until', '>=', rule_day)]"
    )
    rule_day = fields.Date(
        compute="_compute_rule_day",
        export_string_translation=False,
    )

    @api.depends("assembly_id.opens_at", "assembly_id.meeting_at", "site_id")
    def _compute_rule_day(self):
        for motion in self:
            motion.rule_day = motion._get_rule_day()

    def _get_rule_day(self):
        """Return the day whose law decides: that of the vote, else today."""
        self.ensure_one()
        day = self.assembly_id._get_vote_day()
        return day or fields.Date.context_today(self)

    def _get_rule_data(self):
        """Return the rule as data: the frozen copy, before the call as it would be."""
        self.ensure_one()
        if self.rule_data:
            return self.rule_data
        # sudo: the rules are no secret, whoever prepares an assembly goes by them
        motion_sudo = self.sudo()
        preset = motion_sudo.rule_id.data or {}
        try:
            return motion_sudo.assembly_id.procedure_id._merge(preset)
        except RuleError as error:
            raise ValidationError(
                self.env._(
                    "Rule of “%(motion)s”: %(problem)s",
                    motion=self.name,
                    problem=RuleWords(self.env).say_error(error),
                )
            ) from error

    def _get_rule(self):
        """Return the rule as the pure functions want it."""
        return parse_rule(self._get_rule_data())

    def _get_scope(self):
        """Return whose units decide; what the motion does not say is the assembly's.

        The register of an assembly holds only the units of its scope.
        """
        self.ensure_one()
        if not self.scope:
            return Scope()
        return Scope(
            self.scope,
            self.building_id.id or None,
            self.entrance or None,
            frozenset(self.unit_ids.ids),
        )

    def _make_register(self, rows=None):
        """Return what is counted of the frozen register in this motion.

        :param rows: those of the assembly, for who has read them already
        """
        self.ensure_one()
        assembly = self.assembly_id
        return self._get_rule().make_register(
            assembly._get_frozen_rows() if rows is None else rows,
            self._get_scope(),
            assembly.developer_key or None,
        )
