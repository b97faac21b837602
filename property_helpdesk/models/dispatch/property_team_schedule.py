from odoo import api, models
from odoo.fields import Domain


class PropertyTeamSchedule(models.AbstractModel):
    """The schedule of a team."""

    _inherit = "property.team.schedule"

    @api.model
    def _get_filters(self):
        teams = self.env["helpdesk.ticket.team"].search_fetch([], ["name"])
        return [
            *super()._get_filters(),
            {
                "name": "team_id",
                "label": self.env._("Team"),
                "empty": self.env._("All teams"),
                "options": [[team.id, team.name] for team in teams],
            },
        ]

    @api.model
    def _get_people_domain(self, choice, staff):
        """Show the whole team, wherever its members work, if nothing else is chosen."""
        key = choice.get("team_id")
        domain = super()._get_people_domain(choice, staff)
        if not isinstance(key, int) or not key:
            return domain
        team = self.env["helpdesk.ticket.team"].search([("id", "=", key)])
        members = Domain("id", "in", team.user_ids.ids)
        narrows = choice.get("territory_id") or choice.get("role")
        return domain & members if narrows else members
