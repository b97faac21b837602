"""Python environments from hashed locks: Odoo's, and one for linters and packaging.

Wheels are kept in the cache, so that a second checkout needs no network.
"""

import hashlib
import os
import shutil
import sys
import threading
import venv

from . import paths, shim_wheel
from .console import call, step

# Parts of a gate ask for the same environment side by side.
making = threading.Lock()
NETWORK = "is there a network? Then call again: what is done is not done twice"


def fingerprint(*parts):
    return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()[
        :16
    ]


def wheelhouse(lock, python):
    """Everything the lock names, downloaded once and checked against its hashes."""
    content = lock.read_text()
    house = (
        paths.CACHE
        / "wheels"
        / f"{lock.stem}-{fingerprint(content, sys.version_info[:2])}"
    )
    if house.is_dir():
        return house
    with step(f"Downloading the packages of {lock.name}"):
        new = house.with_name(f"{house.name}.{os.getpid()}")
        call(
            [
                *pip(python),
                "download",
                "--prefer-binary",
                "--no-deps",
                "--require-hashes",
            ]
            + ["-r", lock, "-d", new],
            f"download-{lock.stem}",
            f"the packages of {lock.name} could not be downloaded",
            NETWORK,
        )
        shutil.rmtree(house, ignore_errors=True)
        new.rename(house)
    return house


def pip(python):
    return [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]


def new_environment(folder):
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True, symlinks=True)
    return folder / "bin" / "python"


def install(python, lock, extra=()):
    house = wheelhouse(lock, python)
    call(
        [*pip(python), "install", "--no-index", "--find-links", house, "--no-deps"]
        # what is used is compiled when it is; most of it never is
        + ["--no-compile", "--require-hashes", "-r", lock, *extra],
        f"install-{lock.stem}",
        f"the packages of {lock.name} could not be installed",
        f"remove {house} and {python.parents[1]}, then call again",
        env={"PIP_CONSTRAINT": "", "PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""},
    )


def install_odoo_shim(python, source):
    wheel = shim_wheel.write_wheel(source, paths.STATE / "wheels")
    call(
        [
            *pip(python),
            "install",
            "--no-index",
            "--no-deps",
            "--force-reinstall",
            wheel,
        ],
        "install-shim",
        "Odoo could not be made visible to Python",
    )


def environment(name, locks, source=None):
    """The environment `name` with these locks; made again when one changes."""
    with making:
        return current_environment(paths.STATE / name, locks, source)


def current_environment(folder, locks, source):
    stamp = folder / ".complete"
    texts = [lock.read_text() for lock in locks]
    wanted = fingerprint(sys.version, source, *texts)
    if stamp.exists() and stamp.read_text() == wanted:
        return folder
    with step(f"Making the Python environment {folder}"):
        python = new_environment(folder)
        if source:
            install_odoo_shim(python, source)
        for lock in locks:
            install(python, lock)
        stamp.write_text(wanted)
    return folder


def odoo_environment(source, with_tests=False):
    """Odoo's environment; what tests need is added in place."""
    folder = environment("venv", [paths.REQUIREMENTS / "odoo.lock"], source)
    lock = paths.REQUIREMENTS / "test.lock"
    stamp = folder / ".tests"
    if with_tests and not (stamp.exists() and stamp.read_text() == lock.read_text()):
        with step("Adding what the tests need"):
            install(folder / "bin" / "python", lock)
            stamp.write_text(lock.read_text())
    return folder


def tools_environment():
    return environment("tools", [paths.REQUIREMENTS / "tools.lock"])
