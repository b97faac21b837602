"""One file that holds a site: the zip that Odoo's own database manager knows."""

import json
import os
import shutil
import subprocess
import zipfile
import zlib

from ..console import SetupError, say, step
from ..databases import Databases
from . import create, manage

LAST_WORDS = b"PostgreSQL database dump complete"
TAIL_BYTES = 4096
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError)


def backup(odoo, options):
    manage.check_site(odoo, options.database)
    target = options.file.absolute()
    if target.exists():
        raise SetupError(f"{target} is there already", "choose another file name")
    if not target.parent.is_dir():
        raise SetupError(f"there is no folder {target.parent}")
    new = target.with_name(f".{target.name}.{os.getpid()}")
    with step(f"Backing up {options.database}"):
        try:
            odoo.run(
                *("db", "dump", options.database, new),
                name=f"backup-{options.database}",
                what=f"{options.database} could not be backed up",
                hint="is the disk full? (df -h)",
            )
            check_backup(new)
            new.rename(target)
        finally:
            new.unlink(missing_ok=True)
    say(f"{options.database} is in {target} ({target.stat().st_size / 1e6:.1f} MB)")


def restore(odoo, options):
    """Into a temporary database, which gets its name when it is whole."""
    create.check_name(odoo, options.database)
    check_backup(options.file)
    databases = Databases(odoo)
    new = manage.temporary(options.database)
    with step(f"Restoring {options.file.name} as {options.database}"):
        databases.drop(new)
        try:
            unpack(odoo, options.file, new)
            if not manage.installed(odoo, new):
                raise SetupError(f"{options.file} is no backup of a property site")
            databases.rename(new, options.database)
        finally:
            databases.drop(new)
    say(f"{options.database} is restored")


def check_backup(path):
    """Refuse a file that is not whole: every part of it is read once."""
    if not path.is_file():
        raise SetupError(f"there is no file {path}")
    try:
        with zipfile.ZipFile(path) as archive:
            check_content(path, archive)
    except (*UNREADABLE, ValueError, RuntimeError) as error:
        raise broken(path, error) from error


def check_content(path, archive):
    names = archive.namelist()
    if not {"dump.sql", "manifest.json"} <= set(names):
        raise broken(path, "it holds no database")
    if spoilt := archive.testzip():
        raise broken(path, f"{spoilt} in it is damaged")
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise broken(path, "it holds files for other folders")
    manifest = json.loads(archive.read("manifest.json"))
    if manifest.get("major_version") != "19.0":
        raise broken(path, f"it is of Odoo {manifest.get('major_version')}, not 19.0")
    if LAST_WORDS not in end_of(archive, "dump.sql"):
        raise broken(path, "the database in it is cut off")


def end_of(archive, name):
    end = b""
    with archive.open(name) as content:
        while block := content.read(1 << 20):
            end = (end + block)[-TAIL_BYTES:]
    return end


def broken(path, why):
    return SetupError(
        f"{path} cannot be restored: {why}",
        "nothing was changed; take another backup file",
    )


def unpack(odoo, path, database):
    odoo.sql.rows(f"CREATE DATABASE \"{database}\" TEMPLATE template0 ENCODING 'UTF8'")
    filestore = odoo.filestore(database)
    with zipfile.ZipFile(path) as archive:
        with archive.open("dump.sql") as dump:
            load(odoo, dump, database)
        for name in archive.namelist():
            if name.startswith("filestore/") and not name.endswith("/"):
                target = filestore / name.removeprefix("filestore/")
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as content, target.open("wb") as copy:
                    shutil.copyfileobj(content, copy)


def load(odoo, dump, database):
    command = ["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-d", database]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **odoo.environment},
    )
    try:
        shutil.copyfileobj(dump, process.stdin)
    except BrokenPipeError:
        process.wait()
    _output, complaint = process.communicate()
    if process.returncode:
        raise SetupError(
            f"the database could not be loaded: {complaint.decode()[-600:]}"
        )
