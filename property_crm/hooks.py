from .models.people import ownership_share_limit, ownership_sold_once
from .models.time import busy_lock


def pre_init_hook(env):
    """Exclusion constraints over a record and its dates need btree_gist."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def uninstall_hook(env):
    """Functions outlive the tables they guard."""
    ownership_share_limit.uninstall(env.cr)
    ownership_sold_once.uninstall(env.cr)
    busy_lock.uninstall(env.cr)
    show_menu_of_agreements(env)


def show_menu_of_agreements(env):
    """Without our menu that of the agreement addon is the only one again."""
    menu = env.ref("agreement.agreement_menu_root", raise_if_not_found=False)
    if menu:
        menu.group_ids = env.ref("agreement.group_agreement_readonly")
