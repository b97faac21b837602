from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyAssembly(models.Model):
    """A vote goes by the rules of procedure of its day, nobody picks others."""

    _inherit = "property.assembly"

    procedure_id = fields.Many2one(
        compute="_compute_procedure_id",
        store=True,
        help="Those of the site that are in force on the day of the vote.",
    )

    @api.depends("site_id", "meeting_at", "opens_at")
    def _compute_procedure_id(self):
        for assembly in self:
            assembly.procedure_id = assembly._find_procedure()

    def _find_procedure(self):
        """Return those in force on the day of the vote; once called, those it had."""
        if self.state != "draft" or not self.site_id:
            return self.procedure_id
        day = self._get_vote_day() or self.site_id._get_today()
        return self.env["property.vote.procedure"]._get_for(self.site_id, day)

    def _check_can_be_called(self):
        # adopted or changed since the assembly was prepared
        self.procedure_id = self._find_procedure()
        return super()._check_can_be_called()

    def _freeze(self, entries=None):
        result = super()._freeze(entries)
        self.motion_ids._check_weights(self._get_frozen_rows())
        return result


class PropertyMotion(models.Model):
    _inherit = "property.motion"

    rule_sentence = fields.Text(
        string="What it must reach",
        compute="_compute_rule_sentence",
        help="The voting rule with the rules of procedure of the site, in words.",
    )

    @api.depends("rule_id.data", "rule_data", "assembly_id.procedure_id")
    @api.depends_context("lang")
    def _compute_rule_sentence(self):
        rules = self.env["property.vote.rule"]
        for motion in self:
            motion.rule_sentence = False
            if motion.rule_id or motion.rule_data:
                try:
                    data = motion._get_rule_data()
                except ValidationError as error:
                    motion.rule_sentence = error.args[0]
                else:
                    motion.rule_sentence = rules._say(data, with_details=True)

    def _check_weights(self, rows):
        """Refuse a vote that nobody could count, for want of anything to count by."""
        for motion in self:
            rule = motion._get_rule()
            if not rule.needs_vote:
                continue
            totals = motion._make_register(rows).totals
            labels = motion._get_measure_labels()
            missing = [labels[name] for name in rule.get_measures() if not totals[name]]
            if missing:
                raise ValidationError(
                    self.env._(
                        "“%(motion)s”: the rule counts by %(measures)s, and no unit of"
                        " the register has any.",
                        motion=motion.name,
                        measures=", ".join(missing),
                    )
                )
