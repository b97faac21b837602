from odoo import models
from odoo.exceptions import UserError

ANSWERS = ("comment", "email")


class HelpdeskTicket(models.Model):
    """Answering, arriving, waiting and going on."""

    _inherit = "helpdesk.ticket"

    def action_wait(self):
        """Ask what it waits for."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_wait_action"
        )
        action["context"] = {"default_ticket_ids": self.ids}
        return action

    def action_resume(self):
        self._resume()

    def action_arrive(self):
        """Note that somebody is on site; it is the first answer, too."""
        self._log_clock_event("arrived")
        self.filtered(lambda t: t.user_id and t.stage_id.unattended).action_start()

    def _work_start(self, values):
        """Who starts on the page for the place is there."""
        result = super()._work_start(values)
        self.filtered(lambda t: not t.arrived_at)._log_clock_event("arrived")
        return result

    def action_answer(self):
        """Note that the requester was answered, by phone say."""
        self._log_clock_event("responded")

    def _log_clock_event(self, kind, **values):
        """Append an event to each open request; return the events."""
        self.check_access("write")
        self._check_open()
        return self._create_events(
            [{"ticket_id": ticket.id, "kind": kind, **values} for ticket in self]
        )

    def _check_open(self):
        for ticket in self.filtered("stage_id.is_finished"):
            raise UserError(
                self.env._("%(ticket)s is closed.", ticket=ticket.display_name)
            )

    def _wait(self, reason, note=None, **values):
        """Stop what the promise stops for ``customer``, ``parts`` or ``vote``.

        :param values: of the event, such as its ``date``
        """
        self._check_open()
        waiting = self.with_context(
            ticket_reason=note, property_wait_reason=reason, property_event_vals=values
        )
        for team, tickets in waiting.grouped("team_id").items():
            stage = team._get_waiting_stage(reason)
            moved = tickets.filtered(lambda t, stage=stage: t.stage_id != stage)
            moved.write({"stage_id": stage.id})
            facts = {"facts": {"wait": reason}, "reason": note or False, **values}
            (tickets - moved)._log_clock_event("waiting", **facts)

    def _resume(self, note=None, **values):
        """Go on with what waits; the rest is left alone."""
        waiting = self.filtered("wait_reason").with_context(
            ticket_reason=note, property_event_vals=values
        )
        for team, tickets in waiting.grouped("team_id").items():
            stage = team._get_working_stage()
            moved = tickets.filtered("stage_id.wait_reason")
            moved.write({"stage_id": stage.id})
            vals = {"reason": note or False, **values}
            (tickets - moved)._log_clock_event("resumed", **vals)
        return waiting

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        if message.message_type in ANSWERS and not message.is_internal:
            self._note_message(message)
        return result

    def _note_message(self, message):
        """A word of the requester ends waiting for him; one of staff is an answer."""
        author = message.author_id
        is_staff = any(not user.share for user in author.user_ids)
        # sudo: who may write a message need not be allowed to change the request
        open_sudo = self.sudo().filtered(lambda t: not t.stage_id.is_finished)
        if not is_staff:
            open_sudo.filtered(lambda t: t.wait_reason == "customer")._resume(
                self.env._("The requester has answered.")
            )
        elif not message.subtype_id.internal and message.subtype_id:
            unanswered = open_sudo.filtered(
                lambda t: not t.responded_at and t.partner_id != author
            )
            unanswered._log_clock_event("responded")
