import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, ValidationError
from odoo.tools import SQL

KEY_INDEX = "helpdesk_ticket_external_key_uniq"
MAX_LOCKED = 50
SENDER_PREFIX = "api:"


class HelpdeskTicket(models.Model):
    """The one door for every channel, safe to knock on twice."""

    _inherit = "helpdesk.ticket"

    intake_key = fields.Char(
        copy=False,
        readonly=True,
        help="Door, sender and what the sender calls the request: Message-Id, form"
        " token or the key of another system. The same key never makes a second"
        " request.",
    )

    @api.model
    def intake(self, values, key=None):
        """Create a request once and return it, however often it is sent.

        :param dict values: as for ``create``; ``channel_code`` may name the channel
        :param str key: the sender's own name for the request; each user has his own
        """
        key = self._get_sender_key(key) if key else None
        return self.browse(self._intake([values], [key])[0]["id"])

    @api.model
    def _get_sender_key(self, key):
        """Return the key of a program's request: two programs may count alike."""
        return f"{SENDER_PREFIX}{self.env.uid}:{key}"

    @api.model
    def _intake(self, vals_list, keys, create=None):
        """Create what is new; answer ``{"id", "number", "status"}`` for each.

        Every door that has a key ends here. The key begins with the door (``mail:``,
        ``portal:``, ``api:`` and the user), so that no sender meets another's.

        A row whose key is known answers from a plain look-up. Where another
        transaction created it meanwhile, the answer is read from a fresh one: ours
        would not see it before it ends.

        :param create: does what ``create`` does, in a way of the door's own
        """
        create = create or self.create
        known = self._find_by_intake_key(keys)
        known |= self._find_received_meanwhile({*keys} - {*known, None, False, ""})
        todo = {}
        for index, (vals, key) in enumerate(zip(vals_list, keys, strict=True)):
            if key not in known:
                slot = key or index
                todo.setdefault(slot, self._prepare_intake_vals(vals, key))
        made = self._create_or_find(list(todo.values()), create) if todo else []
        by_slot = dict(zip(todo, made, strict=True))
        answers = []
        for index, key in enumerate(keys):
            if key not in known:
                answers.append(by_slot[key or index])
                if key:
                    known[key] = {**by_slot[key], "status": "unchanged"}
                continue
            answers.append(known[key])
        return answers

    @api.model
    def _prepare_intake_vals(self, vals, key):
        vals = dict(vals)
        code = vals.pop("channel_code", None)
        if code:
            channel_id = self.env["helpdesk.ticket.channel"]._get_id_by_code(code)
            if not channel_id:
                raise ValidationError(
                    self.env._("Channel: “%(code)s” is not known.", code=code)
                )
            vals["channel_id"] = channel_id
        if key:
            vals["intake_key"] = key
        return vals

    @api.model
    def _find_by_intake_key(self, keys):
        keys = [key for key in keys if key]
        if not keys:
            return {}
        # sudo: the sender must get his own answer back even if he cannot see the
        # ticket any more; he learns no more than its number
        tickets_sudo = (
            self.sudo()
            .with_context(active_test=False)
            .search_fetch(
                [
                    ("intake_key", "in", keys),
                    ("company_id", "in", self.env.companies.ids),
                ],
                ["intake_key", "number"],
            )
        )
        return {
            ticket.intake_key: ticket._prepare_intake_answer("unchanged")
            for ticket in tickets_sudo
        }

    def _prepare_intake_answer(self, status):
        return {"id": self.id, "number": self.number, "status": status}

    @api.model
    def _find_received_meanwhile(self, keys):
        """Wait for whoever is receiving the same keys, and return what he made.

        A load of many keys has one sender, and would hold too many locks; should it
        meet another all the same, the unique index decides.
        """
        if not 0 < len(keys) <= MAX_LOCKED:
            return {}
        self.env.cr.execute(
            SQL(
                "SELECT pg_advisory_xact_lock(number) FROM ("
                "SELECT DISTINCT hashtextextended(name, 0) AS number"
                " FROM unnest(%s) AS name ORDER BY number) AS numbers",
                sorted(keys),
            )
        )
        return self._find_committed(sorted(keys))

    @api.model
    def _create_or_find(self, vals_list, create):
        """Create all, or where somebody was faster, each by itself."""
        try:
            with self.env.cr.savepoint():
                tickets = create(vals_list)
                self.env.flush_all()
        except psycopg2.errors.UniqueViolation as error:
            if error.diag.constraint_name != KEY_INDEX:
                raise
            if len(vals_list) == 1:
                key = vals_list[0]["intake_key"]
                found = self._find_committed([key])
                if key not in found:
                    raise ConcurrencyError(f"request {key} is being received") from None
                return [found[key]]
            return [self._create_or_find([vals], create)[0] for vals in vals_list]
        return [ticket._prepare_intake_answer("created") for ticket in tickets]

    @api.model
    def _find_committed(self, keys):
        """Return the answers of transactions that were faster: ours sees none."""
        with self.env.registry.cursor() as cr:
            return self.with_env(self.env(cr=cr))._find_by_intake_key(keys)
