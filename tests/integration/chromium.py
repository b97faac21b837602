"""A browser with one page, driven over its DevTools socket."""

import itertools
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import websocket

PROGRAMS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--no-first-run",
    "--mute-audio",
    "--window-size=1366,768",
    "--remote-debugging-port=0",
)
STARTING, TICK = 20, 0.05


class Chromium:
    """One page; expressions are JavaScript in it."""

    def __init__(self, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            pages = json.load(answer)
        [page] = [page for page in pages if page["type"] == "page"]
        self.socket = websocket.create_connection(
            page["webSocketDebuggerUrl"], suppress_origin=True, timeout=60
        )
        self.numbers = itertools.count(1)

    def ask(self, method, **params):
        """Send a command and return its answer; what else is told is passed over."""
        number = next(self.numbers)
        told = {"id": number, "method": method, "params": params}
        self.socket.send(json.dumps(told))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    def evaluate(self, expression):
        """Return the value of an expression, of a promise what it brings."""
        answer = self.ask(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait_for(self, expression, seconds=30):
        """Return the value of an expression once it is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := self.evaluate(expression):
                return value
            time.sleep(TICK)
        shown = self.evaluate("document.body.innerText.slice(0, 2000)")
        raise AssertionError(f"Not so in {seconds} s: {expression}\n{shown}")

    def sign_in(self, url, cookies):
        """Go to a page with the session of somebody who is signed in."""
        for cookie in cookies:
            self.ask("Network.setCookie", url=url, name=cookie.name, value=cookie.value)
        self.ask("Page.navigate", url=url)

    def click(self, selector):
        self.wait_for(f"document.querySelector({json.dumps(selector)}) !== null")
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def type(self, selector, text):
        """Write into a field as the keyboard does."""
        self.wait_for(f"document.querySelector({json.dumps(selector)}) !== null")
        self.evaluate(f"document.querySelector({json.dumps(selector)}).focus()")
        self.ask("Input.insertText", text=text)


@contextmanager
def running_chromium():
    """Start a browser with a profile of its own; it ends with the block."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    profile = tempfile.mkdtemp(suffix="_chromium")
    process = subprocess.Popen(
        [program, *SWITCHES, f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        browser = Chromium(_wait_for_port(process, Path(profile, "DevToolsActivePort")))
        yield browser
        browser.socket.close()
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(profile, ignore_errors=True)


def _wait_for_port(process, file):
    end = time.monotonic() + STARTING
    while time.monotonic() < end:
        assert process.poll() is None, "The browser did not start."
        lines = file.read_text().splitlines() if file.exists() else ()
        if len(lines) > 1:
            return int(lines[0])
        time.sleep(TICK)
    raise AssertionError(f"The browser did not start in {STARTING} s.")
