from odoo.fields import Command
from odoo.tools import SQL

# The stages of core that ours lie between, and what they mean.
CORE_STAGES = {
    "crm.stage_lead1": ("new", 1),
    "crm.stage_lead2": ("qualified", 20),
    "crm.stage_lead3": ("proposal", 40),
    "crm.stage_lead4": ("won", 70),
}
# Whether crm_iap_enrich, which comes with crm, looks up where e-mails are from.
ENRICHING = "crm.iap.lead.enrich.setting"
# Where the prospects of our stages go when we leave.
LEFT_FOR = {"contacted": "new", "viewing": "qualified", "reserved": "proposal"}


def post_init_hook(env):
    """Say what the stages of core mean, and make room for ours between them."""
    for xmlid, (phase, sequence) in CORE_STAGES.items():
        if stage := env.ref(xmlid, raise_if_not_found=False):
            stage.write({"phase": phase, "sequence": sequence})
    begin_logs(env)
    # Nobody's address is sent to be looked up unless somebody decides so.
    # sudo: a setting of the whole database, at installation
    settings_sudo = env["ir.config_parameter"].sudo()
    if not settings_sudo.get_param(ENRICHING):
        settings_sudo.set_param(ENRICHING, "manual")


def begin_logs(env):
    """Let prospects that were there before begin anew: nobody is told about them."""
    env.flush_all()
    env.execute_query(
        SQL(
            """
            WITH known AS (
                INSERT INTO property_lead_event
                    (lead_id, date, user_id, kind, new_ref, create_date, create_uid)
                SELECT lead.id, lead.create_date, COALESCE(lead.create_uid, %s),
                    'created', lead.stage_id, now() AT TIME ZONE 'UTC', %s
                FROM crm_lead AS lead WHERE NOT EXISTS (
                    SELECT FROM property_lead_event AS event
                    WHERE event.lead_id = lead.id
                )
                RETURNING lead_id
            )
            UPDATE crm_lead SET contacted_at = COALESCE(date_open, create_date)
            WHERE contacted_at IS NULL AND id IN (SELECT lead_id FROM known)
            RETURNING id
            """,
            env.uid,
            env.uid,
        )
    )
    env.invalidate_all()
    leads = env["crm.lead"].with_context(active_test=False).search([])
    env.add_to_compute(leads._fields["date_next"], leads)


def uninstall_hook(env):
    """Leave the prospects in stages that stay, and core's group to whoever has it."""
    for gone, kept in LEFT_FOR.items():
        env.execute_query(
            SQL(
                "UPDATE crm_lead SET stage_id = kept.id FROM crm_stage kept,"
                " crm_stage gone WHERE gone.phase = %s AND kept.phase = %s"
                " AND stage_id = gone.id RETURNING crm_lead.id",
                gone,
                kept,
            )
        )
    env.cr.execute(
        SQL(
            "DROP TRIGGER IF EXISTS property_lead_event_row ON property_lead_event;"
            "DROP TRIGGER IF EXISTS property_lead_event_all ON property_lead_event;"
            "DROP FUNCTION IF EXISTS property_lead_event_refuse"
        )
    )
    env.invalidate_all()
    env.ref("property_crm.group_property_company_manager").implied_ids = [
        Command.unlink(env.ref("sales_team.group_sale_manager").id)
    ]
