"""Limits of style that no linter knows: long functions, long files, silenced checks."""

import ast
import re

from .. import paths

LONGEST_FUNCTION = 40
LONGEST_FILE = 400
SILENCED = re.compile(r"#\s*(noqa|pylint:\s*disable|TODO|FIXME|XXX)\b")


def python_files():
    """Ours, wherever code of ours lies."""
    places = ("property_*/**/*.py", "setup/**/*.py", "tests/**/*.py")
    for place in places:
        yield from sorted(paths.ROOT.glob(place))


def problems():
    found = [problem for path in python_files() for problem in problems_of(path)]
    return "\n".join(found)


def problems_of(path):
    name = path.relative_to(paths.ROOT)
    text = path.read_text()
    lines = text.splitlines()
    if len(lines) > LONGEST_FILE:
        yield f"{name}: {len(lines)} lines, {LONGEST_FILE} at most"
    for number, line in enumerate(lines, 1):
        if SILENCED.search(line):
            yield f"{name}:{number}: a silenced check or an open end: {line.strip()}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines"
