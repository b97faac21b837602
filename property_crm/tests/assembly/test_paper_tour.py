# Takes long
import time
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser

from .paper_common import PaperCommon

CODES = {"Enter": 13, "Backspace": 8, " ": 32}


@tagged("post_install", "-at_install")
class TestPaperTour(PaperCommon, HttpCase):
    """A clerk keys paper ballots by the keys of a keyboard; no mouse."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_paper_vote()

    def _press(self, browser, key):
        text = {"Enter": "\r", "Backspace": ""}.get(key, key)
        for kind in ("keyDown", "keyUp"):
            browser._websocket_request(
                "Input.dispatchKeyEvent",
                params={
                    "type": kind,
                    "key": key,
                    "text": text if kind == "keyDown" else "",
                    "windowsVirtualKeyCode": CODES.get(key) or ord(key),
                },
            )

    def _wait(self, browser, expression):
        for _try in range(300):
            found = browser._websocket_request(
                "Runtime.evaluate", params={"expression": expression}
            )
            if found["result"].get("value"):
                return
            time.sleep(0.02)
        self.fail(f"never: {expression}")

    def _key_all(self, browser):
        """Scan and key three ballots, the last of them a second time."""
        entry = "Boolean(document.querySelector('#o_keying_number'))"
        problem = "document.querySelector('.o_keying_problem')"
        for number, keys in self.ballots:
            for key in [*number, "Enter", *keys]:
                self._press(browser, key)
            self._wait(browser, entry)
        count = "document.querySelector('.o_keying_count').textContent"
        self._wait(browser, f"{count}.includes('3 of 11')")
        for key in [*self.ballots[-1][0], "Enter"]:
            self._press(browser, key)
        self._wait(browser, f"{problem}?.textContent.includes('keyed already by')")

    def test_clerk_keys_paper_ballots(self):
        first, second, third = map(self._get_sheet, ("A101", "B101", "C1"))
        self.ballots = [
            (first.token, ["1", "2", "1", "2", "Enter", "Enter"]),
            (second.printed_number, ["1", "Backspace", "2", "0", "Enter"]),
            (third.printed_number, ["3", " ", "Enter"]),
        ]
        login = self.user_site_manager.login
        with patch.object(
            ChromeBrowser,
            "_wait_code_ok",
            lambda browser, *_args, **_options: self._key_all(browser),
        ):
            self.browser_js(
                "/odoo/key-ballots",
                "",
                "Boolean(document.querySelector('#o_keying_number'))",
                login=login,
            )
        self.assertEqual(
            self._read_votes(),
            {"A101": "yes", "B101, B102, B103": "no", "C1": "abstain"},
        )
        ids = self.election.candidate_ids[:2].ids
        self.assertEqual(
            self._read_votes(self.election),
            {"A101": ids, "B101, B102, B103": "abstain"},
        )
        self.assertEqual(first.keyed_by_id, self.user_site_manager)
