from odoo import api, models
from odoo.exceptions import ValidationError

from .property_assembly_deadline import OBJECTION


class PropertyAssemblyObjection(models.Model):
    """Only against what was announced, only in time; it stays as it came in."""

    _inherit = "property.assembly.objection"

    @api.constrains("assembly_id", "date")
    def _check_in_time(self):
        for objection in self:
            assembly = objection.assembly_id
            told, until = assembly.announced_on, assembly.objection_until
            if assembly.state != "announced" or not told:
                raise ValidationError(
                    self.env._("Objection: no result is open to objections here.")
                )
            if not told <= objection.date <= until:
                raise ValidationError(
                    self.env._(
                        "Objection: it came outside of the days from %(first)s to"
                        " %(last)s.",
                        first=told,
                        last=until,
                    )
                )

    @api.constrains("assembly_id", "partner_id")
    def _check_is_owner(self):
        for objection in self:
            if not objection.assembly_id._is_in_register(objection.partner_id):
                raise ValidationError(
                    self.env._(
                        "Owner: %(name)s is not in the register of the vote.",
                        name=objection.partner_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        objections = super().create(vals_list)
        for assembly in objections.assembly_id:
            assembly._plan_answer()
        return objections

    def write(self, vals):
        if {"assembly_id", "partner_id", "date", "text"} & vals.keys():
            self._check_open()
        if "answer" in vals:
            self._check_not_ended()
        result = super().write(vals)
        for assembly in self.assembly_id if "answer" in vals else ():
            if assembly._are_objections_answered():
                assembly.activity_feedback([OBJECTION])
        return result

    def _check_not_ended(self):
        if any(one.assembly_id.state != "announced" for one in self):
            raise ValidationError(
                self.env._("The result is final: what was answered stays as it is.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ended(self):
        self._check_open()

    def _check_open(self):
        if any(one.answer or one.assembly_id.state != "announced" for one in self):
            raise ValidationError(
                self.env._("An objection that was answered stays as it came in.")
            )
        others = self.filtered(lambda one: one.create_uid != self.env.user)
        if others and not self.env.su:
            raise ValidationError(
                self.env._(
                    "An objection stays as it came in: only who has entered it can put"
                    " it right."
                )
            )
