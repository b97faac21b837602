"""The tests of the addons: of each alone, and of all together."""

from .. import addons
from . import installs, pytest_runs, selection, shards
from .jobs import Job

# Seconds of one run. Each reads all models first, so more runs are not quicker.
LONGEST = 200
LOADING = 15


def alone_jobs(gate):
    """The tests of each addon where there is nothing but what it needs."""
    jobs = []
    for name in addons.names():
        if not installs.is_all(name):
            files = selection.test_files(name)
            jobs += shard_jobs(f"{name} alone", addons.closure([name]), files)
    return jobs


def together_jobs(gate):
    files = [file for name in addons.names() for file in tests_together(name)]
    return shard_jobs("all together", addons.names(), files)


def tests_together(name):
    """All tests of the addon that has the others with it; of these what it reaches."""
    if installs.is_all(name):
        return selection.test_files(name)
    return selection.beside_others(name)


def shard_jobs(label, chosen, files):
    """Runs of about the same length, each on a copy of the database of its own."""
    dealt = shards.deal(files, LONGEST)
    return [
        shard_job(label, chosen, number, len(dealt), *shard)
        for number, shard in enumerate(dealt, 1)
        if shard[1]
    ]


def shard_job(label, chosen, number, count, seconds, files):
    name = f"{label}, {number} of {count}" if count > 1 else label

    def run(gate):
        if source := installs.installed(gate, chosen):
            database = f"{source}_{pytest_runs.slug(name)[-40:]}".replace("-", "_")
            installs.fresh_copy(gate, source, database)
            pytest_runs.addon_tests(gate, name, files, database)
            gate.drop(database)

    return Job(name, run, (installs.install_job(chosen),), seconds + LOADING)
