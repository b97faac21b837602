import psycopg2

from odoo import models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain

from ...tools.call_event import BadEvent, parse_event
from ...tools.call_times import CallTimes, learn
from ..api.quiet_sql import refusals_expected

MOMENTS = {
    "offered_at": "offered",
    "answered_at": "answered",
    "ended_at": "ended",
    "wrapped_up_at": "wrapped_up",
}


class PropertyCallProvider(models.Model):
    """Events of calls, in any order and as often as they come: one call each."""

    _inherit = "property.call.provider"

    def _take_events(self, events):
        """Take what the telephone system tells; return an answer for each event.

        An answer is ``{"call_id", "status": "ok" | "error", "call": str, "changed":
            bool, "problems": [{"field", "message"}]}``. A call is never lost for a
            queue or an agent that nobody knows.
        """
        self.ensure_one()
        provider = self.with_company(self.company_id)
        # what is told twice at the same moment the database refuses, and Odoo repeats
        with refusals_expected():
            answers = [provider._take_event(told) for told in events]
            self.env.flush_all()
        return answers

    def _take_event(self, told):
        try:
            event = parse_event(told)
        except BadEvent as error:
            key = told.get("call_id") if isinstance(told, dict) else None
            return {
                "call_id": key if isinstance(key, (str, int)) else "",
                "status": "error",
                "call": "",
                "changed": False,
                "problems": [self._explain(error)],
            }
        problems = []
        vals = self._prepare_event_vals(event, problems)
        call, changed = self._save_event(event, vals)
        return {
            "call_id": event.key,
            "status": "ok",
            "call": call.name,
            "changed": changed,
            "problems": problems,
        }

    def _prepare_event_vals(self, event, problems):
        """Return what the event says besides the time; note what nobody knows."""
        vals = {
            "direction": event.direction,
            "number": event.number,
            "hold_seconds": event.hold,
            "failure": event.failure,
        }
        vals = {name: value for name, value in vals.items() if value not in (None, "")}
        for name, target, find in (
            ("queue", "queue_id", self._find_queue),
            ("agent", "user_id", self._find_agent),
        ):
            text = getattr(event, name)
            if not text:
                continue
            if found := find(text):
                vals[target] = found.id
            else:
                problems.append(self._explain(BadEvent(name, "nobody")))
        return vals

    def _save_event(self, event, vals):
        """Return the call, and whether the event told anything new."""
        Call = self.env["property.call"]
        call = Call.search(
            Domain("external_key", "=", event.key)
            & Domain("sender", "=", self.code)
            & Domain("company_id", "=", self.company_id.id)
        )
        known = call._get_times() if call else CallTimes(None)
        times = learn(known, event.kind, event.moment)
        moments = {name: getattr(times, kind) for name, kind in MOMENTS.items()}
        if not call:
            moments = {name: value for name, value in moments.items() if value}
            return self._create_call(event, vals | moments), True
        self._keep_known(call, event, vals)
        vals = {
            name: value
            for name, value in (vals | moments).items()
            if value and value != call._fields[name].convert_to_write(call[name], call)
        }
        if vals:
            call.write(vals)
            call._ring()
        return call, bool(vals)

    def _keep_known(self, call, event, vals):
        """Leave out what a late or repeated event must not turn back.

        The agent is who answered; number and queue are those first told.
        """
        if "number" in vals:
            vals["number"] = call._format_number(vals["number"], vals)
        if "hold_seconds" in vals:
            vals["hold_seconds"] = max(call.hold_seconds, vals["hold_seconds"])
        kept = ["number", "queue_id"]
        if event.kind != "answered":
            kept.append("user_id")
        for name in kept:
            if call[name]:
                vals.pop(name, None)

    def _create_call(self, event, vals):
        vals = {"external_key": event.key, "sender": self.code, **vals}
        vals.setdefault("direction", "inbound")
        try:
            with self.env.cr.savepoint():
                call = self.env["property.call"].create(vals)
                call.flush_recordset()
        except psycopg2.errors.UniqueViolation as error:
            # told twice at the same moment: Odoo takes the request again, and finds it
            raise ConcurrencyError(event.key) from error
        call._ring()
        return call

    def _explain(self, error):
        messages = {
            "json": self.env._("A JSON object is expected."),
            "object": self.env._("An event is a JSON object."),
            "list": self.env._("A list of events is expected."),
            "many": self.env._("These are too many events for one request."),
            "text": self.env._("A short text is expected."),
            "number": self.env._("A number of seconds is expected."),
            "datetime": self.env._(
                "A time in ISO 8601 such as 2026-03-02T10:00:00Z is expected."
            ),
            "nobody": self.env._(
                "This name is not known; the call is kept without it."
            ),
            "unknown": self.env._("This value is not known."),
        }
        return {"field": error.field, "message": messages[error.code]}
