from odoo.tools import SQL


def uninstall_hook(env):
    """Let go of what questions of other surveys refer to, of results and campaigns.

    Odoo deletes our questionnaires and determinants one by one; what refers to them
    would refuse that.
    """
    env.flush_all()
    for statement in (
        SQL("UPDATE survey_question SET determinant_id = NULL RETURNING id"),
        SQL("DELETE FROM property_survey_result RETURNING id"),
        SQL("DELETE FROM property_survey_campaign RETURNING id"),
    ):
        env.execute_query(statement)
    env.invalidate_all()
