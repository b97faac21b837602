"""The tests of the repository: the commands, and integration over sockets."""

from .. import addons, paths
from . import installs, pytest_runs, shards
from .jobs import Job

FOLDERS = ("setup", "integration", "acceptance")
# Seconds of one run; each of integration starts a server of its own.
LONGEST = 180
STARTING = 20


def environment(gate, database):
    """What tests/conftest.py is told: where Odoo is, and a database to copy."""
    return {
        "PROPERTY_TEST_DATABASE": database,
        "PROPERTY_TEST_STATE": str(paths.STATE),
        "PROPERTY_TEST_LOGS": str(gate.folder),
        "PROPERTY_DATA": str(paths.SHARED_DATA),
    }


def folders():
    """Those that have tests; acceptance only where the shared data is."""
    for name in FOLDERS:
        folder = paths.ROOT / "tests" / name
        has_data = name != "acceptance" or paths.SHARED_DATA.is_dir()
        if has_data and any(folder.rglob("test_*.py")):
            yield folder


def jobs(gate):
    """Each run has a server and a state folder of its own."""
    files = [file for folder in folders() for file in sorted(folder.rglob("test_*.py"))]
    dealt = shards.deal(files, LONGEST)
    return [
        shard_job(number, len(dealt), *shard) for number, shard in enumerate(dealt, 1)
    ]


def shard_job(number, count, seconds, files):
    name = f"repository, {number} of {count}"

    def run(gate):
        if database := installs.together(gate):
            given = environment(gate, database)
            pytest_runs.repository_tests(gate, name, files, given)

    needs = (installs.install_job(addons.names()),)
    return Job(name, run, needs, seconds + STARTING)
