from odoo import api, models
from odoo.exceptions import ValidationError


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
            # sudo: the register tells who is an owner, nothing of it is shown
            rows_sudo = objection.sudo().assembly_id.row_ids
            owners = {key for row in rows_sudo for key in row.owner_keys or ()}
            owners |= set(rows_sudo.representative_id.ids)
            if objection.partner_id.id not in owners:
                raise ValidationError(
                    self.env._(
                        "Owner: %(name)s is not in the register of the vote.",
                        name=objection.partner_id.display_name,
                    )
                )

    def write(self, vals):
        if {"assembly_id", "partner_id", "date", "text"} & vals.keys():
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ended(self):
        self._check_open()

    def _check_open(self):
        if any(one.answer or one.assembly_id.state != "announced" for one in self):
            raise ValidationError(
                self.env._("An objection that was answered stays as it came in.")
            )
