"""What passed and what failed, counted over every part."""

import re
import threading
import time
import xml.etree.ElementTree as ElementTree

from ..console import say

SHOWN_LINES = 60
# Only the last line of the whole run may look like a test runner's closing line.
CLOSING = re.compile(r"\d+ (passed|failed|skipped|error)")


class Report:
    def __init__(self):
        self.counts = {"passed": 0, "failed": 0, "skipped": 0}
        self.failures = []
        self.started = time.monotonic()
        self.lock = threading.Lock()

    def check(self, name, problem=""):
        """One check: it failed if there is a problem to tell."""
        self._add(name, "failed" if problem else "passed", problem)

    def tests(self, name, results, least=1):
        """The JUnit file of a pytest run that should hold at least so many tests."""
        counts = count_tests(results)
        with self.lock:
            for outcome, number in counts.items():
                self.counts[outcome] += number
        if counts["failed"] or counts["skipped"]:
            self.failures.append(name)
        told = ", ".join(
            f"{outcome} {number}" for outcome, number in counts.items() if number
        )
        self._tell(name, told or "no test ran")
        if sum(counts.values()) < least:
            self.check(name, f"{sum(counts.values())} tests ran, {least} are there")

    def _add(self, name, outcome, problem):
        with self.lock:
            self.counts[outcome] += 1
        self._tell(name, outcome)
        if problem:
            self.failures.append(name)
            say(indented(problem))

    def _tell(self, name, told):
        say(f"[{time.monotonic() - self.started:6.1f} s] {name}: {told}")

    @property
    def green(self):
        return bool(self.counts["passed"]) and not (
            self.counts["failed"] or self.counts["skipped"]
        )

    def close(self):
        """The closing line, alone on its line; returns the exit code."""
        if self.failures:
            say("\nNot green: " + ", ".join(dict.fromkeys(self.failures)))
        say()
        say(", ".join(f"{number} {outcome}" for outcome, number in self.counts.items()))
        return 0 if self.green else 1


def indented(text):
    lines = str(text).strip().splitlines()
    shown = lines[-SHOWN_LINES:]
    if len(lines) > len(shown):
        shown.insert(0, f"({len(lines) - len(shown)} lines more before this)")
    return "\n".join(f"    | {line}" for line in shown)


def count_tests(results):
    """{outcome: number}; an error in set-up or tear-down is a failure of the test."""
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    if not results.exists():
        return counts
    for case in ElementTree.parse(results).iter("testcase"):
        outcomes = {child.tag for child in case}
        if outcomes & {"failure", "error"}:
            counts["failed"] += 1
        elif "skipped" in outcomes:
            counts["skipped"] += 1
        else:
            counts["passed"] += 1
    return counts
