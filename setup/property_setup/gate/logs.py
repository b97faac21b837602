"""The log gate: a WARNING or worse in Odoo's log fails, but for .ci/checklog.cfg."""

import subprocess

from .. import environments, paths


def problem(log, may_be_empty=False):
    """The records of the log that are no mere information."""
    checker = environments.tools_environment() / "bin" / "checklog-odoo"
    command = [checker, "--no-echo", "--config", paths.ROOT / ".ci" / "checklog.cfg"]
    if may_be_empty:
        command.append("--no-err-if-empty")
    if not log.exists():
        return "" if may_be_empty else f"{log} is missing"
    ran = subprocess.run([*command, log], capture_output=True, text=True)
    return f"{ran.stdout}{ran.stderr}" if ran.returncode else ""
