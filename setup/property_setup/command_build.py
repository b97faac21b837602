"""setup/build: the wheels of the addons, from a commit, into dist/."""

import argparse
import shutil
import subprocess
from pathlib import Path

from . import environments, paths
from .console import SetupError, call, say, step


def parse(arguments):
    parser = argparse.ArgumentParser(prog="setup/build", description=__doc__)
    parser.add_argument("addons", nargs="*", help="default: all")
    parser.add_argument("--commit", default="HEAD", help="default: HEAD")
    parser.add_argument(
        "--into", type=Path, default=paths.ROOT / "dist", help="default: dist/"
    )
    return parser.parse_args(arguments)


def main(arguments):
    options = parse(arguments)
    commit = resolve(options.commit)
    source = paths.STATE / "build"
    try:
        check_out(commit, source)
        chosen = choose(options.addons, source)
        build(chosen, source, options.into.absolute())
    finally:
        shutil.rmtree(source, ignore_errors=True)
    return 0


def git(*arguments):
    command = ["git", "-C", paths.ROOT, *arguments]
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True
    )


def resolve(name):
    found = git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if found.returncode:
        raise SetupError(f"there is no commit {name}", "git log --oneline names them")
    if git("rev-parse", "--is-shallow-repository").stdout.strip() == "true":
        raise SetupError(
            "this clone is shallow; whool counts commits for the versions",
            "git fetch --unshallow",
        )
    if (
        name == "HEAD"
        and git("status", "--porcelain", "--", "property_*").stdout.strip()
    ):
        say("note: changes that are not committed are not in the wheels")
    return found.stdout.strip()


def check_out(commit, source):
    """A clone, so that nothing but what git tracks can get in."""
    shutil.rmtree(source, ignore_errors=True)
    source.parent.mkdir(parents=True, exist_ok=True)
    what = "the commit could not be checked out"
    call(
        ["git", "clone", "-q", "--no-checkout", paths.ROOT, source], "build-clone", what
    )
    call(
        ["git", "-C", source, "checkout", "-q", "--detach", commit],
        "build-checkout",
        what,
    )


def choose(names, source):
    there = sorted(
        path.parent.name for path in source.glob("property_*/__manifest__.py")
    )
    wrong = [name for name in names if name not in there]
    if wrong:
        raise SetupError(
            f"there is no addon {', '.join(wrong)}", f"choose from: {there}"
        )
    return names or there


def build(names, source, target):
    python = environments.tools_environment() / "bin" / "python"
    for name in names:
        with step(f"Building the wheel of {name}"):
            call(
                [
                    *environments.pip(python),
                    "wheel",
                    "--no-deps",
                    "--no-build-isolation",
                ]
                + ["--no-index", "-w", target, source / name],
                f"build-{name}",
                f"the wheel of {name} could not be built",
            )
    say(f"Wheels in {target}:")
    for wheel in sorted(target.glob("odoo_addon_property_*.whl")):
        say(f"  {wheel.name}")
