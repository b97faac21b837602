"""The commands on a state folder of the tests; the environments are the run's."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ("venv", "odoo", "tools", "node", "wheels")
PATIENCE = 600


@dataclass
class Commands:
    """The commands of setup/, on a state folder of the tests."""

    state: Path

    def environment(self, **variables):
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("PG")
        }
        return {**inherited, "PROPERTY_STATE": str(self.state), **variables}

    def run(self, command, *arguments, **variables):
        return subprocess.run(
            [str(part) for part in (ROOT / "setup" / command, *arguments)],
            env=self.environment(**variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def done(self, command, *arguments, **variables):
        ran = self.run(command, *arguments, **variables)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    def refused(self, command, *arguments, **variables):
        ran = self.run(command, *arguments, **variables)
        assert ran.returncode not in (0, 130), ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr, ran.stderr
        return ran.stderr

    def start(self, *command, log, **variables):
        """A command that goes on, as in a terminal of its own."""
        with open(log, "w") as output:
            return Running(
                subprocess.Popen(
                    [str(part) for part in command],
                    env=self.environment(**variables),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                ),
                Path(log),
            )

    def postgresql_runs(self):
        pidfile = self.state / "pg" / "site" / "data" / "postmaster.pid"
        return pidfile.exists() and alive(int(pidfile.read_text().split()[0]))


@dataclass
class Running:
    process: subprocess.Popen
    log: Path

    @property
    def output(self):
        return self.log.read_text()

    def wait_for(self, text):
        deadline = time.monotonic() + PATIENCE
        while text not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.2)

    def ctrl_c(self):
        """As the terminal does: to every process of the foreground group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)

    def end(self):
        if self.process.poll() is None:
            self.ctrl_c()


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="session")
def commands(tmp_path_factory):
    state = tmp_path_factory.mktemp("state")
    prepared = Path(os.environ["PROPERTY_TEST_STATE"])
    for name in SHARED:
        if (prepared / name).exists():
            (state / name).symlink_to(prepared / name)
    return Commands(state)


@pytest.fixture
def running(commands, tmp_path):
    """Start setup/run; whatever is started ends with the test."""
    started = []

    def start(*arguments, prefix=(), **variables):
        log = tmp_path / f"run-{len(started)}.log"
        command = (*prefix, ROOT / "setup" / "run", *arguments)
        started.append(commands.start(*command, log=log, **variables))
        return started[-1]

    yield start
    for process in started:
        process.end()
