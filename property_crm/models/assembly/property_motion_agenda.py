from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# What stands on the agenda: only what was announced is voted on.
AGENDA_FIELDS = frozenset(
    (
        "assembly_id",
        "sequence",
        "name",
        "text",
        "kind",
        "rule_id",
        "rule_data",
        "is_secret",
        "seats",
        "candidate_ids",
        "scope",
        "building_id",
        "entrance",
        "unit_ids",
    )
)


class PropertyMotion(models.Model):
    """The agenda is locked when the owners are called, for everybody."""

    _inherit = "property.motion"

    @api.model_create_multi
    def create(self, vals_list):
        motions = super().create(vals_list)
        motions._check_agenda_open()
        return motions

    def write(self, vals):
        if "rule_data" in vals and not self.env.su:
            raise UserError(self.env._("Rule: the system copies it with the call."))
        if AGENDA_FIELDS & vals.keys():
            self._check_agenda_open()
        result = super().write(vals)
        if "assembly_id" in vals:
            self._check_agenda_open()  # also that of the assembly it was moved to
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        self._check_agenda_open()

    def _check_agenda_open(self):
        for assembly in self.assembly_id:
            if assembly.frozen_on or assembly.state != "draft":
                raise UserError(
                    self.env._(
                        "Agenda: it was announced with the call, and only what stands"
                        " on it is voted on."
                    )
                )

    @api.constrains("scope", "building_id", "entrance", "unit_ids", "assembly_id")
    def _check_scope(self):
        for motion in self:
            motion._check_scope_fields(motion.assembly_id.site_id)

    def _check_can_be_called(self):
        """Raise what a motion lacks before the owners can be called."""
        for motion in self:
            motion._check_rule_in_force()
            rule = motion._get_rule()
            if motion.kind == "election":
                motion._check_election(rule.election)

    def _check_rule_in_force(self):
        """The rule of the day of the vote decides, not one that is past or to come."""
        day = self._get_rule_day()
        # sudo: the rules are no secret, whoever prepares an assembly goes by them
        rule_sudo = self.sudo().rule_id
        if not rule_sudo.filtered_domain(rule_sudo._get_valid_domain(day)):
            raise ValidationError(
                self.env._(
                    "“%(motion)s”: the rule “%(rule)s” is not in force on %(day)s.",
                    motion=self.name,
                    rule=rule_sudo.name,
                    day=fields.Date.to_string(day),
                )
            )

    def _check_election(self, election):
        if not election:
            raise ValidationError(
                self.env._(
                    "“%(motion)s”: nobody is elected by the rule “%(rule)s”. Choose"
                    " one for elections.",
                    motion=self.name,
                    rule=self.sudo().rule_id.name,  # sudo: as above, no secret
                )
            )
        if not (self.seats > 0 and self.candidate_ids):
            raise ValidationError(
                self.env._(
                    "“%(motion)s”: name the seats and the candidates.",
                    motion=self.name,
                )
            )
        needed, number = self.candidates_needed, len(self.candidate_ids)
        if number < needed:
            raise ValidationError(
                self.env._(
                    "“%(motion)s”: for %(seats)s seats at least %(needed)s candidates"
                    " are needed; %(number)s stand for election.",
                    motion=self.name,
                    seats=self.seats,
                    needed=needed,
                    number=number,
                )
            )


class PropertyMotionCandidate(models.Model):
    """Who stands is announced with the call as well."""

    _inherit = "property.motion.candidate"

    @api.model_create_multi
    def create(self, vals_list):
        candidates = super().create(vals_list)
        candidates.motion_id._check_agenda_open()
        return candidates

    def write(self, vals):
        self.motion_id._check_agenda_open()
        result = super().write(vals)
        self.motion_id._check_agenda_open()  # also that it was moved to
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        self.motion_id._check_agenda_open()
