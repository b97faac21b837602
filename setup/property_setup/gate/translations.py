"""Translations: each .pot is what Odoo exports, each Chinese file is whole."""

import subprocess

from .. import paths

HEADERS = ("POT-Creation-Date", "PO-Revision-Date")
LANGUAGE = "zh_CN"


def check(gate, addon, database):
    exported = gate.folder / f"{addon}.pot"
    gate.odoo.run(
        *("i18n", "export", "-d", database, "-o", exported, addon),
        name=f"export-{addon}",
        what=f"the terms of {addon} could not be exported",
    )
    kept = paths.ROOT / addon / "i18n" / f"{addon}.pot"
    gate.report.check(f"{addon}.pot is up to date", outdated(kept, exported))
    chinese = kept.with_name(f"{LANGUAGE}.po")
    gate.report.check(f"{addon} in Chinese", untranslated(gate, chinese, exported))


def terms(path):
    lines = path.read_text().splitlines()
    return [line for line in lines if not any(header in line for header in HEADERS)]


def outdated(kept, exported):
    if not kept.exists():
        return f"{kept} is missing: setup/test --terms {kept.parents[1].name}"
    old, new = terms(kept), terms(exported)
    if old == new:
        return ""
    gone = [f"- {line}" for line in old if line.startswith("msgid") and line not in new]
    come = [f"+ {line}" for line in new if line.startswith("msgid") and line not in old]
    lines = [*gone, *come] or ["only places or order differ"]
    lines.append(f"setup/test --terms {kept.parents[1].name} writes it anew")
    return "\n".join(lines)


def untranslated(gate, chinese, exported):
    """The terms that have no translation, or a doubtful one."""
    if not chinese.exists():
        return f"{chinese} is missing"
    return po_tool(gate, "untranslated", chinese, exported)


def po_tool(gate, *arguments):
    """Files of terms are read by polib, which only Odoo's environment has."""
    script = paths.ROOT / "setup" / "property_setup" / "po_tool.py"
    command = [gate.odoo.python, script, *arguments]
    ran = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True
    )
    return (ran.stdout + ran.stderr) if ran.returncode else ""


def write(gate, addon, database):
    """Export the terms into the addon; its Chinese file gets the new ones, empty."""
    folder = paths.ROOT / addon / "i18n"
    folder.mkdir(exist_ok=True)
    pot = folder / f"{addon}.pot"
    gate.odoo.run(
        *("i18n", "export", "-d", database, "-o", pot, addon),
        name=f"export-{addon}",
        what=f"the terms of {addon} could not be exported",
    )
    return po_tool(gate, "merge", folder / f"{LANGUAGE}.po", pot)
