from odoo import api, fields, models

from odoo.addons.property_crm.models.api.quiet_sql import refusals_expected
from odoo.addons.property_crm.models.api.upsert import ROW_ERRORS, Line
from odoo.addons.property_crm.tools.api_rows import (
    KEY,
    ApiField,
    BadValue,
    find_missing,
    parse_row,
)

from ..ticket.helpdesk_ticket_event import LOGGED
from .api_tables import API_OPTIONS, API_TABLES, REFUSED_BY
from .helpdesk_ticket_intake import SENDER_PREFIX
from .ticket_rows import TicketRows


class HelpdeskTicket(models.Model):
    """What other systems call. Rows in, one answer per row out."""

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "property.api.mixin"]

    external_key = fields.Char(
        compute="_compute_external_key",
        search="_search_external_key",
        string="Key of the sender",
        help="What the program that sent the request calls it.",
    )
    intake_marks = fields.Json(
        copy=False,
        readonly=True,
        export_string_translation=False,
        help="Marks of what the sender said last, by which a repeat is known.",
    )

    _external_key_uniq = models.UniqueIndex(
        "(company_id, intake_key) WHERE intake_key IS NOT NULL",
        "A request with this key has been received already.",
    )

    @api.depends("intake_key")
    def _compute_external_key(self):
        for ticket in self:
            key = ticket.intake_key or ""
            is_program = key.startswith(SENDER_PREFIX)
            ticket.external_key = is_program and key.split(":", 2)[2]

    @api.model
    def _search_external_key(self, operator, value):
        """Find what the user himself has sent: others may use the same keys."""
        if operator != "in":
            return NotImplemented
        return [("intake_key", "in", [self._get_sender_key(key) for key in value])]

    @api.model
    def _get_api_fields(self):
        call = self.env.context.get("property_ticket_call")
        table = API_TABLES.get(call, API_TABLES["intake"])
        return {field.name: field for field in table}

    @api.model
    def _get_api_contexts(self):
        return {
            name: {
                "options": API_OPTIONS.get(name)
                or self._fields[field.target].get_values(self.env)
            }
            for name, field in self._get_api_fields().items()
            if field.kind == "selection"
        }

    @api.model
    def _get_refused_columns(self, error):
        """The innermost rule that refused knows best what it is about."""
        names = []
        trace = error.__traceback__
        while trace:
            name = REFUSED_BY.get(trace.tb_frame.f_code.co_name)
            names = [name, *names] if name else names
            trace = trace.tb_next
        return names + super()._get_refused_columns(error)

    @api.model
    def api_changes(self, cursor=None, limit=1000):
        """Return what was created or changed since the cursor, oldest change first.

        As for places and people; names of places, categories, problems and stages
        are the English ones. ``external_key`` is what ``sender`` calls the request.

        :param str cursor: ``cursor`` of the last answer; nothing for the beginning
        :param int limit: rows at most, 1 to 10,000
        :return: ``{"rows": [...], "cursor": str, "more": bool}``
        """
        reader = self.with_context(property_ticket_call="changes", lang="en_US")
        return super(HelpdeskTicket, reader).api_changes(cursor, limit)

    @api.model
    def api_intake(self, rows):
        """Create or update requests by the sender's key; see the README.

        A row that is known and says nothing new answers ``unchanged``; what it says
        differently than the last time is written to an open request. A bad row
        answers ``error`` with what is wrong in which field. None disturbs the others.

        :param list rows: dictionaries with ``external_key``
        :return: ``[{"row", "external_key", "id", "number", "status", "errors"}]``
        """
        self._check_api_call(rows, "report")
        return self._upsert_rows(rows)

    @api.model
    def _upsert_rows(self, rows, stop=False):
        """Take the rows in; see ``property.api.mixin``."""
        ticket_rows = TicketRows(self)
        ticket_rows.parse(rows)
        if stop:
            self._raise_first(ticket_rows)
        ticket_rows.run()
        if stop:
            self._raise_first(ticket_rows)
        return ticket_rows.answers()

    def _update_by_sender(self, vals):
        """Write what the sender says anew; the log gets it, and no mail is sent."""
        self.ensure_one()
        vals = dict(vals)
        marks = vals.pop("intake_marks")
        closed_date = vals.pop("closed_date", None)
        stage_id = vals.pop("stage_id", None)
        solution = vals.get("solution", self.solution)
        unlogged = [name for name in vals if name not in LOGGED]
        old_name = self.name
        self.write(vals)
        values = {"ticket_id": self.id, "kind": "updated"}
        events = [{**values, "field_name": name} for name in unlogged]
        for event in events:
            if event["field_name"] == "name":
                event.update(old_value=old_name, new_value=self.name)
        self._create_events(events)
        if stage_id:
            closing = self._get_closing_stage()
            self._close(solution or self.env._("Closed by the sender."), stage=closing)
            if closed_date:
                self.closed_date = closed_date
        self.intake_marks = marks

    @api.model
    def api_assign(self, rows):
        """Give requests to people, or take them away.

        :param list rows: ``external_key`` or ``id``, ``user`` (login or id; null takes
            the request away), ``reason`` (needed if somebody has it)
        """
        return self._api_act("assign", rows)

    @api.model
    def api_close(self, rows):
        """Close requests: ``external_key`` or ``id``, ``solution``, ``cause``.

        Where a team asks the requester to confirm, what was worked on is reported done
        and is closed when he says so, or after the days of the company. ``confirmed``:
        true says that he has, and closes at once. What waits for him already answers
        ``unchanged`` without it.
        """
        return self._api_act("close", rows)

    @api.model
    def _api_act(self, call, rows):
        """Do row by row, each in its own savepoint, and answer for it."""
        desk = self.with_context(property_ticket_call=call)
        desk._check_api_call(rows, "report")
        act = getattr(desk, f"_api_{call}_one")
        contexts = desk._get_api_contexts()
        answers = []
        for number, row in enumerate(rows):
            line = desk._read_act_row(number, row, contexts)
            ticket = desk._find_by_act_row(line) if not line.errors else desk.browse()
            if not line.errors:
                desk._try_act(act, ticket, line)
            answers.append({**line.answer(), "number": ticket.number})
        return answers

    @api.model
    def _read_act_row(self, number, row, contexts):
        api_fields = self._get_api_fields()
        if isinstance(row, dict) and type(row.get("user")) is int:
            api_fields["user"] = ApiField("user", "integer", "user_id")
        values, errors = parse_row(row, api_fields, contexts)
        if values.get("id") and KEY not in row:
            del errors[KEY]
        for name in find_missing(values, api_fields, is_new=True):
            errors.setdefault(name, BadValue("required"))
        # only a null takes the request away, no typo and no empty cell
        is_named = "user" in api_fields and isinstance(row, dict)
        if is_named and row.get("user", False) in (False, ""):
            errors["user"] = BadValue("required")
        messages = [
            {"field": name, "message": self._get_api_message(name, error)}
            for name, error in errors.items()
        ]
        return Line(number, values, messages)

    @api.model
    def _find_by_act_row(self, line):
        name = "id" if line.values.get("id") else KEY
        ticket = self.search([(name, "=", line.values[name])], limit=1)
        if not ticket:
            line.fail(name, self.env._("There is no such request."))
        line.id = ticket.id
        return ticket

    @api.model
    def _try_act(self, act, ticket, line):
        try:
            with refusals_expected(), self.env.cr.savepoint():
                changed = act(ticket, line)
                self.env.flush_all()
        except ROW_ERRORS as error:
            self.env.invalidate_all(flush=False)
            line.fail(*self._explain_api_refusal(error))
        else:
            line.status = line.status or ("updated" if changed else "unchanged")

    @api.model
    def _api_assign_one(self, ticket, line):
        wanted = line.values["user"]
        users = self.env["res.users"]
        if wanted:
            field = "id" if isinstance(wanted, int) else "login"
            users = users.search([(field, "=", wanted)], limit=1)
            if not users:
                error = BadValue("reference", value=wanted)
                line.fail("user", self._get_api_message("user", error))
                return users
        return ticket._assign(users, line.values.get("reason"))

    @api.model
    def _api_close_one(self, ticket, line):
        solution = line.values["solution"]
        if line.values.get("confirmed") and ticket.stage_id.to_confirm:
            return ticket._confirm(solution)
        stage = self._get_closing_stage() if line.values.get("confirmed") else None
        return ticket._close(solution, line.values.get("cause") or "solved", stage)
