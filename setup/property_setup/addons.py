"""The addons of this repository, as their manifests tell."""

import ast
import hashlib
from functools import cache

from . import paths

NOT_LOADED = {"tests", "i18n_extra", "readme", "doc", "docs", "__pycache__", "build"}
NOT_DATA = {".pyc", ".md", ".toml", ".png", ".svg"}


@cache
def manifests():
    """{name: manifest} of our addons, each after those it depends on."""
    found = {
        path.parent.name: ast.literal_eval(path.read_text())
        for path in sorted(paths.ROOT.glob("property_*/__manifest__.py"))
    }
    ordered = {}
    while len(ordered) < len(found):
        ready = [
            name
            for name in found
            if name not in ordered
            and all(
                other in ordered for other in found[name]["depends"] if other in found
            )
        ]
        if not ready:
            raise ValueError(
                f"our addons depend on each other in a circle: {sorted(found)}"
            )
        ordered.update((name, found[name]) for name in ready)
    return ordered


def names():
    return list(manifests())


def closure(chosen):
    """The chosen addons of ours with those of ours that they need, in order."""
    needed = set(chosen)
    for name in reversed(names()):
        if name in needed:
            needed.update(manifests()[name]["depends"])
    return [name for name in names() if name in needed]


def foreign(chosen):
    """What the chosen addons need from Odoo and OCA."""
    ours = closure(chosen)
    return sorted(
        {dep for name in ours for dep in manifests()[name]["depends"]} - set(ours)
    )


def dependents(addon):
    """Those of ours that need the addon, itself last: the order to uninstall in."""
    return [name for name in reversed(names()) if addon in closure([name])]


class _WithoutBodies(ast.NodeTransformer):
    """What the database is built from: fields, not the bodies of methods."""

    def visit_FunctionDef(self, node):
        node.body = [ast.Pass()]
        return node


def loaded_content(path):
    if path.suffix != ".py" or "migrations" in path.parts:
        return path.read_bytes()
    try:
        return ast.dump(_WithoutBodies().visit(ast.parse(path.read_text()))).encode()
    except SyntaxError:
        return path.read_bytes()


def content_hash(addon):
    """Changes when a database that has the addon must be updated (`-u`)."""
    folder = paths.ROOT / addon
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if (
            path.is_file()
            and not NOT_LOADED & set(parts)
            and path.suffix not in NOT_DATA
        ):
            digest.update("/".join(parts).encode() + loaded_content(path))
    return digest.hexdigest()[:16]


def hashes(chosen):
    return {name: content_hash(name) for name in closure(chosen)}
