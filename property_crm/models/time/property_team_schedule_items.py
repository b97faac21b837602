from odoo import api, models

from .property_team_schedule_hours import ABSENCE

EVENT = "calendar.event"
PLANNER = "property_crm.group_property_dispatcher"


class PropertyTeamSchedule(models.AbstractModel):
    """What stands in the lanes."""

    _inherit = "property.team.schedule"

    @api.model
    def _get_items(self, users, start, stop):
        """Return ``{user id: [item]}``.

        An item is ``{"model", "id", "start", "stop", "label", "is_private",
        "is_absence", "is_busy", "is_movable", "is_allday", "color", "icon",
        "place"}``. Of what is private to the viewer there is neither id nor label.
        """
        busy = self.env[EVENT]._get_busy(users, start, stop)
        items = {
            user.id: [
                self._prepare_item(one)
                for one in busy.get(user.id, ())
                if one.start < stop and start < one.stop
            ]
            for user in users
        }
        self._reveal_events([item for rows in items.values() for item in rows])
        self._complete_items([item for rows in items.values() for item in rows])
        return items

    @api.model
    def _prepare_item(self, busy):
        is_absence = busy.model == ABSENCE
        return {
            "model": busy.model,
            "id": busy.id,
            "start": busy.start,
            "stop": busy.stop,
            "label": busy.label,
            "is_private": busy.private,
            "is_absence": is_absence,
            "is_busy": True,
            "is_movable": False,
            "is_allday": False,
            "color": 0,
            "icon": "",
            "place": "",
        }

    @api.model
    def _reveal_events(self, items):
        """Say of the events what the viewer may know; hide the rest."""
        mine = [item for item in items if item["model"] == EVENT]
        events = self.env[EVENT].browse({item["id"] for item in mine})
        # at once for all of them; core leaves what is private to the viewer empty
        events.fetch(["allday", "location", "user_id", "partner_ids", "recurrency"])
        hidden = events.filtered(lambda event: event._check_private_event_conditions())
        may_plan = self.env.user.has_group(PLANNER)
        me = self.env.user.partner_id
        for item in mine:
            event = events.browse(item["id"])
            is_mine = event.user_id == self.env.user or me in event.partner_ids
            item["is_allday"] = event.allday
            item["is_private"] = event in hidden
            item["is_movable"] = may_plan or is_mine
            item["place"] = event.location or ""
            item["icon"] = "fa-repeat" if event.recurrency else ""
        for item in items:
            if item["is_private"]:
                item |= {
                    "id": False,
                    "label": self.env._("Busy"),
                    "is_movable": False,
                    "place": "",
                    "icon": "fa-lock",
                }

    @api.model
    def _complete_items(self, items):
        """Say of items what only their model knows, for all of them at once.

        An addon gives items of its own a colour, an icon and another ``model`` and
        ``id``, under which its handler in the browser is found, and says whether they
        are ``is_movable``. It leaves those alone that are ``is_private``.
        """
