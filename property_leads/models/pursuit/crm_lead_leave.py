from odoo import api, fields, models
from odoo.fields import Domain


class CrmLead(models.Model):
    """A leaver's book: given on the same day, and nothing of it is lost."""

    _inherit = "crm.lead"

    @api.model
    def _free_archived(self, users):
        """Give on what archived users have."""
        # sudo: who archives a user need not see his prospects
        held_sudo = self.sudo().search(
            self._get_pursued_domain() & Domain("user_id", "in", users.ids)
        )
        return held_sudo._give_on(self.env._("No longer with us"))

    @api.model
    def _free_left(self, staff):
        return self._free_pairs([(one.user_id, one.territory_id) for one in staff])

    @api.model
    def _free_pairs(self, pairs):
        """Give on what people have in territories where they work no more.

        :param pairs: ``[(user, territory)]`` of memberships that ended
        """
        if not pairs:
            return self.browse()
        # sudo: as for archived users
        held_sudo = self.sudo().search(
            self._get_pursued_domain()
            & Domain.OR(
                Domain("user_id", "=", user.id)
                & Domain("territory_id", "child_of", territory.id)
                for user, territory in pairs
            )
        )
        left = held_sudo.filtered(lambda lead: not lead._may_keep())
        return left._give_on(self.env._("No longer works in the territory"))

    def _may_keep(self):
        """Tell whether its holder still works where it is, by another membership."""
        own = self.user_id._get_territory_ids()
        return own is None or not self.territory_id or self.territory_id.id in own

    def _give_on(self, reason, user=None):
        """Give these to somebody, or to whose turn it is."""
        leads = self.with_context(lead_reason=reason)
        if user:
            leads.write({"user_id": user.id})
            return leads
        leavers = leads.user_id
        leads.write({"user_id": False})
        leads._distribute(without=leavers)
        return leads

    @api.model
    def _cron_free_leavers(self):
        """Memberships end by date, too, and who answers changes with the day."""
        Staff = self.env["property.territory.staff"]
        holders = self._read_group(
            self._get_pursued_domain() & Domain("user_id", "!=", False), ["user_id"]
        )
        users = self.env["res.users"].union(*(user for (user,) in holders))
        self._free_archived(users.filtered(lambda user: not user.active))
        today = fields.Date.context_today(self)
        self._free_left(
            Staff.search([("date_to", "<", today), ("user_id", "in", users.ids)])
        )
        waiting = self.search(self._get_waiting_domain())
        self.env.add_to_compute(self._fields["owner_id"], waiting)
