"""Run by Odoo's Python: what of a .pot a .po leaves untranslated, and their merge."""

import sys
from pathlib import Path

import polib


def untranslated(po, pot):
    """1 if a term of the .pot has no translation, after naming it."""
    done = {entry.msgid for entry in polib.pofile(po).translated_entries()}
    missing = [entry.msgid for entry in polib.pofile(pot) if entry.msgid not in done]
    for term in missing:
        sys.stdout.write(f"not translated: {term!r}\n")
    return int(bool(missing))


def merge(po, pot):
    """The .po with exactly the terms of the .pot, its translations kept."""
    template = polib.pofile(pot)
    merged = polib.pofile(po) if Path(po).exists() else polib.POFile()
    if not merged.metadata:
        merged.metadata = {**template.metadata, "Language": Path(po).stem}
    merged.merge(template)
    for entry in list(merged.obsolete_entries()):
        merged.remove(entry)
    merged.save(po)
    return 0


if __name__ == "__main__":
    action = {"untranslated": untranslated, "merge": merge}[sys.argv[1]]
    sys.exit(action(*sys.argv[2:]))
