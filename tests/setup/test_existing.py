"""An Odoo and a PostgreSQL that are there already are used, and left as they are."""

import subprocess
import sys
from pathlib import Path


def test_an_existing_odoo_and_postgresql(commands, prepared_odoo):
    """The run's own Odoo and test cluster serve as the existing ones."""
    given = prepared_odoo.server.environment
    source = (prepared_odoo.source / "odoo").resolve().parent
    variables = {name: given[name] for name in ("PGHOST", "PGPORT", "PGUSER")}
    commands.done("site", "list", ODOO_HOME=str(source), **variables)
    assert not commands.postgresql_runs()
    assert prepared_odoo.sql.value("SELECT 1") == "1"


def test_the_odoo_command_on_path_tells_where_its_odoo_is(prepared_odoo):
    script = "from property_setup.odoo_source import installed_folder as f; print(f())"
    environment = {
        **prepared_odoo.environment,
        "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "setup"),
    }
    asked = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True
    )
    assert (Path(asked.stdout.strip()) / "odoo" / "release.py").is_file(), asked.stderr
