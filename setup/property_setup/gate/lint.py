"""Linters and formatters over the whole repository."""

import os
import subprocess

from .. import addons, environments, node, odoo_source, paths
from . import shape
from .jobs import TOOLS, Job

OCA_MODULE_OFF = "xml-header-wrong,prefer-readme-rst"
# A model is extended once per topic of an addon (models/place, models/people).
PYLINT_OFF = "consider-merging-classes-inherited"
PYLINT_TESTS_OFF = "translation-required"
PRETTY = ("xml", "js", "scss")


class Linters:
    def __init__(self, gate):
        self.gate = gate
        self.tools = environments.tools_environment()
        self.modules = node.modules(self.tools)

    def program(self, name):
        return self.tools / "bin" / name

    def node_program(self, name):
        return self.modules / ".bin" / name

    def python_commands(self):
        ruff = self.program("ruff")
        return {
            "ruff": [ruff, "check", "--no-fix", "--output-format=concise", "."],
            "ruff format": [ruff, "format", "--check", "."],
            "pylint-odoo": [
                *self.pylint(),
                "--ignore-paths=.*/tests/.*",
                *addons.names(),
            ],
        }

    def test_commands(self):
        folders = [f"{name}/tests" for name in addons.names()]
        tests = [name for name in folders if (paths.ROOT / name).is_dir()]
        command = [*self.pylint(), f"--disable={PYLINT_TESTS_OFF}", *tests]
        return {"pylint-odoo, tests": command}

    def pylint(self):
        return [self.program("pylint"), "--rcfile=pylintrc", f"--disable={PYLINT_OFF}"]

    def odoo_commands(self):
        ours = addons.names()
        series = ["--odoo-series", "19.0", "--addons-path", self.addons_path()]
        chosen = ["--select-include", ",".join(ours)]
        found = {
            "oca-checks-odoo-module": [*self.oca_checks(), *ours],
            "licences": [
                self.program("manifestoo"),
                *series,
                *chosen,
                "check-licenses",
            ],
        }
        if translations := files("po", "pot"):
            checker = [self.program("oca-checks-po"), "--disable=po-pretty-format"]
            found["oca-checks-po"] = [*checker, *translations]
        return found

    def web_commands(self):
        found = {}
        if pretty := files(*PRETTY):
            found["prettier"] = [self.node_program("prettier"), "--check", *pretty]
        if scripts := files("js"):
            found["eslint"] = [self.node_program("eslint"), *scripts]
        return found

    def oca_checks(self):
        return [self.program("oca-checks-odoo-module"), f"--disable={OCA_MODULE_OFF}"]

    def addons_path(self):
        folders = odoo_source.addons_folders(self.gate.odoo.source)
        return ",".join(map(str, [*folders, self.gate.odoo.oca_addons(), paths.ROOT]))

    def problem(self, command):
        """What the linter says if it is not content."""
        environment = {**os.environ, **node.environment(self.tools)}
        environment["PATH"] = f"{self.tools / 'bin'}:{environment['PATH']}"
        ran = subprocess.run(
            [str(part) for part in command],
            cwd=paths.ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        output = f"{ran.stdout}\n{ran.stderr}".strip()
        return (output or f"exit code {ran.returncode}") if ran.returncode else ""

    def fix(self, where):
        """Rewrite what can be rewritten below `where`; returns what could not."""
        ruff = self.program("ruff")
        commands = [
            [ruff, "check", "--fix", "--output-format=concise", *where],
            [ruff, "format", *where],
        ]
        whole = [name for name in where if name.strip("/") in addons.names()]
        if whole:
            commands.append([*self.oca_checks(), "--fix", "--no-verbose", *whole])
        pretty = [name for name in files(*PRETTY) if name.startswith(tuple(where))]
        if pretty:
            commands.append([self.node_program("prettier"), "--write", *pretty])
        return "\n".join(filter(None, map(self.problem, commands)))


def files(*suffixes):
    """The files of the addons with these suffixes, new ones included."""
    patterns = [f"property_*.{suffix}" for suffix in suffixes]
    listed = git(
        "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns
    )
    return [name for name in listed.stdout.split() if (paths.ROOT / name).exists()]


def git(*arguments):
    return subprocess.run(
        ["git", *arguments], cwd=paths.ROOT, capture_output=True, text=True
    )


def legacy_forms():
    """Old forms of Odoo that install in silence and do nothing."""
    where = ("property_*.py", "property_*.xml")
    found = git("grep", "--untracked", "-nE", "-f", ".ci/legacy-forms", "--", *where)
    return found.stdout if found.returncode != 1 else ""


def jobs(gate):
    """Some checks each; what they need is made first."""
    groups = {
        "lint Python": (60, Linters.python_commands),
        "lint tests": (40, Linters.test_commands),
        "lint Odoo": (50, Linters.odoo_commands),
        "lint web": (15, Linters.web_commands),
    }
    return [
        Job(TOOLS, Linters, seconds=20),
        *(
            Job(name, lambda gate, of=of: check(gate, of), (TOOLS,), seconds)
            for name, (seconds, of) in groups.items()
        ),
        Job("legacy forms and shape", check_shape, seconds=5),
    ]


def check(gate, commands_of):
    linters = Linters(gate)
    for name, command in commands_of(linters).items():
        gate.report.check(name, linters.problem(command))


def check_shape(gate):
    gate.report.check("legacy forms", legacy_forms())
    gate.report.check("shape of the code", shape.problems())
