from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .property_call_entry import OPEN

HELD = timedelta(minutes=15)
CANDIDATES = 50
# How many whose time it is not are put off before the agent hears that there is nobody
TRIES = 20
# What an outcome changes, and undoing it brings back
UNDONE = (
    "state",
    "attempts",
    "last_attempt_at",
    "next_attempt_at",
    "wanted",
    "disposition_id",
    "note",
)


class PropertyCallEntry(models.Model):
    """Whose turn it is, and what an outcome makes of it."""

    _inherit = "property.call.entry"

    # Next

    @api.model
    def _take_next(self, call_list=None):
        """Return the customer the user calls now, kept from everybody else.

        Call-backs that are due come first. Rows that another agent is just taking are
        passed over, so that two never get the same.
        """
        held = self._find_held(call_list)
        if held:
            return held
        for _number in range(TRIES):
            found = self.search(
                self._get_waiting_domain(call_list),
                order="next_attempt_at, id",
                limit=CANDIDATES,
            )
            # sudo: agents may not write entries otherwise
            taken_sudo = found._lock_first().sudo()
            if not taken_sudo:
                return self.browse()
            if taken_sudo._may_be_called():
                taken_sudo._hold()
                return taken_sudo.sudo(False)
        return self.browse()

    def _lock_first(self):
        """Lock the first that nobody is just taking.

        One that was taken since this transaction began is refused by PostgreSQL, and
        Odoo takes the request again: usual here, and nothing for the log.
        """
        if not self:
            return self
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM property_call_entry WHERE id = ANY(%s)"
                " ORDER BY array_position(%s, id) LIMIT 1"
                " FOR NO KEY UPDATE SKIP LOCKED",
                self.ids,
                self.ids,
            ),
            log_exceptions=False,
        )
        return self.browse(entry_id for (entry_id,) in self.env.cr.fetchall())

    def _find_held(self, call_list):
        """Return what the user has on his screen already."""
        mine = Domain("holder_id", "=", self.env.uid) & Domain("is_open", "=", True)
        mine &= self._get_running_domain(call_list)
        held = self.search(mine, limit=1)
        # sudo: as above
        held.sudo()._hold()
        return held

    @api.model
    def _get_running_domain(self, call_list):
        running = Domain("state", "=", "running")
        if call_list:
            running &= Domain("id", "=", call_list.id)
        lists = self.env["property.call.list"].search(running)
        open_lists = lists.filtered(lambda record: not record._is_over())
        return Domain("list_id", "in", open_lists.ids)

    @api.model
    def _get_waiting_domain(self, call_list=None):
        """Return the domain of what the user may take now."""
        now = fields.Datetime.now()
        # sudo: on which lists the user is, whether or not he may read who else is
        agents_sudo = self.env["property.call.list.agent"].sudo()
        own = agents_sudo.search([("user_id", "=", self.env.uid)]).list_id
        mine = Domain("user_id", "=", self.env.uid) | (
            Domain("user_id", "=", False) & Domain("list_id", "in", own.ids)
        )
        due = Domain("next_attempt_at", "=", False) | Domain(
            "next_attempt_at", "<=", now
        )
        free = Domain("holder_id", "=", False) | Domain("held_until", "<", now)
        running = self._get_running_domain(call_list)
        return Domain("is_open", "=", True) & running & mine & due & free

    def _hold(self):
        """Keep the entry for the user while he is at it."""
        if self:
            self.with_context(tracking_disable=True).write(
                {
                    "holder_id": self.env.uid,
                    "held_until": fields.Datetime.now() + HELD,
                }
            )

    def _release(self):
        self.write({"holder_id": False, "held_until": False})

    def _may_be_called(self):
        """Whether it is time; else the entry is put off, or closed."""
        self.ensure_one()
        if not self.list_id._filter_allowed(self.partner_id):
            self._close("refused", self.env._("The customer wants no such calls."))
            return False
        if self._get_rule().is_allowed(fields.Datetime.now()) and not self._is_over():
            return True
        self._put_off()
        return False

    def _is_over(self):
        expiry = self._get_expiry()
        return bool(expiry and expiry <= fields.Datetime.now())

    def _put_off(self, not_before=None):
        """Say when the next attempt is; without one, the team lead is told."""
        moment = self._get_next_attempt(not_before)
        if moment:
            self.next_attempt_at = moment
        else:
            self._give_up()

    def _close(self, state, reason):
        self.write({"state": state, "next_attempt_at": False})
        self._message_log(body=reason)

    def _give_up(self):
        """Nobody can reach the customer: that is the team lead's business now."""
        self.write({"state": "unreachable", "next_attempt_at": False})
        lead = self.list_id.user_id
        told = self.with_context(lang=lead.lang)
        told.activity_schedule(
            "mail.mail_activity_data_call",
            user_id=lead.id,
            summary=told.env._(
                "Not reached after %(count)s calls: %(customer)s",
                count=self.attempts,
                customer=self.partner_id.name,
            ),
        )

    # Outcome

    def _register_outcome(self, disposition, values):
        """Write down how the call ended, and when to call again."""
        self.ensure_one()
        self.undo = self._get_undo()
        state = disposition.entry_state
        self.write(
            {
                "state": state,
                "disposition_id": disposition.id,
                "attempts": self.attempts + 1,
                "last_attempt_at": fields.Datetime.now(),
                "next_attempt_at": False,
                "holder_id": False,
                "held_until": False,
                **values,
            }
        )
        if state in OPEN:
            self._put_off(values.get("next_attempt_at"))

    def _get_undo(self):
        before = self.read(UNDONE, load=False)[0]
        for name in ("last_attempt_at", "next_attempt_at"):
            before[name] = fields.Datetime.to_string(before[name])
        return before | {"uid": self.env.uid, "id": False}

    def _undo(self):
        """Take the last outcome back; the customer is on the screen again."""
        self.ensure_one()
        before = dict(self.undo or {})
        if before.get("uid") != self.env.uid:
            raise UserError(self.env._("There is nothing of yours to take back."))
        self.activity_unlink(["mail.mail_activity_data_call"])
        call = self.call_ids.sorted("id")[-1:]
        call.write({"disposition_id": False, "wrapped_up_at": False})
        self.write({name: before[name] for name in UNDONE} | {"undo": False})
        self._hold()

    @api.model
    def _follow_up(self, batch_size=500):
        """Find those whose hours passed unused, and those whose list is over.

        What nobody called within its hours gets its next; what has none left goes to
        the team lead.
        """
        missed = Domain("is_open", "=", True) & Domain("list_id.state", "=", "running")
        missed &= Domain("next_attempt_at", "<", fields.Datetime.now())
        missed &= Domain("holder_id", "=", False)
        last_id = 0
        while entries := self.search(
            missed & Domain("id", ">", last_id), order="id", limit=batch_size
        ):
            last_id = entries[-1].id
            for entry in entries.try_lock_for_update():
                if entry._is_over() or not entry._get_rule().is_allowed(
                    fields.Datetime.now()
                ):
                    entry._put_off()
            if not self.env["ir.cron"]._commit_progress(len(entries)):
                break
