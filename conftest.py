"""For every pytest run, the addons' too: a busy machine, and files two runs share."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

ROOT = Path(__file__).resolve().parent

settings.register_profile(
    "property", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("property")
# It would read all of Odoo for constants to try: those of our pure modules will do.
OURS = re.compile(rf"{re.escape(str(ROOT))}/property_\w+/tools/")
providers.is_local_module_file = OURS.match


@pytest.fixture(autouse=True, scope="session")
def keep_the_files_of_other_workers(request):
    """Workers have a database each but share the files, which Odoo sweeps by class.

    Without this, the sweep of one removes what a test of another has just stored,
    as its own database knows nothing of it.
    """
    is_addon_run = request.config.pluginmanager.has_plugin("odoo")
    if is_addon_run and os.environ.get("PYTEST_XDIST_WORKER"):
        from odoo.tests.common import TransactionCase

        TransactionCase._gc_filestore = classmethod(lambda cls: None)
