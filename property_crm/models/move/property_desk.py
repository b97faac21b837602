from odoo import api, models
from odoo.exceptions import UserError


class PropertyDesk(models.AbstractModel):
    """Where requests go that are heard of elsewhere, if an addon has a desk."""

    _name = "property.desk"
    _description = "Takes requests"

    @api.model
    def _is_there(self):
        """Tell whether somebody takes requests."""
        return False

    @api.model
    def _take(self, values, key):
        """Make a request, one however often the same key comes.

        :param dict values: ``name``, ``text``, ``mood`` and what it is called in
            ``mood_label``, ids in ``partner_id``, ``unit_id`` and ``site_id``; what is
            not known is empty
        :param str key: who passes it on, and of what: ``lead:7``
        :return: ``{"model", "id", "number"}`` of the request
        """
        raise UserError(self.env._("No service desk is installed."))
