from openupgradelib import openupgrade

# The promises that go before those of whole kinds of requests.
FIRST = {
    "lift_entrapment": 5,
    "lift_entrapment_outside": 5,
    "heating_leak": 5,
    "heating_first_days": 5,
    "heating_season": 5,
    "water_main": 5,
    "emergency": 5,
    "defect": 9,
}


@openupgrade.migrate()
def migrate(env, version):
    put_emergencies_first(env)
    supersede_ratings(env)
    tell_duty_of_danger(env)


def put_emergencies_first(env):
    """An emergency that is paid for was promised what a paid service is."""
    for name, sequence in FIRST.items():
        policy = env.ref(
            f"property_helpdesk.property_sla_policy_{name}", raise_if_not_found=False
        )
        # whoever has put them in an order of his own keeps it
        if policy and policy.sequence == 10:
            policy.sequence = sequence


def supersede_ratings(env):
    """What was rated before a request was opened again counts no more."""
    env.cr.execute(
        """
        SELECT rating.id FROM rating_rating AS rating
        WHERE rating.res_model = 'helpdesk.ticket' AND rating.consumed
            AND EXISTS (
                SELECT FROM property_ticket_event AS event
                WHERE event.ticket_id = rating.res_id AND event.kind = 'reopened'
                    AND event.date >= rating.write_date
            )
        """
    )
    env["rating.rating"].browse([row[0] for row in env.cr.fetchall()])._supersede()


def tell_duty_of_danger(env):
    """Whoever is on duty is told of danger to people, as in a new database."""
    level = env.ref(
        "property_helpdesk.property_escalation_level_danger", raise_if_not_found=False
    )
    if level and level.trigger == "words":
        level.also_on_duty = True
