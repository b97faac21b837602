from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.property_crm.models.api.changes import format_value
from odoo.addons.property_crm.models.api.property_api_mixin import MAX_LIMIT
from odoo.addons.property_crm.tools.api_rows import KEY, ApiField
from odoo.addons.property_crm.tools.change_cursor import (
    START,
    BadCursor,
    Position,
    decode,
    encode,
)

from ..intake.api_tables import API_OPTIONS, API_TABLES

CURSOR = "helpdesk.ticket/deadlines"
API_TABLES["event"] = (
    ApiField("id", "integer"),
    ApiField("event_key", required=True),
    ApiField("event", "selection", required=True),
    ApiField("date", "datetime"),
    ApiField("wait", "selection", "wait_reason"),
    ApiField("text", field="ticket_reason"),
)
API_OPTIONS["event"] = ["responded", "arrived", "waiting", "resumed", "note"]
DEADLINES = (
    ApiField("number"),
    ApiField("promise", "reference", "sla_policy_id", key="name"),
    ApiField("state", "selection", "sla_state"),
    ApiField("next", "selection", "sla_due_kind"),
    ApiField("next_due", "datetime", "sla_due"),
    ApiField("response_due", "datetime"),
    ApiField("responded", "datetime", "responded_at"),
    ApiField("arrival_due", "datetime"),
    ApiField("arrived", "datetime", "arrived_at"),
    ApiField("due", "datetime", "date_deadline"),
    ApiField("done", "datetime", "done_at"),
    ApiField("closed", "datetime", "closed_date"),
    ApiField("wait", "selection", "wait_reason"),
    ApiField("waiting_since", "datetime"),
)


class HelpdeskTicket(models.Model):
    """What other systems tell and ask about clocks."""

    _inherit = "helpdesk.ticket"

    @api.model
    def api_event(self, rows):
        """Append what happened: each event once, by the sender's key for it.

        :param list rows: ``external_key`` or ``id`` of the request; ``event_key``;
            ``event`` (responded, arrived, waiting, resumed, note); ``date`` (now, if
            left out), ``wait`` (customer, parts, vote), ``text``
        :return: as ``api_close``; an event that is known answers ``unchanged``
        """
        return self._api_act("event", rows)

    @api.model
    def _api_event_one(self, ticket, line):
        ticket.check_access("write")
        key = self._get_sender_key(line.values["event_key"])
        # sudo: to know one's own event again needs no right to the log
        known = self.env["property.ticket.event"].sudo()
        if known.search_count(
            [("ticket_id", "=", ticket.id), ("sender_key", "=", key)]
        ):
            return ticket.browse()
        date = line.values.get("date") or fields.Datetime.now()
        if not ticket.reported_at <= date <= fields.Datetime.now():
            message = self.env._("After the request came in, and not in the future.")
            line.fail("date", message)
            return ticket.browse()
        return ticket._take_event(line.values, {"sender_key": key, "date": date})

    def _take_event(self, values, extra):
        """Do what the event says; return the request if that changed something."""
        kind, text = values["event"], values.get("text") or None
        if kind == "waiting":
            self._wait(values.get("wait") or "customer", text, **extra)
            return self
        if kind == "resumed":
            return self._resume(text, **extra)
        event = {"ticket_id": self.id, "kind": kind, "reason": text or False, **extra}
        if kind != "note":
            self._check_open()
        self._create_events([event])
        return self

    @api.model
    @api.readonly
    def api_deadlines(self, requests=None, cursor=None, limit=1000):
        """Return the deadlines of some requests, or of all open ones.

        :param list requests: external keys (texts) or ids (numbers); nothing for all
            open requests the user may see
        :param str cursor: ``cursor`` of the last answer, while ``more``
        :param int limit: rows at most, 1 to 10,000
        :return: ``{"rows": [...], "cursor": str, "more": bool}``; a row has ``id``,
            ``external_key``, ``number``, ``promise``, ``state`` (running, paused,
            warned, breached, met, missed), ``percent`` (of the time of what is next),
            ``next`` (response, arrival, solution), ``next_due``, ``response_due``,
            ``responded``, ``arrival_due``, ``arrived``, ``due``, ``done`` (the
            requester is asked to confirm), ``closed``, ``wait``, ``waiting_since``;
            times in ISO 8601, UTC, false if there are none
        """
        domain = self._get_deadlines_domain(requests)
        if isinstance(limit, bool) or not isinstance(limit, int):
            raise ValidationError(self.env._("limit: a whole number is expected."))
        if not 1 <= limit <= MAX_LIMIT:
            raise ValidationError(
                self.env._("limit: 1 to %(maximum)s are possible.", maximum=MAX_LIMIT)
            )
        try:
            position = decode(CURSOR, cursor)
        except BadCursor:
            raise ValidationError(
                self.env._(
                    "cursor: pass on what the last answer gave, or nothing.",
                )
            ) from None
        found = self.with_context(active_test=False, lang="en_US").search(
            domain & Domain("id", ">", position.id), order="id", limit=limit + 1
        )
        page = found[:limit]
        last = page[-1:].id or position.id
        return {
            "rows": page._format_deadlines(),
            "cursor": encode(CURSOR, Position(START, last)),
            "more": len(found) > limit,
        }

    @api.model
    def _get_deadlines_domain(self, requests):
        if requests is None:
            return Domain("closed_date", "=", False) & Domain("active", "=", True)
        is_list = isinstance(requests, (list, tuple))
        if not is_list or any(type(one) not in (int, str) for one in requests):
            raise ValidationError(
                self.env._("requests: a list of external keys or ids is expected.")
            )
        ids = [one for one in requests if isinstance(one, int)]
        keys = [one for one in requests if isinstance(one, str)]
        return Domain("id", "in", ids) | Domain(KEY, "in", keys)

    def _format_deadlines(self):
        progress = self._get_sla_progress()
        self.fetch([field.target for field in DEADLINES])
        return [
            {
                "id": ticket.id,
                KEY: ticket[KEY],
                **{field.name: format_value(ticket, field) for field in DEADLINES},
                "percent": progress.get(ticket.id, {}).get("percent", False),
            }
            for ticket in self
        ]
