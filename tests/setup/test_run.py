"""setup/run: the demo is made once, starts in seconds, and Ctrl-C ends it alone."""

import re
import socket
import sys
import time
import xmlrpc.client
from pathlib import Path

import pytest

# Takes long: the gate begins with it.
READY = "Ctrl-C stops it."
LOGIN = re.compile(r"^  (\S+) +(\S+) +(.+)$", re.MULTILINE)
# In a network of its own only the loopback device is there, and it is down at first.
LOOPBACK_UP = (
    "import fcntl, os, socket, struct, sys;"
    "fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sH22x', b'lo', 0x41));"
    "os.execvp(sys.argv[1], sys.argv[1:])"
)
WITHOUT_NETWORK = ("unshare", "--net", sys.executable, "-c", LOOPBACK_UP)
SECONDS = 60


@pytest.fixture(scope="module")
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def odoo_answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def logins(output):
    table = output.partition("Odoo is ready")[2]
    return [row for row in LOGIN.findall(table) if row[0] != "login"]


def test_the_demo_is_made_and_every_printed_login_works(commands, running, port):
    from property_setup.gate import logs

    demo = running("--port", port)
    demo.wait_for(READY)
    assert f"http://127.0.0.1:{port}" in demo.output
    common = xmlrpc.client.ServerProxy(f"http://127.0.0.1:{port}/xmlrpc/2/common")
    rows = logins(demo.output)
    assert len(rows) > 1, demo.output
    for login, password, _who in rows:
        assert common.authenticate("property_demo", login, password, {}), login
    assert demo.ctrl_c() == 130
    assert not odoo_answers(port)
    assert not commands.postgresql_runs()
    install = next((commands.state / "log").glob("install-property_demo*.log"))
    problem = logs.problem(Path(install))
    assert not problem, problem


def test_the_second_run_takes_seconds_and_no_network(running, port):
    started = time.monotonic()
    demo = running("--port", port, prefix=WITHOUT_NETWORK)
    demo.wait_for(READY)
    assert time.monotonic() - started < SECONDS
    assert len(logins(demo.output)) > 1


def test_ctrl_c_leaves_what_another_run_uses(commands, running, port):
    first = running("--port", port)
    first.wait_for(READY)
    second = running("--port", port + 1)
    second.wait_for(READY)
    first.ctrl_c()
    assert commands.postgresql_runs()
    assert odoo_answers(port + 1)
    second.ctrl_c()
    assert not commands.postgresql_runs()
    assert not odoo_answers(port + 1)


def test_a_port_in_use_is_named(commands):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        complaint = commands.refused("run", "--port", number)
    assert f"port {number}" in complaint
    assert "--port" in complaint


def test_a_postgresql_started_by_hand_goes_on(commands, running, port):
    import subprocess

    by_hand = "from property_setup.postgres import Cluster; c = Cluster('site'); c.{}"
    environment = commands.environment(
        PYTHONPATH=str(Path(__file__).parents[2] / "setup")
    )

    def do(what):
        command = [sys.executable, "-c", by_hand.format(what)]
        subprocess.run(command, env=environment, check=True)

    do("_start(); c._marker.unlink()")
    try:
        demo = running("--port", port)
        demo.wait_for(READY)
        demo.ctrl_c()
        assert commands.postgresql_runs()
        assert not odoo_answers(port)
    finally:
        do("_quiet('pg_ctl', '-D', c.data, '-m', 'fast', '-w', 'stop')")
