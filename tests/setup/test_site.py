"""setup/site: a site's life, and that a refusal changes nothing."""

import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

# Takes long: the gate begins with it.
SETUP = Path(__file__).resolve().parents[2] / "setup"
CHINESE = ("--lang", "zh_CN", "--country", "CN", "--tz", "Asia/Shanghai")


def databases(commands):
    return commands.done("site", "list")


@pytest.fixture(scope="module", autouse=True)
def postgresql(commands):
    """Held for all of these tests, so that no command need start and stop it."""
    hold = (
        "from property_setup.postgres import Cluster\n"
        "with Cluster('site').running(): print('runs', flush=True); input()"
    )
    environment = commands.environment(PYTHONPATH=str(SETUP))
    with subprocess.Popen(
        [sys.executable, "-c", hold],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        while "runs" not in holder.stdout.readline():
            assert holder.poll() is None
        yield
        holder.communicate("\n")
    assert not commands.postgresql_runs()


@pytest.fixture(scope="module")
def site(commands, tmp_path_factory):
    """One site, created once, and a backup of it."""
    folder = tmp_path_factory.mktemp("site")
    backup = folder / "lakeside.zip"
    units = folder / "units.csv"
    rows = "building,room,floor,note\n1,101,1,朝南\n1,,2,\n1,201,2,\n"
    units.write_bytes(rows.encode("gb18030"))  # as a Chinese spreadsheet saves it
    told = commands.done(
        *("site", "create", "lakeside", "--addons", "property_crm", *CHINESE),
        *("--units", units),
    )
    commands.done("site", "backup", "lakeside", backup)
    return SimpleNamespace(backup=backup, told=told, folder=folder)


def spoilt_copy(site, name, change, part="dump.sql"):
    """The backup with one of its files changed, but whole as a zip."""
    copy = site.folder / name
    with zipfile.ZipFile(site.backup) as old, zipfile.ZipFile(copy, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            new.writestr(item, change(content) if item == part else content)
    return copy


def test_a_new_site_is_listed_with_its_addons_and_language(commands, site):
    assert "password" in site.told
    line = next(row for row in databases(commands).splitlines() if "lakeside" in row)
    assert "zh_CN" in line
    assert "property_crm 19.0" in line
    assert "property_helpdesk" not in line


def test_the_good_rows_of_the_sheet_are_kept_and_the_bad_one_is_named(site):
    assert "2 units from units.csv" in site.told
    assert "not taken: row 3, room" in site.told


def test_a_sheet_that_is_none_makes_no_site(commands, site):
    sheet = site.folder / "odd.csv"
    sheet.write_text("colour,taste\nred,sweet\n")
    complaint = commands.refused("site", "create", "meadow", "--units", sheet)
    assert "columns" in complaint
    broken = site.folder / "broken.xlsx"
    broken.write_bytes(b"PK no workbook")
    assert "broken.xlsx" in commands.refused(
        "site", "create", "meadow", "--units", broken
    )
    assert "meadow" not in databases(commands)


def test_a_backup_holds_database_and_files(site):
    with zipfile.ZipFile(site.backup) as archive:
        names = archive.namelist()
    assert {"dump.sql", "manifest.json"} <= set(names)
    assert any(name.startswith("filestore/") for name in names)


def test_a_restored_site_is_upgraded_and_removed(commands, site):
    commands.done("site", "restore", site.backup, "hillside")
    assert "hillside" in databases(commands)
    filestore = commands.state / "data" / "site" / "filestore"
    assert sorted(path.name for path in (filestore / "hillside").rglob("*")) == sorted(
        path.name for path in (filestore / "lakeside").rglob("*")
    )
    commands.done("site", "upgrade", "hillside")
    assert "hillside" in databases(commands)
    assert "--yes" in commands.refused("site", "remove", "hillside")
    assert "hillside" in databases(commands)
    commands.done("site", "remove", "hillside", "--yes")
    assert "hillside" not in databases(commands)
    assert not (filestore / "hillside").exists()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("cut.zip", lambda dump: dump[: len(dump) // 2]),
        ("sql.zip", lambda dump: b"SELECT broken;\n" + dump),
    ],
)
def test_a_broken_backup_is_refused_with_nothing_changed(commands, site, name, change):
    before = databases(commands)
    complaint = commands.refused(
        "site", "restore", spoilt_copy(site, name, change), "broken"
    )
    assert "broken" in complaint or name in complaint
    assert databases(commands) == before
    assert not (commands.state / "data" / "site" / "filestore" / "broken").exists()


def test_a_backup_with_a_spoilt_manifest_is_refused(commands, site):
    copy = spoilt_copy(site, "manifest.zip", lambda _text: b"{", "manifest.json")
    assert "cannot be restored" in commands.refused("site", "restore", copy, "broken")


def test_a_file_cut_short_is_refused(commands, site):
    cut = site.folder / "short.zip"
    cut.write_bytes(site.backup.read_bytes()[:-5000])
    assert "short.zip" in commands.refused("site", "restore", cut, "broken")


def test_a_backup_with_a_flipped_byte_is_refused(commands, site):
    flipped = bytearray(site.backup.read_bytes())
    flipped[len(flipped) // 2] ^= 255
    damaged = site.folder / "damaged.zip"
    damaged.write_bytes(flipped)
    assert "cannot be restored" in commands.refused(
        "site", "restore", damaged, "broken"
    )


def test_a_restore_over_a_site_is_refused(commands, site):
    assert "already" in commands.refused("site", "restore", site.backup, "lakeside")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("create", "lake", "--addons", "property_nonsense"), "property_nonsense"),
        (("create", "lake", "--lang", "xx_XX"), "xx_XX"),
        (("create", "lake", "--country", "Atlantis"), "Atlantis"),
        (("create", "lake", "--tz", "Mars/Phobos"), "Mars/Phobos"),
        (("create", "lake", "--units", "nowhere.csv"), "nowhere.csv"),
        (("create", "Lake Side"), "Lake Side"),
        (("create", "lakeside"), "already"),
        (("upgrade", "lake"), "lake"),
        (("backup", "lake", "lake.zip"), "lake"),
        (("restore", "nowhere.zip", "lake"), "nowhere.zip"),
        (("remove", "lake", "--yes"), "lake"),
        (("paint", "lake"), "paint"),
    ],
)
def test_a_mistake_is_named_and_nothing_changed(commands, site, arguments, word):
    before = databases(commands)
    assert word in commands.refused("site", *arguments)
    assert databases(commands) == before
