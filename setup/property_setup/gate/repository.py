"""The tests of the repository: the commands, and integration over sockets."""

from .. import paths
from . import installs, pytest_runs

FOLDERS = ("setup", "integration", "acceptance")


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
            yield f"tests/{name}"


def run(gate):
    """Each worker has a server and a state folder of its own."""
    if database := installs.together(gate):
        given = environment(gate, database)
        where = list(folders())
        pytest_runs.repository_tests(gate, "repository", where, given, gate.workers)
