from odoo import api, fields, models
from odoo.exceptions import UserError


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

    def action_assign(self):
        """Ask to whom, and why if somebody has it already."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_assign_action"
        )
        action["context"] = {"default_ticket_ids": self.ids}
        return action

    def _assign(self, user, reason=None):
        """Give the requests to ``user``, whom their territory or team must know."""
        for ticket in self:
            if user and user not in ticket.assignable_user_ids:
                raise UserError(
                    self.env._(
                        "Assigned to: %(user)s works neither in the territory nor in"
                        " the team of %(ticket)s.",
                        user=user.name,
                        ticket=ticket.display_name,
                    )
                )
        changed = self.filtered(lambda ticket: ticket.user_id != user)
        changed.with_context(ticket_reason=reason).write({"user_id": user.id})
        return changed

    def assign_to_me(self):
        """Take requests nobody has yet; for others the wizard asks the reason."""
        if any(ticket.user_id and ticket.user_id != self.env.user for ticket in self):
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
