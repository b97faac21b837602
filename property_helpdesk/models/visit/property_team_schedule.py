from odoo import api, models

from odoo.addons.property_crm.models.time.property_team_schedule_items import EVENT


class PropertyTeamSchedule(models.AbstractModel):
    """Visits in the schedule of the team, for whoever sees their requests."""

    _inherit = "property.team.schedule"

    @api.model
    def _reveal_events(self, items):
        """A visit is private in the calendar; here it is what it is."""
        if self.env["property.visit"].has_access("read"):
            self._reveal_visits([item for item in items if item["model"] == EVENT])
        return super()._reveal_events(items)

    @api.model
    def _reveal_visits(self, items):
        visits = self.env["property.visit"].search_fetch(
            [("event_id", "in", [item["id"] for item in items])],
            ["event_id", "ticket_id", "user_id", "state"],
        )
        # sudo: the rules have let the visits through; this is their number only
        by_event = {visit.sudo().event_id.id: visit for visit in visits}
        may_give = self.env["helpdesk.ticket"]._may_assign_others()
        for item in items:
            visit = by_event.get(item["id"])
            if not visit:
                continue
            ticket = visit.ticket_id
            is_mine = visit.user_id == self.env.user
            item |= {
                "model": visit._name,
                "id": visit.id,
                "label": " · ".join(filter(None, [ticket.name, ticket.place_name])),
                "place": ticket.place_name or "",
                "is_private": False,
                "is_movable": visit.state == "planned" and (may_give or is_mine),
                "icon": "fa-wrench",
            }
