from odoo import models

from .property_visit import MISS_REASONS, OPEN


class HelpdeskTicket(models.Model):
    """The visit on the page for the phone: on my way, I am here, not at home."""

    _inherit = "helpdesk.ticket"

    def _get_my_visit(self):
        """Return the next open visit of the user, or of whoever it is for."""
        visits = self.visit_ids.filtered(lambda v: v.state in OPEN).sorted("start")
        mine = visits.filtered(lambda visit: visit.user_id == self.env.user)
        return (mine or visits)[:1]

    def _prepare_work_head(self):
        visit = self._get_my_visit()
        reasons = self.env["property.visit"]._fields["miss_reason"]
        return {
            **super()._prepare_work_head(),
            "visit": visit
            and {
                "id": visit.id,
                "state": visit.state,
                "text": visit.window_text or "",
                "time": self.site_id._format_span(visit.start, visit.stop),
                "is_agreed": bool(visit.agreed_at),
            },
            "miss_reasons": reasons._description_selection(self.env),
        }

    def _work_way(self, _values):
        self._check_work_open()
        self._get_my_visit().action_leave()

    def _work_here(self, _values):
        self._check_work_open()
        self._get_my_visit().action_arrive()

    def _work_missed(self, values):
        self._check_work_open()
        reason = values.get("reason")
        known = dict(MISS_REASONS)
        note = str(values.get("note") or "")[:200]
        self._get_my_visit()._miss(reason if reason in known else "not_made", note)
