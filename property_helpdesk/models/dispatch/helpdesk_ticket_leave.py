from odoo import api, fields, models
from odoo.fields import Domain


class HelpdeskTicket(models.Model):
    """Requests do not leave with the person who had them."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _free_archived(self, users):
        """Free what archived users have, or were about to be given."""
        # sudo: who archives a user need not see his requests
        tickets_sudo = self.sudo().search(
            self._get_work_domain()
            & (
                Domain("user_id", "in", users.ids)
                | Domain("handover_user_id", "in", users.ids)
            )
        )
        held = tickets_sudo.filtered(lambda t: t.user_id in users)
        reason = self.env._("No longer with us")
        held.with_context(ticket_reason=reason).write({"user_id": False})
        offered = tickets_sudo - held
        offered.with_context(ticket_reason=reason).write({"handover_user_id": False})
        self._refresh_owners([("owner_id", "in", users.ids)])
        return tickets_sudo

    def _may_stay(self, around=None):
        """Tell whether the holder works in the territory or belongs to the team.

        :param around: who works there, if the territory is still to change
        """
        self.ensure_one()
        if around is None:
            return self.user_id in self.assignable_user_ids
        # sudo: as for the people who can take it
        return self.user_id in around | self.team_id.sudo().user_ids

    @api.model
    def _free_left(self, staff):
        """Free what people have in territories where they do not work any more.

        :param staff: ``[(user, territory)]`` of memberships that ended; who still
            works there by another one, or belongs to the team, keeps his requests
        """
        staff = [(user.id, territory.id) for user, territory in staff]
        if not staff:
            return self.browse()
        domain = Domain.OR(
            Domain("user_id", "=", user_id)
            & Domain("territory_id", "child_of", territory_id)
            for user_id, territory_id in staff
        )
        # sudo: as for archived users
        held = self.sudo().search(self._get_work_domain() & domain)
        left = held.filtered(lambda t: not t._may_stay())
        reason = self.env._("No longer works in the territory")
        left.with_context(ticket_reason=reason).write({"user_id": False})
        return left

    @api.model
    def _cron_free_leavers(self):
        """Free what leavers have, and name who answers today for what nobody has."""
        Staff = self.env["property.territory.staff"]
        today = fields.Date.context_today(self)
        holders = self._read_group(
            self._get_work_domain() & Domain("user_id", "!=", False), ["user_id"]
        )
        users = self.env["res.users"].union(*(user for (user,) in holders))
        self._free_archived(users.filtered(lambda user: not user.active))
        ended = Staff.search([("date_to", "<", today), ("user_id", "in", users.ids)])
        self._free_left([(one.user_id, one.territory_id) for one in ended])
        self._refresh_owners([])
