"""The order of a full run: who waits for whom, and files dealt out to runs."""

import threading
from types import SimpleNamespace

import pytest

from property_setup import addons, paths
from property_setup.console import SetupError
from property_setup.gate import addon_tests, jobs, pytest_runs, shards
from property_setup.gate.jobs import Job
from property_setup.gate.report import Report

RESULTS = """
<testsuite>
  <testcase classname="property_x.tests.room.test_a.TestA" name="one" time="1.5"/>
  <testcase classname="property_x.tests.room.test_a.TestB" name="two" time="2"/>
  <testcase classname="property_x.tests.test_b.TestC" name="three" time="1772983"/>
  <testcase classname="tests.setup.test_c" name="four" time="7"/>
</testsuite>
"""


@pytest.fixture
def gate():
    return SimpleNamespace(workers=2, report=Report())


def nothing(_gate):
    return None


def order(given):
    """The order in which a single worker does the jobs."""
    queue, names = jobs.Queue(given), []
    while job := queue.take():
        names.append(job.name)
        queue.done(job)
    return names


def test_first_what_most_waits_for():
    given = [
        Job("last", nothing, ("base", "elsewhere"), 50),
        Job("filler", nothing, seconds=40),
        Job("base", nothing, seconds=1),
        Job("short", nothing, seconds=2),
    ]
    assert order(given) == ["base", "last", "filler", "short"]


def test_a_job_waits_for_what_it_needs(gate):
    """It does not begin while the other is at work, though a worker is free."""
    begun, steps = threading.Event(), []

    def base(_gate):
        assert not begun.wait(0.2)
        steps.append("base")

    def after(_gate):
        begun.set()
        steps.append("after")

    jobs.run(gate, [Job("after", after, ("base",)), Job("base", base)])
    assert steps == ["base", "after"]


def test_jobs_side_by_side_fail_alone(gate, capsys):
    """Both run at once: each waits for the other. One fails, and that is told."""
    both, later = threading.Barrier(2, timeout=30), []

    def good(_gate):
        both.wait()

    def bad(_gate):
        both.wait()
        raise SetupError("broken")

    after = Job("after", lambda _gate: later.append(1), ("good", "bad"))
    jobs.run(gate, [Job("good", good), Job("bad", bad), after])
    assert gate.report.counts["failed"] == 1
    assert "bad: failed" in (told := capsys.readouterr().out)
    assert "broken" in told
    assert later, "what comes after finds out by itself what is missing"


def test_after_ctrl_c_nothing_more_begins(gate):
    later = []

    def stopped(_gate):
        raise KeyboardInterrupt

    gate.workers = 1
    given = [Job("first", stopped), Job("later", later.append, ("first",))]
    with pytest.raises(KeyboardInterrupt):
        jobs.run(gate, given)
    assert not later


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "STATE", tmp_path)
    found = {}
    for name, text in (("a", ""), ("b", "self.start_tour('x')"), ("c", "# Takes long")):
        found[name] = tmp_path / f"test_{name}.py"
        found[name].write_text(f"def test_{name}():\n    {text}\n    pass\n")
    return found


def test_what_takes_long_begins_and_every_test_is_counted(files):
    found = pytest_runs.long_first([paths.ROOT])
    assert [file.stem[-1] for file in found] == ["c", "b", "a"]
    assert pytest_runs.count_defined([paths.ROOT]) == len(found)


def test_runs_are_of_about_the_same_length(files):
    [(_seconds, one)] = shards.deal(files.values(), 500)
    assert one == [files["c"], files["b"], files["a"]]
    [(long, first), (short, second)] = shards.deal(files.values(), 30)
    assert (first, second) == ([files["c"]], [files["b"], files["a"]])
    assert long > short > 0


def test_how_long_files_took_is_kept_and_asked(files, tmp_path):
    results = tmp_path / "results.xml"
    results.write_text(RESULTS)
    shards.remember(results)
    assert shards.known() == {
        "property_x/tests/room/test_a.py": 3.5,
        "property_x/tests/test_b.py": shards.TEST,
        "tests/setup/test_c.py": 7,
    }
    results.write_text(
        '<t><testcase classname="test_a.TestA" name="x" time="100"/></t>'
    )
    shards.remember(results)
    assert shards.known()["tests/setup/test_c.py"] == 7
    assert shards.deal(files.values(), 30)[0] == (100, [files["a"]])


@pytest.mark.parametrize("text", [None, "", "[1", "3"])
def test_a_record_that_cannot_be_read_is_none(files, text):
    if text is not None:
        shards.record().write_text(text)
    assert shards.known() == {}


def test_every_file_is_in_one_run():
    found = [file for job in addon_tests.alone_jobs(None) for file in job_files(job)]
    assert len(found) == len(set(found))
    together = {
        file for job in addon_tests.together_jobs(None) for file in job_files(job)
    }
    missing = [
        file
        for name in addons.names()
        for file in (paths.ROOT / name / "tests").rglob("test_*.py")
        if file not in {*found, *together}
    ]
    assert not missing


def job_files(job):
    """The files a job of tests is made with."""
    cells = dict(zip(job.run.__code__.co_freevars, job.run.__closure__, strict=True))
    return cells["files"].cell_contents
