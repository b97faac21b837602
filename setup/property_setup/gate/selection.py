"""Which tests of an addon are worth running again beside all other addons.

An addon that has its tests alone shows there what its own code does. With the others
beside it only that can be different which they reach: models that they extend, views,
rights. So left out of the run with all addons are

* tests of pure modules: nothing is installed that could change them;
* the rooms of which no other addon extends a model, but for their tests of views and
  rights;
* files that say why in a line ``# Alone is enough: …``.
"""

import ast
import re
from functools import cache

from .. import addons, paths

# Each view read with all its fields, each model as each role: what another addon has
# brought, taken along or left behind shows there.
LEAN = re.compile(r"_(views|security)\.py$")
ENOUGH = "# Alone is enough:"
PURE = {"BaseCase"}


def beside_others(addon):
    """The test files of an addon that had its tests alone."""
    reached = extended_by([name for name in addons.names() if name != addon])
    for file in test_files(addon):
        text = file.read_text()
        if ENOUGH in text or is_pure(text):
            continue
        if LEAN.search(file.name) or models_of(addon, room_of(file)) & reached:
            yield file


def test_files(addon):
    return sorted((paths.ROOT / addon / "tests").rglob("test_*.py"))


def left_by(gone):
    """Of the other addons the tests of views and rights of what one had reached."""
    reached = extended_by([gone])
    return [
        file
        for name in addons.names()
        if name != gone
        for file in test_files(name)
        if LEAN.search(file.name) and models_of(name, room_of(file)) & reached
    ]


def room_of(file):
    return file.parent.name


def is_pure(text):
    """Whether all its classes of tests do without a database."""
    classes = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    bases = {ast.unparse(base) for node in classes for base in node.bases}
    return bases == PURE and "Registry" not in text


def models_of(addon, room):
    """The names of the models that a room defines."""
    return names("_name", (paths.ROOT / addon).glob(f"*/{room}/*.py"))


def extended_by(others):
    files = [file for name in others for file in (paths.ROOT / name).glob("*/**/*.py")]
    return names("_inherit", [file for file in files if "tests" not in file.parts])


def names(attribute, files):
    """All strings assigned to the attribute in the bodies of classes."""
    return {name for file in files for name in names_in(attribute, file)}


@cache
def names_in(attribute, file):
    classes = ast.walk(ast.parse(file.read_text()))
    found = [node for node in classes if isinstance(node, ast.ClassDef)]
    return frozenset().union(*(assigned(node, attribute) for node in found))


def assigned(node, attribute):
    values = [
        statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and ast.unparse(statement.targets[0]) == attribute
    ]
    return {
        part.value
        for value in values
        for part in ast.walk(value)
        if isinstance(part, ast.Constant)
    }
