from openupgradelib import openupgrade

OPTIONS = "'widget': 'datetime', 'date_only': True"


@openupgrade.migrate()
def migrate(env, version):
    name_the_day_of_the_site(env)


def name_the_day_of_the_site(env):
    """The mail that asks to confirm named the day by the clock of its sender."""
    openupgrade.logged_query(
        env.cr,
        """
        UPDATE mail_template template
           SET body_html = replace(body_html::text, %s, %s)::jsonb
          FROM ir_model_data data
         WHERE data.module = 'property_helpdesk'
           AND data.name = 'mail_template_confirm'
           AND data.res_id = template.id
        """,
        (OPTIONS + "}", OPTIONS + ", 'tz_name': object.site_id.tz}"),
    )
