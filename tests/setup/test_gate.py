"""The gate itself: what it counts, what it takes for a failure, when it updates."""

import smtplib
from types import SimpleNamespace

import pytest

from property_setup import addons, paths
from property_setup.console import SetupError
from property_setup.gate import (
    PARTS,
    installs,
    logs,
    migrations,
    selection,
    shape,
    unchanged,
)
from property_setup.gate.report import Report, count_tests
from property_setup.mail_sink import mail_sink

RESULTS = """
<testsuites><testsuite>
  <testcase name="good"/>
  <testcase name="bad"><failure>no</failure></testcase>
  <testcase name="late"><error>no</error></testcase>
  <testcase name="left_out"><skipped/></testcase>
</testsuite></testsuites>
"""
RECORD = "2026-01-02 03:04:05,678 42 {} db odoo.{}: {}\n"


@pytest.fixture
def results(tmp_path):
    path = tmp_path / "results.xml"
    path.write_text(RESULTS)
    return path


def test_errors_of_a_test_are_its_failures(results):
    assert count_tests(results) == {"passed": 1, "failed": 2, "skipped": 1}


def test_the_closing_line_counts_everything(results, capsys):
    report = Report()
    report.check("a check")
    report.tests("some tests", results)
    assert report.close() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "2 passed, 2 failed, 1 skipped"


def test_a_skipped_test_is_a_failure(tmp_path, capsys):
    skipped = tmp_path / "skipped.xml"
    skipped.write_text("<t><testcase/><testcase><skipped/></testcase></t>")
    report = Report()
    report.tests("browser", skipped)
    assert report.close() == 1


def test_a_test_that_did_not_run_is_a_failure(results, capsys):
    report = Report()
    report.tests("some tests", results, least=5)
    assert report.counts["failed"] == 3


def test_a_full_run_leaves_no_part_out():
    """Every part has jobs, each by a name of its own, and all that they wait for."""
    found = {part: jobs_of(None) for part, jobs_of in PARTS.items()}
    assert all(found.values())
    names = [job.name for jobs in found.values() for job in jobs]
    assert len(names) == len(set(names))
    needed = {name for jobs in found.values() for job in jobs for name in job.needs}
    assert needed <= set(names)


def test_any_set_of_addons_is_installed_and_each_leaves(monkeypatch):
    """Two that stand on the same one but not on each other: alone, and all."""
    depends = {"one": [], "two": ["one"], "three": ["one"]}
    manifests = {name: {"depends": needs} for name, needs in depends.items()}
    monkeypatch.setattr(addons, "manifests", lambda: manifests)
    found = {job.name: job.needs for job in installs.install_jobs(None)}
    assert list(found) == ["install one", "install two", "install three", "install all"]
    assert found["install all"] == ("install two",)
    gone = [job.name for job in installs.uninstall_jobs(None)]
    assert gone == ["uninstall two", "uninstall three"]
    del manifests["three"]
    assert [job.name for job in installs.install_jobs(None)][-1] == "install two"
    assert installs.install_job(addons.names()) == "install two"


def test_after_an_addon_left_what_it_had_reached_is_tried(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(addons, "names", lambda: ["property_one", "property_two"])
    for room in ("place", "segment"):
        model = f"class Model(Model):\n    _name = 'property.{room}'\n"
        write(tmp_path, f"property_one/models/{room}/it.py", model)
        write(tmp_path, f"property_one/tests/{room}/test_{room}_views.py", "")
    other = "class Place(Model):\n    _inherit = 'property.place'\n"
    write(tmp_path, "property_two/models/place.py", other)
    found = [file.name for file in selection.left_by("property_two")]
    assert found == ["test_place_views.py"]
    assert not selection.left_by("property_one")


def test_beside_others_runs_what_they_reach(tmp_path, monkeypatch):
    """Of one addon the room that the other extends, and views and rights of each."""
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(addons, "names", lambda: ["property_one", "property_two"])
    unit = "class Unit(Model):\n    _name = 'property.unit'\n"
    write(tmp_path, "property_one/models/place/unit.py", unit)
    segment = "class Segment(Model):\n    _name = 'property.segment'\n"
    write(tmp_path, "property_one/models/segment/segment.py", segment)
    for room in ("place", "segment"):
        for name, base in (
            ("it", "Common"),
            ("it_views", "Common"),
            ("sum", "BaseCase"),
        ):
            test = f"class TestIt({base}):\n    pass\n"
            write(tmp_path, f"property_one/tests/{room}/test_{room}_{name}.py", test)
    note = f"{selection.ENOUGH} it is slow\nclass TestSlow(Common):\n    pass\n"
    write(tmp_path, "property_one/tests/place/test_slow.py", note)
    other = "class Unit(Model):\n    _inherit = ['property.unit', 'mail.thread']\n"
    write(tmp_path, "property_two/models/unit.py", other)
    found = [file.name for file in selection.beside_others("property_one")]
    assert found == [
        "test_place_it.py",
        "test_place_it_views.py",
        "test_segment_it_views.py",
    ]


def write(folder, name, text):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_the_newest_backup_is_the_last():
    assert migrations.version_of("19.0.1.10.0") > migrations.version_of("19.0.1.9.0")
    assert migrations.backups()


def test_a_second_update_that_adds_something_is_a_failure():
    counts = [[("res_partner", "7"), ("bus_bus", "1")], [("res_partner", "8")]]
    sql = SimpleNamespace(rows=lambda *_given: counts.pop(0))
    odoo = SimpleNamespace(sql=sql, update=lambda *_given: "log")
    with pytest.raises(SetupError, match="res_partner: 7 rows before, 8 after$"):
        unchanged.update(SimpleNamespace(odoo=odoo), "database", ["property_crm"])


def test_nothing_run_is_a_failure(capsys):
    assert Report().close() == 1


@pytest.mark.parametrize(
    ("level", "logger", "message", "is_problem"),
    [
        ("INFO", "modules", "loaded", False),
        ("WARNING", "models", "unknown parameter 'states'", True),
        ("ERROR", "sql_db", "bad query", True),
        ("WARNING", "rpc", "The endpoints are deprecated in Odoo 19", False),
    ],
)
def test_a_warning_in_the_log_is_a_problem(
    tmp_path, level, logger, message, is_problem
):
    log = tmp_path / "odoo.log"
    log.write_text(RECORD.format(level, logger, message))
    assert bool(logs.problem(log)) is is_problem


def test_a_log_without_records_is_a_problem(tmp_path):
    log = tmp_path / "odoo.log"
    log.write_text("")
    assert logs.problem(log)
    assert not logs.problem(log, may_be_empty=True)


def test_a_database_is_updated_for_fields_but_not_for_bodies(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    model = tmp_path / "property_x" / "models" / "unit.py"
    model.parent.mkdir(parents=True)
    source = "name = Char()\ndef double(x):\n    return 2 * x\n"
    model.write_text(source)
    before = addons.content_hash("property_x")
    model.write_text(source.replace("2 * x", "x + x"))
    assert addons.content_hash("property_x") == before
    model.write_text(source.replace("Char()", "Char(required=True)"))
    assert addons.content_hash("property_x") != before


def test_long_functions_and_silenced_checks_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    module = tmp_path / "long.py"
    body = "    pass\n" * shape.LONGEST_FUNCTION
    module.write_text(f"def long():\n{body}import os  # {'no' + 'qa'}\n")
    problems = "\n".join(shape.problems_of(module))
    assert "long has 41 lines" in problems
    assert "a silenced check" in problems


def test_mails_of_the_demo_are_kept(tmp_path):
    with mail_sink(tmp_path) as port, smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail("a@a.test", ["b@b.test"], "Subject: hello\r\n\r\n.dot\r\n")
    (mail,) = tmp_path.glob("*.eml")
    assert b"Subject: hello" in mail.read_bytes()
    assert b"\n.dot" in mail.read_bytes()
