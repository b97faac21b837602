"""The rows of one call of ``api_intake``: new requests, and changes of known ones."""

from odoo.exceptions import ConcurrencyError
from odoo.tools import hmac

from odoo.addons.property_crm.models.api.upsert import Upsert
from odoo.addons.property_crm.tools.api_rows import KEY, BadValue, is_empty

BATCH_SIZE = 500
MAX_KEY = 255
DESK = {
    "mail_notrack": True,
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
    "default_channel_code": "api",
}
# Emptying these says nothing.
NEVER_EMPTY = {"created", "priority", "channel", "status", "case_type"}


class TicketRows(Upsert):
    """New rows end in ``_intake``. Of a known request only that is changed which the
    sender says differently than the last time: what the staff has put right meanwhile
    stays so when the same row comes again."""

    def __init__(self, model):
        super().__init__(model, batch_size=BATCH_SIZE)
        self.model = model.with_context(**DESK)
        self.env = self.model.env
        self.numbers = {}
        types = self.env["helpdesk.ticket.type"].search([], order="id desc")
        self.types = {case_type.case_type: case_type.id for case_type in types}

    def answers(self):
        return [
            {**line.answer(), "number": self.numbers.get(line.number, False)}
            for line in self.lines
        ]

    # Reading.

    def parse(self, rows):
        result = super().parse(rows)
        for line in self.lines:
            if len(line.key) > MAX_KEY:
                error = BadValue("key", value=f"{line.key[:40]}…")
                line.fail(KEY, self.model._get_api_message(KEY, error))
            self._check_dates(line, line.values)
        return result

    def _check_dates(self, line, values):
        """A closing date means closed, and does not lie before the creation."""
        for name in NEVER_EMPTY & set(values):
            if is_empty(values[name]):
                del values[name]
        self._check_order(line, values.get("created"), values.get("closed"))
        if values.get("closed"):
            values.setdefault("status", "closed")
        if values.get("status") == "open":
            values.pop("closed", None)

    def _check_order(self, line, created, closed):
        if created and closed and closed < created:
            message = self.env._("Closed on %(date)s, before it was created.")
            line.fail("closed", message % {"date": f"{closed.isoformat()}Z"})

    def _find_ids(self, model, key, values):
        """Names are those of the source language, whatever the user's is."""
        if key == "name":
            model = model.with_context(lang="en_US")
        return super()._find_ids(model, key, values)

    def _to_vals(self, line):
        vals = super()._to_vals(line)
        case_type = vals.pop("case_type", None)
        if case_type:
            vals["type_id"] = self.types.get(case_type, False)
        if "stage_id" in vals:
            del vals["stage_id"]
            if line.values["status"] == "closed":
                vals["stage_id"] = self.model._get_closing_stage().id
        return vals

    def _get_marks(self, line):
        """Return, by name, a mark of the value: what it was cannot be read from it."""
        env_sudo = self.env(su=True)  # sudo: the secret is for nobody to read
        return {
            name: hmac(env_sudo, f"helpdesk.ticket.{name}", str(value))[:16]
            for name, value in line.values.items()
            if name != KEY
        }

    # Writing.

    def _get_key(self, line):
        return self.model._get_sender_key(line.key)

    def _run_batch(self, lines):
        known = self.model._find_by_intake_key([self._get_key(line) for line in lines])
        for line in lines:
            self._take(line, known.get(self._get_key(line), {}))
            self._check_required(line)
        lines = [line for line in lines if not line.errors]
        self._create([line for line in lines if not line.id])
        self._update([line for line in lines if line.id and not line.status])
        self.env.flush_all()
        self.env.invalidate_all(flush=False)

    def _take(self, line, answer):
        line.id = answer.get("id", False)
        self.numbers[line.number] = answer.get("number", False)

    def _create(self, lines):
        for line in lines:
            given = self._to_vals(line).items()
            line.vals = {n: v for n, v in given if v is False or not is_empty(v)}
            line.vals["intake_marks"] = self._get_marks(line)
            if line.vals.get("stage_id") and not line.vals.get("solution"):
                text = self.env._("Closed before it was imported.")
                line.vals["solution"] = text
        self._isolate(lines, self._create_batch)

    def _create_batch(self, lines):
        answers = self.model._intake(
            [line.vals for line in lines], [self._get_key(line) for line in lines]
        )
        for line, answer in zip(lines, answers, strict=True):
            self._take(line, answer)
            line.status = "created" if answer["status"] == "created" else ""

    def _update(self, lines):
        # sudo: that nothing changed is told even of what is out of sight by now
        tickets_sudo = self.model.sudo().browse([line.id for line in lines]).exists()
        for line in lines:
            ticket_sudo = self.model.sudo().browse(line.id)
            if ticket_sudo in tickets_sudo:
                self._compare(line, ticket_sudo)
            else:
                self._compare_committed(line)
        changed = [line for line in lines if line.vals]
        self._isolate(changed, self._update_batch)

    def _compare_committed(self, line):
        """The request of a faster transaction: the same row, or the call runs again."""
        with self.env.registry.cursor() as cr:
            # sudo: it is compared only with what the sender has sent himself
            model = self.model.with_env(self.env(cr=cr)).sudo()
            self._compare(line, model.browse(line.id))
        if line.vals:
            raise ConcurrencyError(f"request {line.key} is being received")

    def _compare(self, line, ticket_sudo):
        """Leave in ``line.vals`` what has to be written; nothing is ``unchanged``."""
        line.vals = {}
        marks = self._get_marks(line)
        last = ticket_sudo.intake_marks or {}
        names = [name for name, mark in marks.items() if last.get(name) != mark]
        line.values = {name: line.values[name] for name in names}
        changes = self._get_changes(ticket_sudo, self._to_vals(line))
        is_closed = ticket_sudo.stage_id.closed
        if is_closed:
            changes.pop("stage_id", None)
        reopens = is_closed and line.values.get("status") == "open"
        if not changes and not reopens:
            line.status = "unchanged"
            return
        if is_closed:
            message = self.env._(
                "%(ticket)s is closed and stays as it is. Re-open it to change it.",
                ticket=ticket_sudo.number,
            )
            line.fail(names[0], message)
            return
        created = line.values.get("created") or ticket_sudo.reported_at
        self._check_order(line, created, line.values.get("closed"))
        if not line.errors:
            line.vals = {**changes, "intake_marks": {**last, **marks}}

    def _get_changes(self, record, vals):
        vals = dict(vals)
        code = vals.pop("channel_code", None)
        if code:
            channels = self.env["helpdesk.ticket.channel"]
            vals["channel_id"] = channels._get_id_by_code(code)
        return super()._get_changes(record, vals)

    def _update_batch(self, lines):
        with self.env.cr.savepoint():
            for line in lines:
                self.model.browse(line.id)._update_by_sender(line.vals)
                line.status = "updated"
