from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .common import NoticeCommon

FORM = {"name": "A bench", "text": "In front of the house", "token": "t1"}


class TestSuggestion(NoticeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._own(cls.resident, cls.upper)
        cls.site.manager_id = cls.user_site_manager
        cls.box = cls.env["property.suggestion"]

    def _suggest(self, **form):
        box = self.box.with_user(self.user_portal)
        return box._portal_suggest(FORM | form, self.resident)

    def test_somebody_has_to_answer_by_a_day(self):
        with freeze_time("2026-03-06 04:00:00"):  # a Friday
            suggestion = self._suggest()
        self.assertEqual(suggestion.user_id, self.user_site_manager)
        self.assertEqual(suggestion.due_date, fields.Date.to_date("2026-03-11"))
        [activity] = suggestion.activity_ids
        self.assertEqual(activity.user_id, self.user_site_manager)
        self.assertEqual(activity.date_deadline, suggestion.due_date)
        self.assertTrue(suggestion.is_overdue)
        self.assertIn(suggestion, self.box.search([("is_overdue", "=", True)]))
        suggestion.user_id = self.user_dispatcher
        self.assertEqual(activity.user_id, self.user_dispatcher)

    def test_sent_twice_it_is_one(self):
        first = self._suggest()
        self.assertEqual(self._suggest(), first)
        self.assertNotEqual(self._suggest(token="t2"), first)

    def test_not_closed_without_an_answer(self):
        suggestion = self._suggest().with_user(self.user_agent)
        for act in (suggestion.action_accept, suggestion.action_decline):
            with self.assertRaises(ValidationError):
                act()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(CheckViolation),
            self.cr.savepoint(),
        ):
            suggestion.state = "declined"
            suggestion.flush_recordset()
        with self.assertRaises(UserError):
            suggestion.sudo().unlink()

    def test_the_answer_reaches_who_asked(self):
        suggestion = self._suggest().with_user(self.user_agent)
        suggestion.answer = "It comes in May"
        suggestion.action_accept()
        self.assertEqual(suggestion.state, "accepted")
        self.assertTrue(suggestion.answered_at)
        self.assertFalse(suggestion.activity_ids)
        message = suggestion.message_ids.filtered("partner_ids")
        self.assertEqual(message.partner_ids, self.resident)
        self.assertIn("It comes in May", message.body)

    def test_others_never_read_who_it_was(self):
        self._own(self.li, self.lower)
        suggestion = self._suggest()
        self.assertFalse(self.box._portal_search_public(self.li))
        suggestion.is_public = True
        [row] = self.box._portal_search_public(self.li)
        self.assertEqual(set(row), {"name", "text", "answer", "state"})
        self.assertFalse(self.box._portal_search_public(self.resident))
        self.assertFalse(self.box._portal_search_public(self.zhao))

    def test_only_about_ones_own_unit(self):
        suggestion = self._suggest(unit=str(self.other_unit.id))
        self.assertEqual(suggestion.unit_id, self.upper)
        for form in ({"name": " "}, {"text": ""}):
            with self.assertRaises(UserError):
                self._suggest(token=None, **form)
        with self.assertRaises(UserError):
            self.box._portal_suggest(FORM, self.zhao)

    def test_strangers_are_refused(self):
        suggestion = self._suggest()
        for user in (self.user_portal, self.user_stranger):
            with self.assertRaises(AccessError):
                suggestion.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            suggestion.with_user(self.user_auditor).answer = "x"
        with self.assertRaises(UserError):
            suggestion.with_user(self.user_agent).partner_id = self.li
