from odoo import fields, models

from ...tools.dialler import DiallerError

FAILURES = {"busy": "busy", "no_answer": "no_answer"}


class PropertyCallEntry(models.Model):
    """Dialling, and the call that is recorded of it."""

    _inherit = "property.call.entry"

    def _get_call(self):
        """Return the call of the attempt that goes on, a new one if there is none."""
        return self._find_call() or self.env["property.call"].create(
            self._prepare_call_vals()
        )

    def _find_call(self):
        """Return the user's call that has no outcome yet."""
        going_on = self.call_ids.filtered(
            lambda call: not call.disposition_id and call.user_id == self.env.user
        )
        return going_on[-1:]

    def _prepare_call_vals(self):
        return {
            "direction": "outbound",
            "purpose": self.purpose,
            "entry_id": self.id,
            "partner_id": self.partner_id.id,
            "unit_id": self.unit_id.id,
            "site_id": self.site_id.id,
            "company_id": self.company_id.id,
            "number": self.partner_id.phone,
            "user_id": self.env.uid,
        }

    def _dial(self):
        call = self._get_call()
        dialler = self.env["property.call.dialler"]._get_for(
            self.site_id, self.company_id
        )
        try:
            dialled = dialler.dial(call.number or "", self.env.user.login, call.name)
        except DiallerError as error:
            return {
                "status": "failed",
                "href": "",
                "message": self.env._(
                    "The telephone did not take the call (%(reason)s). Try again or"
                    " dial by hand.",
                    reason=str(error),
                ),
            }
        if dialled.href:
            self._note_disclosure()
        return {"status": "dialled", "href": dialled.href, "message": ""}

    def _note_disclosure(self):
        """Log that the number was shown to an agent who sees it masked otherwise."""
        # the user's own rights: who may not see the customer dials nobody
        partner = self.partner_id.sudo(False)
        if partner._filter_masked():
            self.env["property.disclosure"].create(
                {
                    "kind": "dialled",
                    "partner_id": partner.id,
                    "reason": self.env._("Call list: %(list)s", list=self.list_id.name),
                }
            )


class PropertyCall(models.Model):
    _inherit = "property.call"

    def _finish_attempt(self, disposition):
        """End the call as its agent says, where no telephone system has said it."""
        self.ensure_one()
        vals = {"disposition_id": disposition.id}
        now = max(fields.Datetime.now(), self.offered_at)
        if disposition.is_reached:
            answered = self.answered_at or self.offered_at
            ended = self.ended_at or max(now, answered)
            vals |= {
                "answered_at": answered,
                "ended_at": ended,
                "wrapped_up_at": self.wrapped_up_at or max(now, ended),
                "failure": False,
            }
        elif not self.sender:
            failure = FAILURES.get(disposition.entry_state, "failed")
            vals |= {
                "answered_at": False,
                "ended_at": now,
                "wrapped_up_at": False,
                "failure": failure,
            }
        self.write(vals)
