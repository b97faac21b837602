from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    keep_what_was_booked_twice(env)


def keep_what_was_booked_twice(env):
    """The log keeps facts now; what it said in the writer's language stays as it is."""
    table = "property_clash_override"
    has_log = openupgrade.table_exists(env.cr, table)  # came with 19.0.1.1.0
    if not has_log or openupgrade.column_exists(env.cr, table, "taken"):
        return
    for statement in (
        "ALTER TABLE property_clash_override ADD COLUMN taken jsonb",
        "UPDATE property_clash_override SET taken ="
        " jsonb_build_array(jsonb_build_object('text', clashes))",
        "ALTER TABLE property_clash_override DROP COLUMN clashes",
    ):
        openupgrade.logged_query(env.cr, statement)
