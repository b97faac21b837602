"""The PostgreSQL in use: one of our own in the state folder, or the one PGHOST names.

There are two clusters of our own: `site` (durable: demo and sites) and `test` (fast, no
fsync: a power cut may cost it, and nothing of worth is in it). They listen on a socket.
Each command that uses one holds a shared lock on it; the last to leave stops it, and
only if a command of ours started it.
"""

import fcntl
import hashlib
import os
import pwd
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from . import paths
from .console import SetupError, call, say

PORT = "5432"
LONGEST_SOCKET_FOLDER = 85
AS_USER = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]
SETTINGS = {
    "site": "-c synchronous_commit=off -c max_connections=80",
    "test": "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    " -c jit=off -c max_connections=100 -c max_wal_size=2GB",
}


def binaries():
    """The folder of PostgreSQL's server programs, the newest installed."""
    if named := os.environ.get("PGBIN"):
        return Path(named)
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda path: int(path.parts[-3]))
    if not newest:
        raise SetupError(
            "PostgreSQL is not installed", "apt-get install postgresql, or set PGHOST"
        )
    return newest[-1].parent


class ExternalServer:
    """A PostgreSQL that is there already: it is used, never started or stopped."""

    def __init__(self):
        self.environment = {
            name: os.environ[name]
            for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGSSLMODE")
            if os.environ.get(name)
        }
        self.environment.setdefault("PGPORT", PORT)
        self.environment.setdefault("PGUSER", pwd.getpwuid(os.getuid()).pw_name)

    @contextmanager
    def running(self):
        question = (
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        )
        command = ["psql", "-XAt", "-d", "postgres", "-c", question]
        env = {**os.environ, **self.environment}
        answer = subprocess.run(command, capture_output=True, text=True, env=env)
        host = self.environment["PGHOST"]
        if answer.returncode:
            raise SetupError(
                f"PostgreSQL at PGHOST={host} does not answer: {answer.stderr.strip()}",
                "start it, correct PGHOST, PGPORT, PGUSER, PGPASSWORD, or unset PGHOST",
            )
        user = self.environment["PGUSER"]
        if answer.stdout.strip() != "t" or user == "postgres":
            raise SetupError(
                f"the PostgreSQL user {user} cannot be used by Odoo",
                "createuser --createdb odoo, then PGUSER=odoo (postgres will not do)",
            )
        yield


class Cluster:
    """A private cluster below the state folder."""

    def __init__(self, name):
        self.name = name
        self.binaries = binaries()
        self.prefix, self.folder = self._who_and_where()
        self.data = self.folder / "data"
        self.socket = self._socket_folder()
        self.environment = {
            "PGHOST": str(self.socket),
            "PGPORT": PORT,
            "PGUSER": "odoo",
            "PATH": f"{self.binaries}:{os.environ['PATH']}",
        }

    def _who_and_where(self):
        """PostgreSQL refuses to run as root, who appears to it as user 1000."""
        folder = paths.STATE / "pg" / self.name
        if os.getuid():
            return [], folder
        if not subprocess.run([*AS_USER, "true"], stderr=subprocess.DEVNULL).returncode:
            return AS_USER, folder
        return self._other_user(folder)

    def _other_user(self, folder):
        """Without user namespaces (chroot, container): a system user, in /var/tmp."""
        names = [user.pw_name for user in pwd.getpwall()]
        user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
        prefix = [
            "setpriv",
            f"--reuid={user.pw_uid}",
            f"--regid={user.pw_gid}",
            "--clear-groups",
        ]
        elsewhere = Path("/var/tmp") / f"property-pg-{digest(folder)}"
        if not elsewhere.is_dir():
            elsewhere.mkdir(mode=0o700)
            os.chown(elsewhere, user.pw_uid, user.pw_gid)
        return prefix, elsewhere

    def _socket_folder(self):
        if len(str(self.folder)) < LONGEST_SOCKET_FOLDER:
            return self.folder
        return Path("/tmp") / f"pg-{digest(self.folder)}"

    @contextmanager
    def running(self):
        """The cluster, started if need be; stopped if we are the last to use it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._locked("users") as users:
            with self._locked("gate", exclusive=True):
                fcntl.flock(users, fcntl.LOCK_SH)
                if not self._answers():
                    self._start()
            try:
                yield
            finally:
                with self._locked("gate", exclusive=True):
                    self._stop_if_last(users)

    @contextmanager
    def _locked(self, name, exclusive=False):
        locks = paths.STATE / "pg"
        locks.mkdir(parents=True, exist_ok=True)
        with open(locks / f"{self.name}.{name}", "a") as lock:
            if exclusive:
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield lock

    def _answers(self):
        return not self._quiet("pg_isready", "-q", "-h", self.socket, "-p", PORT)

    def _quiet(self, program, *arguments):
        command = [*self.prefix, self.binaries / program, *arguments]
        return subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
        ).returncode

    def _start(self):
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._make_socket_folder()
        options = (
            f"-c listen_addresses='' -k {self.socket} -p {PORT} {SETTINGS[self.name]}"
        )
        log = self.folder / "postgresql.log"
        call(
            [*self.prefix, self.binaries / "pg_ctl", "-D", self.data, "-w", "-t", "60"]
            + ["-l", log, "-o", options, "start"],
            f"postgresql-{self.name}",
            "the private PostgreSQL did not start",
            f"read {log}",
            cwd="/",
        )
        self._marker.write_text(self._pid())

    def _create(self):
        say(f"Creating a private PostgreSQL in {self.folder}")
        new = self.folder / "data.tmp"
        subprocess.run([*self.prefix, "rm", "-rf", new], check=True, cwd="/")
        call(
            [
                *self.prefix,
                self.binaries / "initdb",
                "-D",
                new,
                "-U",
                "odoo",
                "-A",
                "trust",
            ]
            + ["-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"],
            f"initdb-{self.name}",
            "a private PostgreSQL could not be created",
            "is the disk full? Or name a PostgreSQL of yours by PGHOST",
            cwd="/",
        )
        subprocess.run([*self.prefix, "mv", new, self.data], check=True, cwd="/")

    def _make_socket_folder(self):
        if self.socket != self.folder:
            subprocess.run(
                [*self.prefix, "mkdir", "-p", "-m", "700", self.socket], check=True
            )

    @property
    def _marker(self):
        return paths.STATE / "pg" / f"{self.name}.started"

    def _pid(self):
        pidfile = self.data / "postmaster.pid"
        return pidfile.read_text().split()[0] if pidfile.exists() else ""

    def _stop_if_last(self, users):
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        ours = self._marker.exists() and self._marker.read_text() == self._pid()
        if ours:
            self._quiet("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")
            self._marker.unlink()


def digest(path):
    return hashlib.sha256(str(path).encode()).hexdigest()[:10]


def server(name):
    """The PostgreSQL to use: PGHOST's if that is set, else our cluster `name`."""
    if os.environ.get("PGHOST"):
        if not shutil.which("psql"):
            raise SetupError("psql is missing", "apt-get install postgresql-client")
        return ExternalServer()
    return Cluster(name)


class Psql:
    """Statements over psql, so that nothing need be installed into Python for it."""

    def __init__(self, environment):
        self.environment = environment

    def rows(self, statement, database="postgres"):
        command = [
            "psql",
            "-XAtq",
            "-F",
            "\t",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            database,
            "-f",
            "-",
        ]
        answer = subprocess.run(
            command,
            input=statement,
            capture_output=True,
            text=True,
            env={**os.environ, **self.environment},
        )
        if answer.returncode:
            raise SetupError(f"PostgreSQL: {answer.stderr.strip()}")
        return [line.split("\t") for line in answer.stdout.splitlines()]

    def value(self, statement, database="postgres"):
        rows = self.rows(statement, database)
        return rows[0][0] if rows else ""

    def version(self):
        found = re.match(r"\d+", self.value("SHOW server_version"))
        return int(found.group())
