from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .property_call_entry import OPEN

NAMES = ("attempt", "answers", "note", "disposition", "call_back_at", "wanted")


class PropertyCallEntry(models.Model):
    """The working screen and other programs come in here."""

    _inherit = "property.call.entry"

    @api.model
    def api_next_entry(self, list_id=None, lang=None):
        """Return the customer the user calls next, and keep him from everybody else.

        Asked again, it returns the same customer until there is an outcome, or until
        he has been kept for 15 minutes without a word. Two agents never get the same.

        :param int list_id: of this call list only; default: all lists that run
        :param str lang: language to speak; default: the customer's
        :return: ``{"id": int, "attempt": int, "state": str, "attempts": int,
            "is_dialled": bool, "note": str, "wanted": str, "about": str, "list": {"id",
            "name", "purpose", "left"}, "customer": {"id", "name", "phone", "unit",
            "unit_id"},
            "script": False or {"id", "name", "start", "steps": [{"id", "name", "text",
            "kind": say | yes_no | choice | number | date | text, "goto": id or False,
            "options": [{"id", "name", "goto"}], "branches": [{"sign", "limit", "goto"}]
            (of a number: the first that holds, else ``goto``)}]}, "answers":
            {str(step): value},
            "dispositions": [{"id", "code", "name", "is_reached", "state"}],
            "languages": [[code, name]], "lang": str}``; the number is masked for those
            who see it masked. If there is nobody to call now, ``{"id": False, "left":
            int, "next_at": ISO 8601 in UTC or ""}``
        :rtype: dict
        :raise AccessError: the user may not read call lists
        """
        self.browse().check_access("read")
        call_list = self.env["property.call.list"].browse(list_id or ()).exists()
        entry = self._take_next(call_list)
        if entry:
            return entry._prepare_entry(lang)
        return self._prepare_none(call_list)

    def api_answer(self, values):
        """Save what was said, and with an outcome end the attempt.

        Without ``disposition`` it saves while the talk goes on. With it, the attempt of
        this number is over; told again, it changes nothing and answers the same.

        :param dict values: any of ``answers`` ({step id: option id | number | ISO date
            | text | None}), ``note`` (text), ``disposition`` (code), ``attempt`` (int
            from ``api_next_entry``; needed with ``disposition``), ``call_back_at``
            (ISO 8601, UTC) and ``wanted`` (hours such as ``"18:00-20:00"``)
        :return: ``{"id", "state", "attempts", "next_attempt_at": ISO or "",
            "repeated": bool}``
        :rtype: dict
        :raise ValidationError: bad values (names the one that is)
        :raise UserError: somebody else calls the customer, or the list does not run
        :raise AccessError: the user may not see the entry
        """
        self.ensure_one()
        values = self._check_values(values)
        if values.get("disposition") and self.attempts >= values["attempt"]:
            return self._prepare_state(repeated=True)
        # sudo: agents may not write entries otherwise; this one is theirs
        entry_sudo = self._check_mine().sudo()
        call_sudo = entry_sudo._get_call()
        entry_sudo._save_answers(values.get("answers") or {}, call_sudo)
        if "note" in values:
            entry_sudo.note = call_sudo.note = values["note"]
        if values.get("disposition"):
            entry_sudo._finish(values, call_sudo)
        else:
            entry_sudo._hold()
        return self._prepare_state()

    def api_dial(self):
        """Have the customer dialled; if that fails, the customer stays as he is.

        :return: ``{"status": "dialled" | "failed", "href": link for the browser to open
            or "", "message": what went wrong}``
        :rtype: dict
        :raise UserError: somebody else calls the customer, or the list does not run
        """
        self.ensure_one()
        # sudo: as in api_answer
        entry_sudo = self._check_mine().sudo()
        entry_sudo._hold()
        return entry_sudo._dial()

    def api_undo(self, lang=None):
        """Take back the user's last outcome of this customer.

        :return: as ``api_next_entry``
        :rtype: dict
        :raise UserError: there is none, or the customer was called since
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: as in api_answer; only the user's own outcome is taken back
        self.sudo()._undo()
        return self._prepare_entry(lang)

    def api_release(self):
        """Give back the customers the user has before him, for a pause."""
        # sudo: as in api_answer
        mine_sudo = self.sudo().search([("holder_id", "=", self.env.uid)])
        mine_sudo._release()
        return True

    # What comes in

    @api.model
    def _check_values(self, values):
        if not isinstance(values, dict) or values.keys() - set(NAMES):
            raise ValidationError(
                self.env._("values: known are %(names)s.", names=", ".join(NAMES))
            )
        for name in ("note", "disposition", "call_back_at", "wanted"):
            if not isinstance(values.get(name) or "", str):
                raise ValidationError(
                    self.env._("%(name)s: a text is expected.", name=name)
                )
        if values.get("disposition") and type(values.get("attempt")) is not int:
            raise ValidationError(self.env._("attempt: a number is expected."))
        if not isinstance(values.get("answers") or {}, dict):
            raise ValidationError(self.env._("answers: a dictionary is expected."))
        return values

    def _check_mine(self):
        """Return the entry if the user may call this customer now."""
        self.check_access("read")
        # sudo: who has it and whether its list runs decide, whoever may read them
        entry_sudo = self.sudo()
        holder = entry_sudo.holder_id - self.env.user
        if holder and entry_sudo.held_until > fields.Datetime.now():
            raise UserError(
                self.env._("%(agent)s has this customer.", agent=holder.name)
            )
        agents = entry_sudo.user_id or entry_sudo.list_id.agent_ids.user_id
        if self.env.user not in agents:
            raise UserError(self.env._("This customer is not on your list."))
        if entry_sudo.list_id.state != "running" or self.state not in OPEN:
            raise UserError(self.env._("This customer is not called any more."))
        return self

    def _save_answers(self, answers, call):
        """Write the replies of the questions, changed ones over the old."""
        steps = {step.id: step for step in self.list_id.script_id.step_ids}
        known = {answer.step_id.id: answer for answer in self.answer_ids}
        Answer = self.env["property.call.answer"]
        for key, value in answers.items():
            step = steps.get(int(key) if str(key).isdigit() else 0)
            if not step or step.kind == "say":
                raise ValidationError(
                    self.env._("answers: %(key)s is no question here.", key=key)
                )
            found = known.get(step.id, Answer)
            if value is None:
                found.unlink()
                continue
            vals = Answer._prepare_value(step, value) | {"call_id": call.id}
            if found:
                found.write(vals)
            else:
                Answer.create({"entry_id": self.id, "step_id": step.id, **vals})

    def _finish(self, values, call):
        """End the attempt with its outcome."""
        disposition = self.env["property.call.disposition"].search(
            [("code", "=", values["disposition"])], limit=1
        )
        if not disposition:
            raise ValidationError(
                self.env._("disposition: there is none of this code.")
            )
        vals = {}
        if values.get("wanted"):
            vals["wanted"] = values["wanted"]
        if values.get("call_back_at"):
            vals["next_attempt_at"] = self._read_moment(values["call_back_at"])
        call._finish_attempt(disposition)
        self._register_outcome(disposition, vals)

    @api.model
    def _read_moment(self, text):
        try:
            return fields.Datetime.to_datetime(text.replace("T", " ").rstrip("Z"))
        except ValueError:
            raise ValidationError(
                self.env._("call_back_at: no moment such as 2026-03-02T10:00:00Z.")
            ) from None
