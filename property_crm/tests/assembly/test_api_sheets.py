from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from ...tools.vote_receipt import Tree
from .paper_common import PaperCommon


class TestApiSheetsKeyed(PaperCommon):
    """A sheet is read in once: by a clerk, or by a machine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_paper_vote()

    def _row(self, motion, unit="A101", **values):
        values = {"choice": "yes"} | values
        key = f"{unit}-{motion.id}"
        token = self._get_sheet(unit, self.assembly).token
        return {"external_key": key, "motion": motion.id, "sheet": token, **values}

    def _send(self, *rows):
        api = self.env["property.assembly"].with_user(self.user_integration)
        answers = api.api_ballots(self.assembly.id, list(rows))
        self.env.flush_all()
        return [(answer["status"], answer["reason"]) for answer in answers]

    def _is_keyed(self, unit="A101"):
        return bool(self._get_sheet(unit, self.assembly).keyed_at)

    def test_what_a_clerk_left_empty_is_not_read_in_later(self):
        self._key("A101", ["yes"])
        self.assertEqual(self._send(self._row(self.local)), [("error", "keyed")])
        self.assertFalse(self.local.sudo().ballot_ids)
        voted = self._row(self.motion, choice="no")
        self.assertEqual(self._send(voted), [("exists", "voted")])

    def test_a_sheet_read_in_is_keyed(self):
        row = self._row(self.motion)
        other = self._row(self.motion, "A102")
        self.assertEqual(self._send(row, other), [("accepted", "")] * 2)
        sheet = self._get_sheet("A101")
        self.assertEqual(sheet.keyed_by_id, self.user_integration)
        self.assertTrue(self._is_keyed("A102"))
        self.assertFalse(self._is_keyed("A103"))
        self.assertEqual(self.clerk.api_keying_form()["keyed"], 2)
        self.assertEqual(self._key("A101", [None, "yes"])["status"], "exists")
        self.assertEqual(self._send(self._row(self.local)), [("error", "keyed")])
        self.assertFalse(self.local.sudo().ballot_ids)
        self.assertEqual(self._send(row), [("exists", "repeated")])

    def test_a_sheet_with_a_bad_row_can_be_corrected(self):
        good = self._row(self.motion)
        for bad in (
            self._row(self.local, choice="maybe"),
            self._row(self.local, candidates="1"),
            self._row(self.local) | {"motion": 0},
        ):
            self._send(good, bad)
            self.assertFalse(self._is_keyed())
        found = self._send(good, self._row(self.local))
        self.assertEqual(found, [("exists", "repeated"), ("accepted", "")])
        self.assertTrue(self._is_keyed())

    def test_a_vote_of_a_meeting(self):
        self.assembly = self._open(
            self._create_assembly(
                self.place,
                form="meeting",
                meeting_at=fields.Datetime.now() + timedelta(days=20),
            )
        )
        self.assembly.action_make_sheets()
        self.motion = self.assembly.motion_ids
        self.assertEqual(self._send(self._row(self.motion)), [("accepted", "")])
        self.assertEqual(self._get_ballots().channel, "meeting")
        self.assertTrue(self._is_keyed())

    def test_the_cost_does_not_grow_with_the_sheets(self):
        self._send(self._row(self.motion, "A101"))
        counts = []
        for units in (("A102", "A103"), ("B101", "C1", "A201", "A202")):
            rows = [self._row(self.motion, unit) for unit in units]
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(set(self._send(*rows)), {("accepted", "")})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_whoever_checks_a_receipt_has_no_other_made(self):
        votes = {"A101": "yes", "A102": "no", "A103": "yes"}
        for unit, choice in votes.items():
            self._send(self._row(self.motion, unit, choice=choice))
        self._close(self.assembly)
        serial = self._get_ballots()[0].serial
        root = self.motion._get_root()
        get_path = patch.object(
            Tree, "get_path", autospec=True, side_effect=Tree.get_path
        )
        with get_path as path:
            found = self.motion._check_receipt(serial)
            self.assertFalse(self.motion._check_receipt("0" * 32)["is_listed"])
        self.assertEqual(path.call_count, 1)
        self.assertEqual((found["is_listed"], found["root"]), (True, root))
