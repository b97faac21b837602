from odoo import api, models


class PropertyPersonMixin(models.AbstractModel):
    """What names a person: only one whom the user sees already.

    Otherwise a guessed number, tied to a unit of his own, would show him a stranger.
    """

    _name = "property.person.mixin"
    _description = "Names a person"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_sees_people(self._get_people_to_name(vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._check_sees_people([vals.get("partner_id")])
        return super().write(vals)

    @api.model
    def _get_people_to_name(self, vals_list):
        ids = [vals["partner_id"] for vals in vals_list if "partner_id" in vals]
        if len(ids) < len(vals_list):
            ids.append(self.default_get(["partner_id"]).get("partner_id"))
        return ids

    @api.model
    def _check_sees_people(self, partner_ids):
        """Refuse people whom the user may not read, all in one query."""
        if not self.env.su:
            ids = {partner_id for partner_id in partner_ids if partner_id}
            self.env["res.partner"].browse(ids).check_access("read")
