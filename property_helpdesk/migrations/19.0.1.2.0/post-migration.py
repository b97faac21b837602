from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    hide_complaints_from_who_may_not_see_them(env)
    tell_good_work_from_a_compliment(env)


def hide_complaints_from_who_may_not_see_them(env):
    """The report shows single complaints now: each is as secret as its request."""
    openupgrade.load_data(
        env, "property_helpdesk", "security/finish/finish_security.xml"
    )


def tell_good_work_from_a_compliment(env):
    """A reason of ratings read like the kind of request (praise) in Chinese."""
    openupgrade.logged_query(
        env.cr,
        """
        UPDATE property_rating_reason reason
           SET name = jsonb_strip_nulls(jsonb_build_object(
                   'en_US', 'Good work',
                   'zh_CN', CASE WHEN reason.name ? 'zh_CN' THEN %s END))
          FROM ir_model_data data
         WHERE data.module = 'property_helpdesk'
           AND data.name = 'property_rating_reason_well_done'
           AND data.res_id = reason.id
           AND reason.name ->> 'en_US' = 'Well done'
        """,
        ("维修质量好",),
    )
