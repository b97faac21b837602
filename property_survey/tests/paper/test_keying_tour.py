# Takes long
import time
from random import Random
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser

from ...tools.paper_number import make_number
from .common import PaperCommon

SHEETS = 20
NAMED_KEYS = {"Enter": 13, "+": 187, " ": 32, "Backspace": 8}


@tagged("post_install", "-at_install")
class TestKeyingTour(HttpCase, PaperCommon):
    """Twenty sheets by the keys of a keyboard, as the browser gets them; no mouse."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._print(cls.campaign, count=SHEETS)
        random = Random(7)
        cls.sheets = [cls._fill(random) for _sheet in range(SHEETS)]

    @classmethod
    def _fill(cls, random):
        """Return the answers of a sheet in the order of the paper; None is empty."""
        scales = [random.choice([None, *range(1, 8)]) for _item in range(6)]
        points = random.randrange(0, 101)
        return [*scales, points, 100 - points, random.choice([*range(11), None]), None]

    def _get_keys(self, number, values):
        keys = [*make_number(number), "Enter"]
        for place, value in enumerate(values):
            if place in (6, 7):
                keys += [*str(value), "Enter"]
            elif place == 9:
                keys.append("Enter")
            elif value == 10:
                keys.append("+")
            else:
                keys.append(" " if value is None else str(value))
        # a slip in the first question, put right
        return [*keys[:5], "1", "Backspace", *keys[5:], "Enter"]

    def _press(self, browser, key):
        text = {"Enter": "\r", "Backspace": ""}.get(key, key)
        code = NAMED_KEYS.get(key) or ord(key)
        for kind in ("keyDown", "keyUp"):
            browser._websocket_request(
                "Input.dispatchKeyEvent",
                params={
                    "type": kind,
                    "key": key,
                    "text": text if kind == "keyDown" else "",
                    "windowsVirtualKeyCode": code,
                },
            )

    def _wait(self, browser, expression):
        for _try in range(200):
            found = browser._websocket_request(
                "Runtime.evaluate", params={"expression": expression}
            )
            if found["result"].get("value"):
                return
            time.sleep(0.02)
        self.fail(f"never: {expression}")

    def _key_all(self, browser):
        """Press the keys of all sheets, and wait for nothing but what a clerk sees."""
        sent = []
        watch = (
            "window.clicks = 0; addEventListener('mousedown', () => window.clicks++)"
        )
        browser._websocket_request("Runtime.evaluate", params={"expression": watch})
        for number, values in enumerate(self.sheets, 1):
            for key in self._get_keys(number, values):
                self._press(browser, key)
                sent.append(key)
            self._wait(browser, "Boolean(document.querySelector('#o_keying_number'))")
        count = "document.querySelector('.o_keying_count').textContent"
        self._wait(browser, f"{count}.includes('{SHEETS}')")
        self._wait(browser, "window.clicks === 0")

    def test_twenty_sheets_by_keyboard(self):
        self.authenticate(self.user_clerk.login, self.user_clerk.login)
        with patch.object(
            ChromeBrowser,
            "_wait_code_ok",
            lambda browser, *_args, **_options: self._key_all(browser),
        ):
            self.browser_js(
                "/odoo/key-sheets",
                "",
                "Boolean(document.querySelector('#o_keying_number'))",
                login=self.user_clerk.login,
            )
        rows = self.env["property.survey.sheet"].search(
            [("campaign_id", "=", self.campaign.id)]
        )
        order = [self.ids[at] for at in (0, 3, 1, 4, 2, 5, 6, 7, 8)]
        wanted = [
            {
                str(key): value
                for key, value in zip(order, values, strict=False)
                if value is not None
            }
            for values in self.sheets
        ]
        self.assertCountEqual(rows.mapped("numbers"), wanted)
