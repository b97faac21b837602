from odoo.fields import Command
from odoo.tools import SQL

# The stages of core that ours lie between, and what they mean.
CORE_STAGES = {
    "crm.stage_lead1": ("new", 1),
    "crm.stage_lead2": ("qualified", 20),
    "crm.stage_lead3": ("proposal", 40),
    "crm.stage_lead4": ("won", 70),
}
# Where the prospects of our stages go when we leave.
LEFT_FOR = {"contacted": "new", "viewing": "qualified", "reserved": "proposal"}


def post_init_hook(env):
    """Say what the stages of core mean, and make room for ours between them."""
    for xmlid, (phase, sequence) in CORE_STAGES.items():
        if stage := env.ref(xmlid, raise_if_not_found=False):
            stage.write({"phase": phase, "sequence": sequence})


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
    env.invalidate_all()
    env.ref("property_crm.group_property_company_manager").implied_ids = [
        Command.unlink(env.ref("sales_team.group_sale_manager").id)
    ]
