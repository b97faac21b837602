"""The parts of setup/test: each takes the gate and tells its report what passed."""

from . import installs, lint, migrations, repository

PARTS = {
    "lint": lint.run,
    "templates": installs.templates,
    "install": installs.install,
    "alone": installs.alone,
    "together": installs.all_together,
    "update": installs.update,
    "uninstall": installs.uninstall,
    "migrations": migrations.run,
    "repository": repository.run,
}

# A full run: the parts of a stage side by side, each on one processor. Those that are
# alone in their stage use them all.
STAGES = (
    ("lint", "templates"),
    ("install",),
    ("alone",),
    ("together",),
    ("update", "uninstall", "migrations"),
    ("repository",),
)
