from odoo import api, models
from odoo.exceptions import AccessError


class PropertyReferenceGuard(models.AbstractModel):
    """Nobody points at a record that he may not read.

    Odoo asks record rules about the record that is written, as it was before, and
    never about the records it refers to. Without this, whoever may edit a unit, a
    membership or a territory of his own could move it into a site he does not work
    in, and see that site by it.
    """

    _name = "property.reference.guard"
    _description = "Refers only to what its author may see"
    # They follow from the place, and decide who sees the record. Odoo takes them from
    # any program that writes them, computed as they are.
    _kept_references = ("site_id", "territory_id", "company_id")

    _guarded_references = (
        "site_id",
        "building_id",
        "unit_id",
        "common_part_id",
        "territory_id",
        "parent_id",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_references(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_kept_references(vals)
        self._check_references([vals])
        return super().write(vals)

    @api.model
    def _check_kept_references(self, vals):
        """Raise AccessError if one is written that is only shown."""
        if self.env.su:
            return
        for name in self._kept_references:
            field = self._fields.get(name)
            if name in vals and field and field.readonly:
                raise AccessError(
                    self.env._(
                        "%(field)s: the system keeps it; nobody writes it by hand.",
                        field=field._description_string(self.env),
                    )
                )

    @api.model
    def _check_references(self, vals_list):
        """Raise AccessError if one of the records referred to may not be read."""
        if self.env.su:
            return
        for name in self._guarded_references:
            field = self._fields.get(name)
            if not field or field.type != "many2one":
                continue
            default = self.env.context.get(f"default_{name}")
            ids = {vals.get(name, default) for vals in vals_list} - {None, False}
            self.env[field.comodel_name].browse(ids).check_access("read")


class PropertyRightsSource(models.AbstractModel):
    """Records that decide who sees what."""

    _name = "property.rights.source"
    _inherit = ["property.cached.mixin", "property.reference.guard"]
    _description = "Decides who sees what"

    def _forget_answers(self):
        """Ask again who sees what, also about what this request has read already."""
        for model in self.env.values():
            if "in_my_territory" in model._fields:
                model.invalidate_model(["in_my_territory"], flush=False)
        return super()._forget_answers()
