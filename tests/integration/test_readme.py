"""What the READMEs show in Python runs as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = sorted(ROOT.glob("property_*/README.md"))
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(readme):
    return BLOCK.findall(readme.read_text(encoding="utf-8"))


def test_there_are_examples():
    assert any(blocks(readme) for readme in READMES)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.parent.name)
def test_the_examples_run(
    readme, server, program, site, make_campaign, make_vote, tmp_path
):
    if readme.parent.name == "property_survey":
        make_campaign("SPRING-2026")
    if readme.parent.name == "property_crm":
        make_vote("Spring vote", 3)
    script = tmp_path / "examples.py"
    script.write_text("\n".join(blocks(readme)), encoding="utf-8")
    given = {
        "ODOO_URL": server.url,
        "ODOO_DATABASE": server.database,
        "ODOO_LOGIN": program.login,
        "ODOO_KEY": program.key,
    }
    done = subprocess.run(
        [sys.executable, str(script)],
        env=os.environ | given,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
