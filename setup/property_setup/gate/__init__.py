"""The parts of setup/test: each gives the jobs of which it consists."""

from . import addon_tests, installs, lint, migrations, repository

PARTS = {
    "lint": lint.jobs,
    "templates": installs.template_jobs,
    "install": installs.install_jobs,
    "alone": addon_tests.alone_jobs,
    "together": addon_tests.together_jobs,
    "update": installs.update_jobs,
    "uninstall": installs.uninstall_jobs,
    "migrations": migrations.jobs,
    "repository": repository.jobs,
}
