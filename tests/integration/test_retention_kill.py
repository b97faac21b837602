"""The nightly job is killed between and inside its batches, and loses nothing."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COUNT, BATCH = 23, 5
KILLS = [(2, True), (1, False)]  # at which commit, after or before it


def test_killed_twice_and_then_done(server, tmp_path):
    story = tmp_path / "story.json"
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.integration.retention_kill import main\n"
        f"main(env, {str(story)!r}, {COUNT}, {BATCH}, {KILLS})\n"
    )
    what = "the job of retention was not tried"
    server.odoo.shell(server.database, script, "retention-kill", what)
    between, inside, after = json.loads(story.read_text())
    # two batches of five were committed
    assert between == {"signal": 9, "left": 13, "done": [10], "closed": [False]}
    # of the third nothing was committed: as if it had not been
    assert inside == between
    # the same report goes on; what is young stays
    assert after == {"left": 3, "done": [20], "closed": [True]}
