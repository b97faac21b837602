"""Mistakes on the command line: named, with what to do, before anything is prepared."""

import pytest


@pytest.mark.parametrize(
    ("command", "arguments", "word"),
    [
        ("run", ("--prot", "1"), "--prot"),
        ("run", ("--port", "many"), "many"),
        ("test", ("property_nonsense",), "property_nonsense"),
        ("test", ("tests/nowhere.py",), "tests/nowhere.py"),
        ("test", ("test_of_nothing",), "test_of_nothing"),
        ("test", ("--terms", "property_nonsense"), "property_nonsense"),
        ("site", (), "COMMAND"),
        ("build", ("property_nonsense",), "property_nonsense"),
        ("build", ("--commit", "no-such-commit"), "no-such-commit"),
    ],
)
def test_a_mistake_is_named(commands, command, arguments, word):
    assert word in commands.refused(command, *arguments)


def test_an_odoo_that_is_not_there_is_named(commands, tmp_path):
    complaint = commands.refused("site", "list", ODOO_HOME=str(tmp_path))
    assert str(tmp_path) in complaint
    assert "ODOO_HOME is the folder" in complaint


def test_another_series_of_odoo_is_refused(commands, tmp_path):
    package = tmp_path / "odoo"
    package.mkdir()
    (package / "release.py").write_text("version_info = (18, 0, 0, 'final', 0, '')\n")
    assert "18.0, not 19.0" in commands.refused("site", "list", ODOO_HOME=str(tmp_path))


def test_a_postgresql_that_does_not_answer_is_named(commands, tmp_path):
    complaint = commands.refused("site", "list", PGHOST=str(tmp_path))
    assert f"PGHOST={tmp_path}" in complaint


@pytest.mark.parametrize("command", ["run", "test", "site", "build"])
def test_help_is_there(commands, command):
    assert f"setup/{command}" in commands.done(command, "--help")
