from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .property_visit import OPEN

# Who comes within so many hours of the plan comes for this visit.
NEAR = timedelta(hours=12)


class PropertyVisit(models.Model):
    """From planned to done, missed or cancelled; each step is in the log."""

    _inherit = "property.visit"

    def action_leave(self):
        """Say that one is on the way; the resident is told once."""
        visits = self._get_to_change("planned")
        # sudo: the system keeps when what happened
        visits.sudo().write({"state": "on_the_way", "left_at": fields.Datetime.now()})
        visits._log("visit_way")
        visits._tell("way")

    def action_arrive(self):
        """Say that one is there; the clock of the request hears it from the log."""
        visits = self._get_to_change("planned", "on_the_way")
        visits._log("arrived")
        waiting = visits.ticket_id.filtered(
            lambda ticket: ticket.user_id and ticket.stage_id.unattended
        )
        waiting.action_start()

    def action_finish(self):
        """Say that one has left again; the request may need another visit."""
        self._get_to_change("on_site")._finish()

    def _finish(self):
        # sudo: states are kept by the system, of visits whose change was checked
        self.sudo().write({"state": "done", "ended_at": fields.Datetime.now()})
        self._end("visit_done")

    def action_agree(self):
        """Note that the resident has agreed to the time, by phone say."""
        visits = self._get_to_change("planned")
        # sudo: the same
        visits.sudo().write({"agreed_at": fields.Datetime.now()})

    def action_miss(self):
        """Ask why nothing came of it."""
        return self._ask_why("property_helpdesk.property_visit_miss_action")

    def action_cancel(self):
        """Ask why nobody goes there."""
        return self._ask_why("property_helpdesk.property_visit_cancel_action")

    def _ask_why(self, xmlid):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["context"] = {"default_visit_ids": self.ids}
        if xmlid.endswith("cancel_action"):
            action["context"]["default_is_cancelled"] = True
        return action

    def action_not_at_home(self):
        """What technicians say most, with one touch."""
        self._miss("not_at_home")

    def _miss(self, miss_reason, note=None):
        visits = self._get_to_change(*OPEN)
        # sudo: the same
        visits.sudo().write(
            {
                "state": "missed",
                "miss_reason": miss_reason,
                "reason": note or False,
                "ended_at": fields.Datetime.now(),
            }
        )
        # whoever was not at home may choose another time
        visits.ticket_id._offer_visit()
        visits._end("visit_missed")
        visits._tell("missed")

    def _cancel(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Reason: say why nobody goes there."))
        visits = self._get_to_change(*OPEN)
        visits._withdraw(reason)
        visits._tell("cancelled")

    def _withdraw(self, reason):
        """Cancel without a word to the resident."""
        # sudo: the same; who closes a request cancels its visits
        self.sudo().write(
            {
                "state": "cancelled",
                "reason": reason,
                "ended_at": fields.Datetime.now(),
            }
        )
        self._end("visit_cancelled")

    def _end(self, kind):
        self._free_time()
        self._log(kind)
        self._refresh_requests()

    def _get_to_change(self, *states):
        """Return those that are in one of the states; the rest is past that."""
        self._check_may_act()
        return self.filtered(lambda visit: visit.state in states)

    def _check_may_act(self):
        """Who goes there says so, who has the request, or a dispatcher."""
        self.check_access("write")
        if self.env["helpdesk.ticket"]._may_assign_others():
            return
        me = self.env.user
        for visit in self:
            if me not in visit.user_id | visit.ticket_id.user_id:
                raise AccessError(
                    self.env._(
                        "%(visit)s is the visit of %(user)s. Ask him, or a dispatcher.",
                        visit=visit.display_name,
                        user=visit._get_who(),
                    )
                )

    # The log.

    def _log(self, kind, before=None):
        self.ticket_id._create_events(
            [
                {
                    "ticket_id": visit.ticket_id.id,
                    "kind": kind,
                    "old_value": before and visit._describe(before[visit.id]),
                    "new_value": visit._describe(visit._get_plan()),
                    "new_ref": visit.id,
                    "reason": visit._get_logged_reason(),
                }
                for visit in self
            ]
        )

    def _get_logged_reason(self):
        label = dict(self._fields["miss_reason"]._description_selection(self.env)).get(
            self.miss_reason
        )
        parts = [label, self.reason, self.clash_reason]
        return " · ".join(filter(None, parts)) or False

    def _describe(self, plan):
        """Return who comes when, as the log keeps it."""
        span = self.ticket_id.site_id._format_span(plan["start"], plan["stop"])
        firm = plan["subcontract_id"].sudo().partner_id  # sudo: names only
        who = plan["user_id"].sudo().name or firm.name
        return ", ".join(filter(None, [span, who]))

    def _get_who(self):
        # sudo: the name of who comes is told to whoever sees the visit
        visit_sudo = self.sudo()
        return visit_sudo.user_id.name or visit_sudo.subcontract_id.partner_id.name

    @api.model
    def _note_arrivals(self, events):
        """Somebody is on site, whatever he pressed: his visit has begun."""
        visits = self._find_arrived(events)
        for event, visit in visits.items():
            visit.write({"state": "on_site", "arrived_at": event.date})

    @api.model
    def _find_arrived(self, events):
        """Return ``{event: visit as superuser}``."""
        # sudo: whoever tells the log need not see the plan
        waiting_sudo = self.sudo().search(
            [
                ("ticket_id", "in", events.ticket_id.ids),
                ("state", "in", ("planned", "on_the_way")),
            ],
            order="start, id",
        )
        found = {}
        for event in events:
            mine = waiting_sudo.filtered(
                lambda visit, event=event: (
                    visit.id == event.new_ref
                    if event.new_ref
                    else visit.ticket_id == event.ticket_id
                    and visit.user_id in (event.user_id, event.ticket_id.user_id)
                    and abs(visit.start - event.date) <= NEAR
                )
            )
            if mine:
                found[event] = mine[0]
        return found

    def action_work(self):
        """Open the page for work on the place."""
        self.ensure_one()
        return self.ticket_id.action_work()
