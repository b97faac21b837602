from odoo import api, models
from odoo.fields import Domain


class CrmLead(models.Model):
    """Who may see a prospect. One global record rule asks this field.

    It is global because core's own rules give whole groups every lead, and rules of
    groups are joined by OR.
    """

    _inherit = "crm.lead"

    @api.depends("territory_id", "site_id", "user_id")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        visible = self.filtered_domain(self._get_visible_domain())
        for lead in self:
            lead.in_my_territory = lead in visible

    def _search_in_my_territory(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_visible_domain()

    @api.model
    def _get_visible_domain(self):
        """Return the prospects of the user's territories, his own, and those of no
        place, which wait for whoever asks where they want to live."""
        territory_ids = self.env.user._get_territory_ids()
        if territory_ids is None:
            return Domain.TRUE
        return (
            Domain("territory_id", "in", sorted(territory_ids))
            | Domain("user_id", "=", self.env.uid)
            | (Domain("site_id", "=", False) & Domain("territory_id", "=", False))
        )
