from .common import NOW, VisitCommon, at, freeze_time

START, STOP = "2026-03-09T01:00:00Z", "2026-03-09T02:00:00Z"


@freeze_time(NOW)
class TestVisitApi(VisitCommon):
    def _call(self, **row):
        row = {"id": self.ticket.id, "visit_key": "v-1", **row}
        Ticket = self.Ticket.with_user(self.user_integration)
        return Ticket.api_visit([row])[0]

    def _book(self, **row):
        return self._call(
            **{"do": "book", "technician": "technician", "start": START, "stop": STOP}
            | row
        )

    def test_book_move_and_tell(self):
        self.assertEqual(self._book()["status"], "updated")
        self.assertEqual(self._book()["status"], "unchanged")
        [visit] = self.ticket.visit_ids
        self.assertEqual(visit.start, at("2026-03-09 09:00"))
        moved = self._book(start="2026-03-09T02:00:00Z", stop="2026-03-09T03:00:00Z")
        self.assertEqual(moved["status"], "updated")
        for do, state in (
            ("on_the_way", "on_the_way"),
            ("on_site", "on_site"),
            ("done", "done"),
        ):
            with self.subTest(do=do):
                self.assertEqual(self._call(do=do)["status"], "updated")
                self.assertEqual(self._call(do=do)["status"], "unchanged")
                self.assertEqual(visit.state, state)

    def test_cancel_and_miss(self):
        self._book()
        answer = self._call(do="cancel", reason="Rain")
        self.assertEqual(answer["status"], "updated")
        self.assertEqual(self.ticket.visit_ids.reason, "Rain")
        self._book(visit_key="v-2")
        self._call(visit_key="v-2", do="missed", why="no_access")
        self.assertEqual(
            self.ticket.visit_ids.filtered("miss_reason").miss_reason, "no_access"
        )

    def test_errors_name_the_field(self):
        for row, field in (
            ({"do": "fly"}, "do"),
            ({"do": "book", "technician": "nobody", "start": START}, "technician"),
            ({"do": "cancel", "visit_key": "unknown"}, "visit_key"),
            ({"do": "book", "technician": "technician"}, ""),
            ({"do": "book", "start": "soon"}, "start"),
        ):
            with self.subTest(row=row):
                answer = self._call(**row)
                self.assertEqual(answer["status"], "error")
                self.assertIn(field, [error["field"] for error in answer["errors"]])

    def test_two_at_once_are_told(self):
        self._book()
        answer = self._book(visit_key="v-2")
        self.assertEqual(answer["status"], "error")
        self.assertIn("another visit", answer["errors"][0]["message"])
        self.assertEqual(len(self.ticket.visit_ids), 1)

    def test_a_program_goes_itself(self):
        login = self.user_integration.login
        self.assertEqual(self._book(technician=login)["status"], "updated")

    def test_a_program_of_another_site_is_refused(self):
        self.user_integration.territory_staff_ids.territory_id = (
            self.other_site.territory_id
        )
        self.assertEqual(self._book()["status"], "error")
