from odoo import api, models

from ...tools.call_script import CHOICES
from .property_call_entry import OPEN


class PropertyCallEntry(models.Model):
    """What the working screen is told."""

    _inherit = "property.call.entry"

    def _prepare_state(self, repeated=False):
        moment = self.next_attempt_at
        return {
            "id": self.id,
            "state": self.state,
            "attempts": self.attempts,
            "next_attempt_at": f"{moment.isoformat()}Z" if moment else "",
            "repeated": repeated,
        }

    def _prepare_entry(self, lang=None):
        self.ensure_one()
        languages = self._get_languages()
        # sudo: the customer's language, his script and the agent's own replies are for
        # whoever has taken the entry, whatever else he may read
        entry_sudo = self.sudo()
        lang = entry_sudo._choose_language(lang, [code for code, _name in languages])
        script = entry_sudo.list_id.script_id.with_context(lang=lang)
        places = self.with_context(lang=lang)._get_places() if script else {}
        # read() masks the number for those who see it masked
        [row] = self.read(["phone"])
        return {
            "id": self.id,
            "attempt": self.attempts + 1,
            "state": self.state,
            "attempts": self.attempts,
            "is_dialled": bool(entry_sudo._find_call()),
            "note": self.note or "",
            "wanted": self.wanted or "",
            "about": self.about or "",
            "list": self._prepare_list(),
            "customer": {
                "id": self.partner_id.id,
                "name": self.partner_id.name or "",
                "phone": row["phone"] or "",
                "unit": self.unit_id.name or "",
                "unit_id": self.unit_id.id,
            },
            "script": script._prepare_script(places) if script else False,
            "answers": {
                str(answer.step_id.id): answer._get_value()
                for answer in entry_sudo.answer_ids
            },
            "dispositions": self._prepare_dispositions(),
            "languages": languages,
            "lang": lang,
        }

    def _choose_language(self, lang, known):
        """The language asked for, else the customer's, else the agent's."""
        wanted = (lang, self.partner_id.lang, self.env.lang, known[0])
        return next(code for code in wanted if code in known)

    @api.model
    def _prepare_none(self, call_list):
        """Say that there is nobody now, and when there is."""
        mine = [
            ("is_open", "=", True),
            ("user_id", "in", [self.env.uid, False]),
            *self._get_running_domain(call_list),
        ]
        left = self.search_count(mine)
        later = [*mine, ("next_attempt_at", "!=", False)]
        following = self.search(later, order="next_attempt_at", limit=1)
        moment = following.next_attempt_at
        return {
            "id": False,
            "left": left,
            "next_at": f"{moment.isoformat()}Z" if moment else "",
        }

    def _prepare_list(self):
        # sudo: the name of the list that the user calls
        list_sudo = self.sudo().list_id
        mine = [
            ("list_id", "=", list_sudo.id),
            ("state", "in", OPEN),
            ("user_id", "in", [self.env.uid, False]),
        ]
        return {
            "id": list_sudo.id,
            "name": list_sudo.name,
            "purpose": list_sudo.purpose,
            "left": self.search_count(mine),
        }

    @api.model
    def _prepare_dispositions(self):
        return [
            {
                "id": disposition.id,
                "code": disposition.code,
                "name": disposition.name,
                "is_reached": disposition.is_reached,
                "state": disposition.entry_state,
            }
            for disposition in self.env["property.call.disposition"].search([])
        ]

    @api.model
    def _get_languages(self):
        return [list(language) for language in self.env["res.lang"].get_installed()]


class PropertyCallAnswer(models.Model):
    _inherit = "property.call.answer"

    def _get_value(self):
        """Return the reply as ``api_answer`` takes it."""
        self.ensure_one()
        kind = self.step_id.kind
        if kind in CHOICES:
            return self.option_id.id
        if kind == "number":
            return self.value_number
        if kind == "date":
            return self.value_date and self.value_date.isoformat() or ""
        return self.value_text or ""
