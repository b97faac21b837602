from odoo import api, models

CHANNEL = "property_call"


class PropertyCall(models.Model):
    """The card that an agent sees when his telephone rings."""

    _inherit = "property.call"

    def _ring(self):
        """Tell the browsers of the agent, or of all agents of the queue.

        Only that there is something: what it is, each asks with rights of his own.
        """
        for call in self:
            agents = call.user_id | call.queue_id.user_ids
            for user in agents if call.direction == "inbound" else call.user_id:
                user._bus_send(CHANNEL, {"id": call.id, "state": call.state})

    @api.readonly
    def api_popup(self):
        """Return what to show of a call while it rings and goes on.

        :return: ``{"id", "name", "state", "direction", "number" (as the user may see
            it), "queue", "talk_target" (seconds, 0: none), "answered_at" (ISO 8601,
            UTC, or ""), "is_mine", "is_free" (nobody's yet), "is_manual" (no
            telephone system tells of it), "partner_id", "candidates": as
            ``api_caller``, "note", "can_request"}``
        :rtype: dict
        :raise AccessError: the user may not see the call
        """
        self.ensure_one()
        self.check_access("read")
        people = self.partner_id._filtered_access("read") or self.caller_ids
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "direction": self.direction,
            # read() masks what the user sees masked
            "number": self.read(["number"])[0]["number"] or "",
            "queue": self.queue_id.name or "",
            "talk_target": self.queue_id.talk_target,
            "answered_at": f"{self.answered_at.isoformat()}Z"
            if self.answered_at
            else "",
            "is_mine": self.user_id == self.env.user,
            "is_free": not self.user_id,
            "is_manual": not self.sender,
            "partner_id": self.partner_id.id,
            "candidates": people._prepare_callers(self),
            "note": self.note or "",
            "can_request": self._can_request(),
        }

    @api.model
    def _can_request(self):
        """Hook: whether an addon makes requests of calls."""
        return False

    def action_new_request(self):
        """Hook: open a new request with what is known from the call."""
        self.ensure_one()
        return False
