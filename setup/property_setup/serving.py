"""Starting one Odoo server, waiting until it answers, and ending it."""

import os
import signal
import socket
import subprocess
import time
import urllib.request

from .console import SetupError, tail

READY_SECONDS = 120
STOP_SECONDS = 20


def check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SetupError(
                f"port {port} of 127.0.0.1 cannot be used: {error.strerror}",
                "stop what uses it, or give another: setup/run --port 8070",
            ) from error


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            f"http://127.0.0.1:{port}/web/health", timeout=5
        ) as response:
            return response.status == 200
    except OSError:
        return False


def wait_until_ready(process, port, log):
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SetupError(f"Odoo ended at once; the end of {log}:\n{tail(log)}")
        if answers(port):
            return
        time.sleep(0.2)
    raise SetupError(
        f"Odoo does not answer on port {port}; the end of {log}:\n{tail(log)}"
    )


def stop(process):
    """End the server and what it started, politely first."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
