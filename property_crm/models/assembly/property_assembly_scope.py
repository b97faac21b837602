from odoo import fields, models
from odoo.exceptions import ValidationError


class PropertyAssemblyScope(models.AbstractModel):
    """Whose units decide: all of the site, or those who share what it is about."""

    _name = "property.assembly.scope"
    _description = "Scope of a vote"

    building_id = fields.Many2one(
        "property.building",
        domain="[('site_id', '=', site_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    entrance = fields.Char()
    unit_ids = fields.Many2many(
        "property.unit", string="Units", domain="[('site_id', '=', site_id)]"
    )

    def _check_scope_fields(self, site):
        """Refuse a scope that names nothing, or another site."""
        self.ensure_one()
        named = self.building_id.site_id | self.unit_ids.site_id
        if named - site:
            raise ValidationError(self.env._("Scope: it is in another site."))
        if self.scope in ("building", "entrance") and not self.building_id:
            raise ValidationError(self.env._("Scope: name the building."))
        if self.scope == "entrance" and not self.entrance:
            raise ValidationError(self.env._("Scope: name the entrance."))
        if self.scope == "units" and not self.unit_ids:
            raise ValidationError(self.env._("Scope: name the units."))
