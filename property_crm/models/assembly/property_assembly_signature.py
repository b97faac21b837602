from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class PropertyAssemblySignature(models.Model):
    """An owner who asks for an interim assembly."""

    _name = "property.assembly.signature"
    _inherit = ["property.person.mixin", "property.assembly.mixin"]
    _description = "Request of an owner for an assembly"
    _order = "assembly_id, signed_on, id"

    partner_id = fields.Many2one(
        "res.partner", string="Owner", required=True, index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="restrict"
    )
    signed_on = fields.Date(required=True, default=fields.Date.context_today)

    _owner_uniq = models.Constraint(
        "UNIQUE(assembly_id, unit_id, partner_id)", "This owner has signed already."
    )

    @api.constrains("partner_id", "unit_id", "signed_on", "assembly_id")
    def _check_is_owner(self):
        for signature in self:
            unit = signature.unit_id
            if unit.site_id != signature.assembly_id.site_id:
                raise ValidationError(
                    self.env._(
                        "Unit: %(unit)s is of another site.", unit=unit.display_name
                    )
                )
            # sudo: whether he owns it is asked, nothing of it is shown
            owners = unit.sudo()._get_legal_owners(signature.signed_on)[unit.sudo()]
            if signature.partner_id not in owners:
                raise ValidationError(
                    self.env._(
                        "Owner: %(name)s does not own %(unit)s on that day.",
                        name=signature.partner_id.name,
                        unit=unit.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        signatures = super().create(vals_list)
        signatures._check_draft()
        return signatures

    def write(self, vals):
        self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        self._check_draft()

    def _check_draft(self):
        if any(signature.assembly_id.state != "draft" for signature in self):
            raise UserError(
                self.env._("Request: it stays as it was when the owners were called.")
            )

    def _get_heads(self):
        """Return who asks, counted as in the vote: owners of the same units are one."""
        units = self.unit_id
        # sudo: which owners hold a unit together decides, whoever counts
        owners = units.sudo()._get_legal_owners()
        return {frozenset(people.ids) for people in owners.values()}
