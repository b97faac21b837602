"""Where things are. Each place can be moved by the variable named beside it."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "setup" / "requirements"


def folder(variable, default):
    return Path(os.environ.get(variable) or default).expanduser().absolute()


STATE = folder("PROPERTY_STATE", ROOT / ".local")
CACHE = folder("XDG_CACHE_HOME", "~/.cache") / "property-crm"
LOGS = STATE / "log"
SHARED_DATA = folder("PROPERTY_DATA", ROOT.parent / "shared" / "data")
