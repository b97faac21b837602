from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from ...tools.dialler import RecordingDialler
from .call_list_common import CallListCommon


class TestCallWork(CallListCommon):
    """Monday, 2 March 2026, ten in the morning at a site on UTC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "UTC"
        cls.list.action_start()
        cls.mine = cls.Entry.with_user(cls.user_agent)

    def setUp(self):
        super().setUp()
        self.clock = self.startPatcher(freeze_time("2026-03-02 10:00:00"))

    def _at(self, text):
        return freeze_time(f"2026-03-{text}")

    def _end(self, entry, disposition, **values):
        attempt = {"disposition": disposition, "attempt": entry.attempts + 1}
        return entry.api_answer(attempt | values)

    def _take(self, user=None):
        shown = self.Entry.with_user(user or self.user_agent).api_next_entry()
        return self.mine.browse(shown["id"])

    def test_next_customer_with_his_script(self):
        shown = self.mine.api_next_entry(self.list.id)
        self.assertEqual(shown, self.mine.api_next_entry(self.list.id) | {})
        self.assertEqual(shown["id"], self.entry.id)
        self.assertEqual(shown["customer"]["phone"], "138****8000")
        self.assertEqual(shown["list"]["left"], 2)
        [ask, why, bye] = shown["script"]["steps"]
        self.assertEqual(ask["text"], f"Good day Wang Wei of {self.unit.name} & Co.")
        self.assertEqual(
            [one["goto"] for one in ask["options"]], [bye["id"], why["id"]]
        )

    def test_a_talk_from_dialling_to_its_outcome(self):
        entry = self._take()
        dialled = entry.api_dial()
        self.assertEqual(dialled["href"], "tel:+8613800138000")
        self.assertTrue(
            self.env["property.disclosure"].search_count(
                [
                    ("user_id", "=", self.user_agent.id),
                    ("partner_id", "=", self.wang.id),
                ]
            )
        )
        entry.api_answer({"answers": {str(self.ask.id): self.no.id}, "note": "Cold"})
        with self._at("02 10:04:00"):
            done = self._end(entry, "done", answers={self.why.id: "Still drips"})
        self.assertEqual((done["state"], done["attempts"]), ("done", 1))
        call = self.entry.call_ids
        self.assertEqual(
            (call.result, call.talk_seconds, call.note, call.partner_id),
            ("answered", 240, "Cold", self.wang),
        )
        self.assertCountEqual(call.answer_ids.mapped("value"), ["Still drips", "No"])
        self.assertFalse(self.entry.holder_id)

    def test_told_again_an_outcome_changes_nothing(self):
        entry = self._take()
        values = {"disposition": "no_answer", "attempt": 1}
        first, second = entry.api_answer(values), entry.api_answer(values)
        self.assertEqual(second, first | {"repeated": True})
        self.assertEqual(len(self.entry.call_ids), 1)

    def test_no_answer_is_tried_again_and_then_the_lead_is_told(self):
        self.list.entry_ids.filtered(lambda e: e != self.entry).state = "done"
        entry = self._take()
        told = self._end(entry, "no_answer")
        self.assertEqual(told["next_attempt_at"], "2026-03-02T11:00:00Z")
        self.assertFalse(self.mine.api_next_entry()["id"])
        self.assertEqual(self.mine.api_next_entry()["next_at"], "2026-03-02T11:00:00Z")
        with self._at("02 20:30:00"):
            told = self._end(self._take(), "busy")
        self.assertEqual(told["next_attempt_at"], "2026-03-03T08:00:00Z")
        with self._at("02 21:30:00"):
            self.assertFalse(self._take())
        with self._at("03 08:30:00"):
            told = self._end(self._take(), "no_answer")
        self.assertEqual(told["state"], "unreachable")
        [task] = self.entry.activity_ids
        self.assertEqual(task.user_id, self.user_dispatcher)

    def test_call_back_at_the_hours_the_customer_wants(self):
        self.list.entry_ids.filtered(lambda e: e != self.entry).state = "done"
        told = self._end(
            self._take(),
            "call_back",
            wanted="18:00-20:00",
            call_back_at="2026-03-02T12:00:00Z",
        )
        self.assertEqual(
            (told["state"], told["next_attempt_at"]),
            ("call_back", "2026-03-02T18:00:00Z"),
        )
        with self._at("02 20:15:00"):  # nobody called in time
            self.assertFalse(self._take())
            self.assertEqual(self.entry.next_attempt_at, datetime(2026, 3, 3, 18))
        with self._at("03 18:00:00"):
            self.assertEqual(self._take(), self.entry)

    def test_none_after_the_last_day(self):
        self.list.date_deadline = "2026-03-02"
        with self._at("02 20:30:00"):
            told = self._end(self._take(), "no_answer")
        self.assertEqual(told["state"], "unreachable")

    def test_two_agents_never_have_the_same(self):
        self.list.entry_ids.user_id = False
        self.list.agent_ids = [(0, 0, {"user_id": self.user_dispatcher.id})]
        one, other = self._take(), self._take(self.user_dispatcher)
        self.assertEqual(one | other, self.list.entry_ids)
        with self.assertRaises(UserError):
            other.with_user(self.user_agent).api_answer({"note": "x"})
        self.assertFalse(self._take(self.user_site_manager))
        one.api_release()
        with self._at("02 10:16:00"):  # forgotten on the screen
            self.assertEqual(self._take(), one)

    def test_undo(self):
        entry = self._take()
        self._end(entry, "refused")
        self.assertEqual(self.entry.state, "refused")
        with self.assertRaises(UserError):
            entry.with_user(self.user_dispatcher).api_undo()
        shown = entry.api_undo()
        self.assertEqual((shown["state"], shown["attempt"]), ("to_call", 1))
        self._end(entry, "agreed")
        self.assertEqual(self.entry.state, "done")
        self.assertTrue(self.entry.is_agreed)
        self.assertEqual(self.entry.call_ids.disposition_id.code, "agreed")

    def test_no_sales_call_after_the_consent_is_gone(self):
        purpose = self.env.ref("property_crm.property_privacy_purpose_marketing")
        (self.wang | self.li).mapped(lambda p: p._give_consent(purpose, "desk").id)
        self.list.purpose = "sales"
        self.wang._withdraw_consent(purpose, "phone")
        self.assertEqual(self._take().partner_id, self.li)
        self.assertEqual(self.entry.state, "refused")

    def test_bad_values_are_named(self):
        entry = self._take()
        for values, name in (
            ({"x": 1}, "values"),
            ({"note": 1}, "note"),
            ({"disposition": "done"}, "attempt"),
            ({"disposition": "x", "attempt": 1}, "disposition"),
            ({"answers": [1]}, "answers"),
            ({"answers": {"x": 1}}, "answers"),
            ({"answers": {self.ask.id: 0}}, "answers"),
            ({"answers": {self.why.id: 5}}, "answers"),
            ({"disposition": "call_back", "attempt": 1, "call_back_at": "x"}, "call_b"),
            ({"disposition": "call_back", "attempt": 1, "wanted": "x"}, "Wanted"),
        ):
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(ValidationError, name),
                self.cr.savepoint(),
            ):
                entry.api_answer(values)

    def test_what_dials(self):
        Dialler = self.env["property.call.dialler"]
        double = RecordingDialler()
        self.patch(type(Dialler), "_get_dialler", lambda self: double)
        entry = self._take()
        self.assertEqual(
            entry.api_dial(), {"status": "dialled", "href": "", "message": ""}
        )
        [(number, agent, reference)] = double.dialled
        self.assertEqual((number, agent), ("+8613800138000", self.user_agent.login))
        self.assertEqual(reference, self.entry.call_ids.name)
        double.error = "line down"
        failed = entry.api_dial()
        self.assertEqual(failed["status"], "failed")
        self.assertIn("line down", failed["message"])
        self.assertEqual(self.entry.state, "to_call")
        self.assertEqual(len(self.entry.call_ids), 1)

    def test_dialler_of_the_site(self):
        Dialler = self.env["property.call.dialler"]
        with self.assertRaises(ValidationError):
            Dialler.create({"name": "x", "kind": "http", "url": "http://pbx.example"})
        Dialler.create({"name": "All", "kind": "training"})
        own = Dialler.create(
            {
                "name": "Here",
                "kind": "http",
                "url": "https://pbx.example/dial",
                "site_ids": self.site.ids,
            }
        )
        company = self.site.company_id
        self.assertEqual(Dialler._get_for(self.site, company).url, own.url)
        self.assertIsInstance(
            Dialler._get_for(self.other_site, company), RecordingDialler
        )

    def test_dialler_is_stored_as_before_it_shared_its_fields(self):
        columns = {
            "sequence": "int4",
            "active": "bool",
            "name": "varchar",
            "kind": "varchar",
            "company_id": "int4",
            "url": "varchar",
            "secret": "varchar",
            "timeout": "int4",
        }
        self.cr.execute(
            "SELECT column_name, udt_name FROM information_schema.columns"
            " WHERE table_name = 'property_call_dialler' AND table_schema ="
            " current_schema()"
        )
        stored = dict(self.cr.fetchall())
        for name in ("id", "create_uid", "create_date", "write_uid", "write_date"):
            del stored[name]
        self.assertEqual(stored, columns)
        sites = self.env["property.call.dialler"]._fields["site_ids"]
        self.assertEqual(
            (sites.relation, sites.column1, sites.column2),
            ("property_call_dialler_site_rel", "dialler_id", "site_id"),
        )

    def test_strangers_see_and_do_nothing(self):
        for user in (self.user_stranger, self.user_portal):
            entry = self.entry.with_user(user)
            acts = [entry.api_dial, entry.api_undo, lambda e=entry: e.read(["note"])]
            acts.append(lambda e=entry: e.api_answer({"note": "x"}))
            for act in acts:
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()
        answer = self.env["property.call.answer"].create(
            {"entry_id": self.entry.id, "step_id": self.why.id, "value_text": "x"}
        )
        for record in (answer, self.list, self.list.agent_ids):
            for user in (self.user_stranger, self.user_portal):
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])

    def test_who_may_write(self):
        entry = self.entry.with_user(self.user_agent)
        for act in (
            lambda: entry.write({"state": "done"}),
            lambda: self.list.with_user(self.user_agent).write({"name": "x"}),
            lambda: self.script.with_user(self.user_dispatcher).write(
                {"state": "draft"}
            ),
            lambda: self.list.with_user(self.user_auditor).write({"name": "x"}),
        ):
            with self.assertRaises(AccessError):
                act()
        self.list.with_user(self.user_dispatcher).action_pause()
        for model in ("script", "list", "entry", "answer"):
            records = self.env[f"property.call.{model}"].with_user(self.user_auditor)
            self.assertTrue(records.has_access("read"))
        Dialler = self.env["property.call.dialler"]
        self.assertFalse(Dialler.with_user(self.user_dispatcher).has_access("read"))
