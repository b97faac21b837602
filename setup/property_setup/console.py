"""What the user sees: progress, and errors that say what to do."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

from . import paths

TAIL_LINES = 15


class SetupError(Exception):
    """Something failed: what, and what the user can do about it."""

    def __init__(self, what, hint=""):
        super().__init__(what)
        self.hint = hint


def say(text=""):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(error):
    sys.stdout.flush()
    sys.stderr.write(f"error: {error}\n")
    if error.hint:
        sys.stderr.write(f"  what to do: {error.hint}\n")


@contextmanager
def step(title):
    """Announce a step that takes a while, and say how long it took."""
    say(f"{title} ...")
    started = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - started:.0f} s: {title}")


def tail(log, lines=TAIL_LINES):
    text = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(f"    | {line}" for line in text[-lines:])


def log_path(name):
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    return paths.LOGS / f"{name}.log"


def attempt(command, log, env=None, cwd=None, stdin=None):
    """Run a command with all its output in the file `log`; return its exit code."""
    with open(log, "ab") as output:
        return subprocess.run(
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL if stdin is None else None,
            input=stdin,
            env={**os.environ, **(env or {})},
            cwd=cwd,
        ).returncode


def call(command, name, what, hint="", **options):
    """Run a command into the log `name`; on failure raise with the end of that log."""
    log = log_path(name)
    log.write_bytes(b"")
    code = attempt(command, log, **options)
    if code:
        raise SetupError(
            f"{what} (exit code {code}); the end of {log}:\n{tail(log)}", hint
        )
    return log
