from openupgradelib import openupgrade

# Computed and stored: empty for all there is, so that nothing is computed one by one.
EMPTY = (
    ("done_at", "timestamp"),
    ("follow_up_result", "varchar"),
)


@openupgrade.migrate()
def migrate(env, version):
    add_what_nobody_has_yet(env)


def add_what_nobody_has_yet(env):
    """No request was reported done or followed up: a million need no computing."""
    for name, kind in EMPTY:
        if not openupgrade.column_exists(env.cr, "helpdesk_ticket", name):
            openupgrade.logged_query(
                env.cr, f"ALTER TABLE helpdesk_ticket ADD COLUMN {name} {kind}"
            )
