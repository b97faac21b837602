from odoo import api, models


class PropertyCachedMixin(models.AbstractModel):
    """Records that answers kept by ``ormcache`` come from: a change forgets these."""

    _name = "property.cached.mixin"
    _description = "Answers from it are kept"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self._forget_answers()
        return records

    def write(self, vals):
        result = super().write(vals)
        self._forget_answers()
        return result

    def unlink(self):
        result = super().unlink()
        self._forget_answers()
        return result

    def _forget_answers(self):
        self.env.registry.clear_cache()
