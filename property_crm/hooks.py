from .models.people import ownership_share_limit
from .models.time import busy_lock


def pre_init_hook(env):
    """Exclusion constraints over a record and its dates need btree_gist."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def uninstall_hook(env):
    """Functions outlive the tables they guard."""
    ownership_share_limit.uninstall(env.cr)
    busy_lock.uninstall(env.cr)
