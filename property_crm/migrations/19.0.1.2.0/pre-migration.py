from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    keep_what_was_booked_twice(env)


def keep_what_was_booked_twice(env):
    """The log keeps facts now; what it said in the writer's language stays as it is."""
    if openupgrade.column_exists(env.cr, "property_clash_override", "taken"):
        return
    for statement in (
        "ALTER TABLE property_clash_override ADD COLUMN taken jsonb",
        "UPDATE property_clash_override SET taken ="
        " jsonb_build_array(jsonb_build_object('text', clashes))",
        "ALTER TABLE property_clash_override DROP COLUMN clashes",
    ):
        openupgrade.logged_query(env.cr, statement)
