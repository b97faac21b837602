from odoo import api, models
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
            if not motion._get_rule().needs_vote:
                continue
            seats = motion.seats if motion.kind == "election" else 0
            if motion.kind == "election" and not (seats > 0 and motion.candidate_ids):
                raise ValidationError(
                    self.env._(
                        "“%(motion)s”: name the seats and the candidates.",
                        motion=motion.name,
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
