from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    hide_complaints_from_who_may_not_see_them(env)


def hide_complaints_from_who_may_not_see_them(env):
    """The report shows single complaints now: each is as secret as its request."""
    openupgrade.load_data(
        env, "property_helpdesk", "security/finish/finish_security.xml"
    )
