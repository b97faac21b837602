"""Which Odoo is used: Debian's package, or the one the user names."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import debs, paths
from .console import SetupError

SERIES = "19.0"
HINT = (
    "ODOO_HOME is the folder that holds the `odoo` package of Odoo 19.0 (a checkout, "
    "or a site-packages folder), or the word `installed` for the `odoo` command on PATH"
)


def source_folder():
    """The folder whose `odoo` subfolder is Odoo's Python package."""
    wanted = os.environ.get("ODOO_HOME")
    if not wanted:
        folder = debs.odoo_folder()
    elif wanted == "installed":
        folder = installed_folder()
    else:
        folder = Path(wanted).expanduser().absolute()
    check_series(folder)
    return isolated(folder)


def installed_folder():
    """Ask the interpreter of the `odoo` command where its package is."""
    command = shutil.which("odoo")
    if not command:
        raise SetupError("there is no `odoo` command on PATH", HINT)
    first = Path(command).read_text(errors="replace").splitlines()[0]
    interpreter = first.removeprefix("#!").split() or ["python3"]
    script = (
        "import odoo.release as r, pathlib; print(pathlib.Path(r.__file__).parents[1])"
    )
    asked = subprocess.run([*interpreter, "-c", script], capture_output=True, text=True)
    if asked.returncode:
        raise SetupError(f"{command} does not say where its Odoo is", HINT)
    return Path(asked.stdout.strip())


def check_series(folder):
    release = folder / "odoo" / "release.py"
    if not release.is_file():
        raise SetupError(f"there is no Odoo at {folder}", HINT)
    found = re.search(
        r"^version_info = \((\d+), (\d+)", release.read_text(), re.MULTILINE
    )
    series = ".".join(found.groups()) if found else "unknown"
    if series != SERIES:
        raise SetupError(f"Odoo at {folder} is {series}, not {SERIES}", HINT)


def isolated(folder):
    """A folder with only a link to `odoo`, so that neighbours are not importable."""
    links = paths.STATE / "odoo"
    link = links / "odoo"
    target = (folder / "odoo").resolve()
    links.mkdir(parents=True, exist_ok=True)
    if not (link.is_symlink() and link.resolve() == target):
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    return links.resolve()


def addons_folders(source):
    """Odoo's own addons folders, beside the package (checkout) and within it."""
    package = (source / "odoo").resolve()
    candidates = [package.parent / "addons", package / "addons"]
    return [
        folder
        for folder in candidates
        if (folder / "base").is_dir() or (folder / "web").is_dir()
    ]
