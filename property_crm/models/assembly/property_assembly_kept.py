from odoo import api, models


class PropertyAssemblyKept(models.AbstractModel):
    """What the system keeps is not brought in with a new record either.

    Odoo fills what the values of a new record do not name from the context
    (``default_*``) and from the defaults users save, whatever the screen may write.
    Here both hold for nothing that is kept, and values name it for nobody but the
    system itself.
    """

    _name = "property.assembly.kept"
    _description = "Keeps fields that no hand writes"

    @api.model
    def _get_kept_fields(self):
        """Return the names: what is stored and only shown, computed fields apart."""
        return frozenset(
            name
            for name, field in self._fields.items()
            if field.store
            and field.readonly
            and not field.compute
            and name not in models.MAGIC_COLUMNS
        )

    @api.model
    def default_get(self, fields):
        kept = self._get_kept_fields() & set(fields)
        values = super().default_get([name for name in fields if name not in kept])
        for name in kept:
            if default := self._fields[name].default:
                values[name] = default(self)
        return values

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            kept = self._get_kept_fields()
            vals_list = [
                {name: value for name, value in vals.items() if name not in kept}
                for vals in vals_list
            ]
        return super().create(vals_list)
