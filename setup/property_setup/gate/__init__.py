"""The parts of setup/test: each takes the gate and tells its report what passed."""

from . import installs, lint, migrations, repository

PARTS = {
    "lint": lint.run,
    "alone": installs.alone,
    "together": installs.all_together,
    "update": installs.update,
    "uninstall": installs.uninstall,
    "migrations": migrations.run,
    "repository": repository.run,
}
