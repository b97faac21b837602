import logging
from secrets import SystemRandom

import psycopg2

from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL

from .random_ids import draw_ids

_logger = logging.getLogger(__name__)

MIXED = ("property.survey.sheet", "property.survey.comment", "property.survey.receipt")
# So many rows are mixed at once, others of the campaign with the new ones.
AT_LEAST = 20
AFTER_AN_ANSWER = 200
BY_CRON = 5000


class PropertySurveyCampaign(models.Model):
    """Anonymous answers are written anew together, in random order.

    A row of PostgreSQL tells which transaction wrote it (xmin) and where it is (ctid);
    the invitation, written with the answer, tells the same. After each answer, and by a
    cron, those that are new are therefore deleted and inserted together with others of
    the campaign, with new random ids; the invitations of who answered are written anew,
    too. It is one transaction: killed, it has done nothing.
    """

    _inherit = "property.survey.campaign"

    def _mix_after_commit(self):
        """Mix when the answer is there for good; if that fails the cron does it."""
        registry, campaign_id = self.env.registry, self.id
        done = self.env.cr.postcommit.data.setdefault("property_survey_mix", set())
        if campaign_id in done:
            return
        done.add(campaign_id)

        @self.env.cr.postcommit.add
        def mix():
            try:
                with registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    env[self._name].browse(campaign_id)._mix(AFTER_AN_ANSWER)
            except psycopg2.Error:
                _logger.info("Answers of campaign %s are mixed later", campaign_id)

    @api.model
    def _cron_mix(self):
        """Mix the answers of all campaigns that have new ones, each for itself."""
        sheets = self.env["property.survey.sheet"]
        groups = sheets._read_group([("is_settled", "=", False)], ["campaign_id"])
        remaining = len(groups)
        for (campaign,) in groups:
            campaign._mix(BY_CRON)
            remaining -= 1
            self.env["ir.cron"]._commit_progress(1, remaining=remaining)
        self._get_with_unread_words()._release_words()

    def _mix(self, limit):
        """Write the new answers anew with others, at most ``limit`` of these."""
        self.ensure_one()
        if not self._lock_mix():
            return
        random = SystemRandom()
        self.env.flush_all()
        for name in MIXED:
            self._mix_table(self.env[name], random, limit)
        self._mix_invitations(random, limit)
        self.env.invalidate_all()

    def _lock_mix(self):
        """Return whether nobody else mixes the answers of the campaign just now."""
        [[is_mine]] = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock(hashtext('property_survey_mix'), %s)",
                self.id,
            )
        )
        return is_mine

    def _mix_table(self, model, random, limit):
        old, is_settled = self._choose_rows(model, random, limit)
        if not old:
            return
        new = draw_ids(model, len(old))
        columns = [
            name
            for name, field in model._fields.items()
            if field.store and field.column_type and name not in ("id", "is_settled")
        ]
        names = SQL(", ").join(map(SQL.identifier, columns))
        table = SQL.identifier(model._table)
        self.env.cr.execute(
            SQL(
                """
                WITH pairs AS (
                    SELECT old, new, place
                      FROM unnest(%(old)s, %(new)s) WITH ORDINALITY
                           AS pairs (old, new, place)
                ), gone AS (
                    DELETE FROM %(table)s WHERE id = ANY(%(old)s) RETURNING *
                )
                INSERT INTO %(table)s (id, is_settled, %(names)s)
                SELECT pairs.new, %(settled)s, %(names)s
                  FROM gone JOIN pairs ON pairs.old = gone.id
                 ORDER BY pairs.place
                """,
                table=table,
                names=names,
                old=old,
                new=new,
                settled=is_settled,
            )
        )

    def _choose_rows(self, model, random, limit):
        """Return the ids to mix in random order, and whether they are settled by it."""
        new, settled = (
            [
                row_id
                for (row_id,) in self.env.execute_query(
                    SQL(
                        "SELECT id FROM %s WHERE campaign_id = %s"
                        " AND is_settled IS %s ORDER BY random() LIMIT %s",
                        SQL.identifier(model._table),
                        self.id,
                        is_settled,
                        max(limit, AT_LEAST),
                    )
                )
            ]
            for is_settled in (SQL("NOT TRUE"), SQL("TRUE"))
        )
        if not new:
            return [], False
        old = [*new, *settled[: max(limit - len(new), AT_LEAST)]]
        random.shuffle(old)
        is_enough = len(old) >= AT_LEAST or self.state == "closed"
        return old, is_enough and len(new) < limit

    def _mix_invitations(self, random, limit):
        """Write anew, in random order, who answered: the newest always, and others.

        A statement each, sent at once: one for all would go by the place of the rows.
        """
        half = max(limit, AT_LEAST) // 2
        answered = SQL(
            "SELECT id FROM property_survey_invitation"
            " WHERE campaign_id = %s AND state = 'answered'",
            self.id,
        )
        rows = self.env.execute_query(
            SQL(
                "(%(answered)s ORDER BY age(xmin) LIMIT %(half)s) UNION"
                " (%(answered)s ORDER BY random() LIMIT %(half)s)",
                answered=answered,
                half=half,
            )
        )
        if rows:
            self.env.cr.execute(
                SQL("; ").join(
                    SQL(
                        "UPDATE property_survey_invitation SET state = state"
                        " WHERE id = %s",
                        invitation_id,
                    )
                    for (invitation_id,) in random.sample(rows, len(rows))
                )
            )
