"""The wheels, installed into an empty environment, give addons that Odoo installs."""

import os
import subprocess
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheels(commands, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheels")
    commands.done("build", "--into", folder)
    return sorted(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def empty_environment(prepared_odoo, tmp_path_factory):
    """A new environment; the locked packages it has from that of the run."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True, symlinks=True)
    packages = next(prepared_odoo.venv.glob("lib/python3*/site-packages"))
    own = next(folder.glob("lib/python3*/site-packages"))
    (own / "locked.pth").write_text(f"import site; site.addsitedir({str(packages)!r})")
    return folder / "bin" / "python"


def test_every_addon_has_a_wheel(wheels):
    from property_setup import addons

    built = {wheel.name.split("-")[0] for wheel in wheels}
    assert built == {f"odoo_addon_{name}" for name in addons.names()}


def test_wheels_install_and_load(prepared_odoo, wheels, empty_environment, tmp_path):
    from property_setup import addons, odoo_source
    from property_setup.databases import Databases
    from property_setup.gate.installs import most_of

    command = [empty_environment, "-m", "pip", "install", "--no-index", *wheels]
    subprocess.run(command, check=True, capture_output=True)
    databases = Databases(prepared_odoo)
    name = f"property_wheels_{os.getpid()}"
    databases.copy(databases.template(most_of(addons.names())), name)
    site_packages = next(
        empty_environment.parents[1].glob("lib/python3*/site-packages")
    )
    folders = [
        *odoo_source.addons_folders(prepared_odoo.source),
        prepared_odoo.oca_addons(),
        site_packages / "odoo" / "addons",
    ]
    loading = [empty_environment, prepared_odoo.command, "server", "-d", name]
    loading += ["-i", ",".join(addons.names()), "--stop-after-init"]
    loading += [f"--addons-path={','.join(map(str, folders))}"]
    try:
        ran = subprocess.run(
            loading,
            env={**os.environ, **prepared_odoo.environment},
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr[-3000:]
        states = prepared_odoo.states(name)
        assert {states[addon] for addon in addons.names()} == {"installed"}
        assert f"{ROOT}/property_" not in ran.stderr
    finally:
        databases.drop(name)
