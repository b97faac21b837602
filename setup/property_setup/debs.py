"""Odoo 19 from Debian's archive, by apt's own client with a configuration of our own.

The system's package lists, sources and installed packages stay as they are.
"""

import hashlib
import os
import shutil
import subprocess

from . import paths
from .console import SetupError, call, say, step

PINNED = "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"
PINNED_VERSION = "19.0.0+dfsg-1"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
# Odoo's package links to fonts and scripts of these; unpacked into the same folder
# the relative links resolve. sid's font-awesome and inconsolata no longer fit.
PACKAGES = (
    "odoo-19/sid",
    "fonts-montserrat/sid",
    "fonts-font-awesome/bookworm",
    "fonts-roboto-unhinted/bookworm",
    "fonts-inconsolata/bookworm",
    "fonts-ocr-b/bookworm",
    "libjs-jquery/bookworm",
    "libjs-jquery-form/bookworm",
    "libjs-underscore/bookworm",
)
PYTHON_FOLDER = "usr/lib/python3/dist-packages"
LEFT_OUT = [f"./{PYTHON_FOLDER}/{name}" for name in ("addons", "setup", "doc")] + [
    "./etc"
]
# Debian drops this file; without it each page logs an error, and browser tests fail.
STUB = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
APT_CONF = """\
Dir::Etc::sourcelist "{folder}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "{folder}/state";
Dir::State::status "/dev/null";
Dir::Cache "{folder}/cache";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Sandbox::User "";
APT::Get::List-Cleanup "0";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
"""


def odoo_folder():
    """The folder that holds Debian's `odoo` package; fetched if it is not there."""
    prefix = paths.CACHE / "odoo-19"
    if not (prefix / ".complete").exists():
        with step("Fetching Odoo 19 (122 MB) from Debian"):
            fetch(prefix)
    return prefix / PYTHON_FOLDER


def fetch(prefix):
    work = paths.CACHE / f"fetch-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    downloads, unpacked = work / "debs", work / "unpacked"
    try:
        download(work, downloads)
        check_pin(next(downloads.glob("odoo-19_*.deb")))
        for deb in sorted(downloads.glob("*.deb")):
            unpack(deb, unpacked)
        finish(unpacked)
        put_in_place(unpacked, prefix)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def download(work, downloads):
    conf = write_apt_conf(work / "apt")
    downloads.mkdir(parents=True)
    hint = (
        "is there a network, is the clock right, is apt's mirror up to date? Or set "
        "DEBIAN_MIRROR, or ODOO_HOME to a folder that holds Odoo 19.0 (DEVELOPERS.md)"
    )
    apt = ["apt-get", "-q", "-c", conf]
    call(
        [*apt, "update"], "apt-update", "Debian's package lists could not be read", hint
    )
    call(
        [*apt, "download", *PACKAGES],
        "apt-download",
        "Odoo could not be downloaded",
        hint,
        cwd=downloads,
    )


def write_apt_conf(folder):
    (folder / "state/lists/partial").mkdir(parents=True)
    (folder / "cache/archives/partial").mkdir(parents=True)
    mirror = debian_mirror()
    sources = [
        f"deb [signed-by={KEYRING}] {mirror} {suite} main\n"
        for suite in ("sid", "bookworm")
    ]
    (folder / "sources.list").write_text("".join(sources))
    conf = folder / "apt.conf"
    conf.write_text(APT_CONF.format(folder=folder))
    return conf


def debian_mirror():
    """The mirror this machine's apt already uses, so that no address stands here."""
    if mirror := os.environ.get("DEBIAN_MIRROR"):
        return mirror
    command = [
        "apt-get",
        "indextargets",
        "--format",
        "$(REPO_URI)",
        "Created-By: Packages",
    ]
    found = subprocess.run(command, capture_output=True, text=True).stdout.split()
    mirrors = [uri for uri in found if "security" not in uri]
    if not mirrors:
        raise SetupError(
            "apt names no Debian mirror", "set DEBIAN_MIRROR to one, or ODOO_HOME"
        )
    return mirrors[0]


def check_pin(deb):
    """The tested build by its sha256; a newer one, verified by apt, is only named."""
    with open(deb, "rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if digest != PINNED:
        say(f"  warning: {deb.name} is not the tested build, {PINNED_VERSION}")


def unpack(deb, target):
    target.mkdir(parents=True, exist_ok=True)
    excluded = [f"--exclude={path}" for path in LEFT_OUT]
    reading = subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE
    )
    code = subprocess.run(
        ["tar", "-x", "-C", target, "--no-same-owner", *excluded], stdin=reading.stdout
    ).returncode
    if reading.wait() or code:
        raise SetupError(
            f"{deb.name} could not be unpacked", "is the disk full? (df -h)"
        )


def finish(unpacked):
    stub = unpacked / PYTHON_FOLDER / STUB
    if not stub.exists():
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text("/* not shipped by Debian: no background blur in calls */\n")
    (unpacked / ".complete").touch()


def put_in_place(unpacked, prefix):
    shutil.rmtree(prefix, ignore_errors=True)
    unpacked.rename(prefix)
