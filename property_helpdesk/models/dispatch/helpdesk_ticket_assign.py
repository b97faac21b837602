from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ASSIGNERS = (
    "property_crm.group_property_dispatcher",
    "property_crm.group_property_integration",
)


class HelpdeskTicket(models.Model):
    """Giving requests to people."""

    _inherit = "helpdesk.ticket"

    assignable_user_ids = fields.Many2many(
        "res.users",
        string="Who can take it",
        compute="_compute_assignable_user_ids",
        help="Staff of the territory, or of the team.",
    )

    @api.depends("territory_id", "team_id", "company_id")
    def _compute_assignable_user_ids(self):
        by_territory = self._get_users_by_territory(self.territory_id)
        for ticket in self:
            users = by_territory.get(ticket.territory_id.id, self.env["res.users"])
            # sudo: members of a team are offered to dispatchers of all sites
            ticket.assignable_user_ids = (
                users
                | ticket.team_id.sudo().user_ids.filtered(
                    lambda user: user.active and not user.share
                )
            )

    @api.model
    def _get_users_by_territory(self, territories):
        """Return ``{territory id: people who work there today}``."""
        Staff = self.env["property.territory.staff"]
        # sudo: a dispatcher is offered the colleagues without reading the staff list
        territories_sudo = territories.sudo()
        chains = {
            territory.id: [int(i) for i in territory.parent_path.split("/") if i]
            for territory in territories_sudo
        }
        ids = {i for chain in chains.values() for i in chain}
        today = fields.Date.context_today(self)
        staff_sudo = Staff.sudo().search(
            Staff._get_on_date_domain(today)
            & fields.Domain("territory_id", "in", sorted(ids))
            & fields.Domain("user_id.active", "=", True)
        )
        people = {}
        for staff in staff_sudo:
            people.setdefault(staff.territory_id.id, self.env["res.users"])
            people[staff.territory_id.id] |= staff.user_id
        return {
            territory_id: self.env["res.users"].union(
                *(people.get(i, self.env["res.users"]) for i in chain)
            )
            for territory_id, chain in chains.items()
        }

    @api.model
    def _may_assign_others(self):
        """Tell whether the user gives work to people, or only takes it."""
        return self.env.su or any(map(self.env.user.has_group, ASSIGNERS))

    def _check_may_assign(self, user_id):
        """Refuse to give work to others without the right to.

        Everybody may take what nobody has, and give back his own.
        """
        if self._may_assign_others():
            return
        uid = self.env.uid
        for ticket in self:
            holder = ticket.user_id
            is_taken = user_id == uid and not holder
            is_given_back = not user_id and holder.id == uid
            if holder.id != (user_id or False) and not (is_taken or is_given_back):
                raise ticket._get_assigning_refused()

    def _get_assigning_refused(self):
        return AccessError(
            self.env._(
                "%(ticket)s: dispatchers assign requests. You can take one"
                " that nobody has, and give back your own.",
                ticket=self.display_name,
            )
        )

    @api.model
    def _check_may_create_assigned(self, vals_list):
        """Refuse to give a new request to others without the right to."""
        given = {vals.get("user_id") or self.env.uid for vals in vals_list}
        if given != {self.env.uid} and not self._may_assign_others():
            raise AccessError(
                self.env._(
                    "Assigned to: leave it empty or take it yourself; dispatchers"
                    " give requests to others."
                )
            )

    def _check_holders(self):
        """Refuse holders whom neither the territory nor the team knows.

        Who takes a request himself sees it already.
        """
        given = self.filtered(lambda t: t.user_id and t.user_id != self.env.user)
        if self.env.su or not given:
            return
        for ticket in given:
            ticket._check_knows(ticket.user_id)

    def _check_knows(self, user):
        if user and user not in self.assignable_user_ids:
            raise UserError(
                self.env._(
                    "Assigned to: %(user)s works neither in the territory nor in"
                    " the team of %(ticket)s.",
                    user=user.name,
                    ticket=self.display_name,
                )
            )

    def action_give_back(self):
        """Ask why one's own request is for somebody else after all."""
        return {
            **self.action_assign(),
            "name": self.env._("Give back"),
        }

    def action_assign(self):
        """Ask to whom, and why if somebody has it already."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_assign_action"
        )
        action["context"] = {"default_ticket_ids": self.ids}
        if len(self) == 1 and self._may_assign_others():
            best = self._propose()[self][:1]
            if not self.user_id and best and best[0].is_eligible:
                action["context"]["default_user_id"] = best[0].key
        return action

    def _assign(self, user, reason=None):
        """Give the requests to ``user``, whom their territory or team must know."""
        for ticket in self:
            ticket._check_knows(user)
        changed = self.filtered(lambda ticket: ticket.user_id != user)
        changed.with_context(ticket_reason=reason).write({"user_id": user.id})
        return changed

    def assign_to_me(self):
        """Take requests nobody has yet; dispatchers say why they take another's."""
        taken = self.filtered(lambda t: t.user_id and t.user_id != self.env.user)
        if taken and self._may_assign_others():
            return self.action_assign()
        self._assign(self.env.user)
        return None

    def _compute_user_id(self):
        """Keep a person of the territory when the team changes.

        helpdesk_mgmt takes the request away from everybody outside the new team.
        """
        for ticket in self:
            user = ticket.user_id
            if user and ticket.team_id and user not in ticket.assignable_user_ids:
                ticket.user_id = False
