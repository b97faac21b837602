import logging
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.anonymity import may_change
from .property_survey_campaign_population import EVENTS

_logger = logging.getLogger(__name__)

# What was asked, and who, stays as it was when the first were drawn.
FROZEN_FIELDS = frozenset(
    (
        "survey_id",
        "population_kind",
        "site_ids",
        "building_ids",
        "to_owners",
        "to_tenants",
        "to_family",
        "segment_ids",
        "event_from",
        "is_sample",
        "margin",
        "confidence",
        "expected_share",
        "expected_rate",
        "stratify_by",
        "company_id",
    )
)
# A change of these makes the strata stale.
PLAN_FIELDS = FROZEN_FIELDS - {"survey_id"} | {"event_to", "purpose_id", "pause_days"}
KEPT_BY_SYSTEM = frozenset(
    ("state", "seed", "closed_on", "former_closings", "previous_campaign_id")
)
SEEDS = 2**31 - 1


class PropertySurveyCampaign(models.Model):
    """From the plan to the close, once more, and the next round."""

    _inherit = "property.survey.campaign"

    closed_on = fields.Date(readonly=True, copy=False)
    former_closings = fields.Json(
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="On which days it was closed before it was opened again.",
    )
    late_days = fields.Integer(
        string="Paper taken for (days)",
        default=14,
        help="So long after the close sheets that come back by post are still keyed.",
    )
    previous_campaign_id = fields.Many2one(
        "property.survey.campaign",
        string="Round before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    next_campaign_ids = fields.One2many(
        "property.survey.campaign", "previous_campaign_id", string="Later rounds"
    )

    _late_positive = models.Constraint(
        "CHECK(late_days >= 0)", "Paper taken for: 0 days or more."
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_start <= date_end)", "The campaign ends before it begins."
    )

    def action_start(self):
        """Draw who is asked; the invitations go out from then on."""
        for campaign in self:
            campaign.check_access("write")
            campaign._check_draft()
            campaign._start()
        return True

    def _check_draft(self):
        if any(campaign.state != "draft" for campaign in self):
            raise UserError(self.env._("People were drawn already: the plan is fixed."))

    def _start(self):
        self.ensure_one()
        self._check_ready()
        # sudo: the first day is the one on which people are drawn
        self.sudo().date_start = self._get_today()
        self._plan_strata(keep=True)
        if not sum(self.stratum_ids.mapped("invite_count")):
            raise UserError(
                self.env._(
                    "Nobody would be asked. %(why)s",
                    why=self.plan_left_out
                    or self.env._("Nobody fits: look at who is asked."),
                )
            )
        # sudo: the state is kept by the system
        self.sudo().write(
            {
                "state": "running",
                "seed": secrets.randbelow(SEEDS),
                "closed_on": False,
            }
        )
        self._draw()

    def _check_ready(self):
        if not self.site_ids:
            raise UserError(self.env._("Choose the sites whose people are asked."))
        # sudo: whoever may ask the questionnaire may know that it asks something
        questions = self.survey_id.sudo().question_ids
        if not questions:
            raise UserError(self.env._("The questionnaire asks nothing yet."))
        if self.date_end and self.date_end < self._get_today():
            raise UserError(self.env._("Asked until: that day is over."))

    def _draw(self):
        """Draw by lot from each stratum those not drawn yet; return how many.

        In the order of a checksum of seed and person, so that the lot can be checked
        and order and ids of the rows say nothing. As many statements for ten as for ten
        thousand.
        """
        self.ensure_one()
        self.env.flush_all()
        self._flush_frame()
        rows = self.env.execute_query(
            SQL(
                """
                %(lot)s
                INSERT INTO property_survey_invitation (
                       campaign_id, company_id, stratum_id, partner_id, unit_id,
                       site_id, building_id, role, segment_id, ticket_id, user_id,
                       token, state, reason, reminder_count)
                SELECT %(campaign)s, %(company)s, stratum_id, partner_id, unit_id,
                       site_id, building_id, role, segment_id, ticket_id, user_id,
                       gen_random_uuid(),
                       CASE WHEN reason IS NULL THEN 'planned' ELSE 'left_out' END,
                       reason, 0
                  FROM placed
                 WHERE CASE WHEN again THEN reason IS NULL
                       ELSE reason IS NOT NULL OR turn <= invite_count - drawn END
                 ORDER BY lot
                RETURNING id
                """,
                lot=self._select_lot(),
                campaign=self.id,
                company=self.company_id.id,
            )
        )
        if rows:
            self._give_tokens([row_id for (row_id,) in rows])
            self.env.invalidate_all()
            self._send_invitations()
        return len(rows)

    def _select_lot(self):
        """Return the SQL of ``placed``: the frame of each stratum in random order."""
        return SQL(
            """
            %(frame)s, stratum AS MATERIALIZED (
                SELECT s.*, (SELECT count(DISTINCT %(one)s)
                               FROM property_survey_invitation i
                              WHERE i.stratum_id = s.id
                                AND i.state != 'left_out') AS drawn
                  FROM property_survey_stratum s WHERE s.campaign_id = %(campaign)s
            ), ranked AS (
                SELECT frame.*, stratum.id AS stratum_id, stratum.invite_count,
                       stratum.drawn, md5(%(seed)s || ':' || frame.partner_id || ':'
                           || COALESCE(frame.ticket_id, 0)) AS lot, %(again)s AS again
                  FROM frame JOIN stratum
                       ON stratum.site_id IS NOT DISTINCT FROM stratum_site_id
                      AND stratum.building_id IS NOT DISTINCT FROM stratum_building_id
                      AND stratum.segment_id IS NOT DISTINCT FROM stratum_segment_id
                 WHERE NOT EXISTS (
                       SELECT FROM property_survey_invitation i
                        WHERE i.campaign_id = %(campaign)s
                          AND i.partner_id = frame.partner_id
                          AND (i.ticket_id IS NOT DISTINCT FROM frame.ticket_id
                               OR %(resting)s))
            ), placed AS (
                SELECT ranked.*, row_number() OVER (
                           PARTITION BY stratum_id, reason IS NULL, again ORDER BY lot
                       ) AS turn
                  FROM ranked
            )
            """,
            frame=self._select_frame(),
            seed=str(self.seed),
            campaign=self.id,
            **self._get_own_sql(),
        )

    def _get_own_sql(self):
        """Return the SQL of what this campaign itself asked the person before.

        With a pause a person counts once, and is asked about another request when the
        pause is over.
        """
        if not self.pause_days:
            no = SQL("FALSE")
            return {"one": SQL("i.id"), "again": no, "resting": no}
        return {
            "one": SQL("COALESCE(i.partner_id, -i.id)"),
            "again": SQL(
                "EXISTS (SELECT FROM property_survey_invitation i"
                " WHERE i.campaign_id = %s AND i.partner_id = frame.partner_id"
                " AND i.state != 'left_out')",
                self.id,
            ),
            "resting": SQL(
                "i.state = 'refused' OR i.state != 'left_out'"
                " AND COALESCE(i.asked_on >= %s, TRUE)",
                self._get_pause_from(),
            ),
        }

    def _give_tokens(self, invitation_ids):
        """Write the codes they are asked by; those of the draw are only unique."""
        token = self.env["property.survey.invitation"]._fields["token"]
        self.env.cr.execute(
            SQL(
                "UPDATE property_survey_invitation i SET token = given.token"
                " FROM unnest(%s, %s) AS given (id, token) WHERE given.id = i.id",
                invitation_ids,
                [token.default(self) for _row in invitation_ids],
            )
        )

    def _send_invitations(self, invitations=None):
        """Have those asked who are still to be asked: a hook of the ways to ask."""

    # The end, and after it

    def action_close(self):
        """Take no more answers, but of paper for some days."""
        for campaign in self:
            campaign.check_access("write")
            if campaign.state != "running":
                raise UserError(
                    self.env._("%(name)s does not run.", name=campaign.display_name)
                )
        self._close()
        return True

    def _close(self):
        """Close the campaigns: a hook for what follows from it."""
        # sudo: the state is kept by the system
        for campaign_sudo in self.sudo():
            today = campaign_sudo._get_today()
            campaign_sudo.write({"state": "closed", "closed_on": today})

    def action_reopen(self):
        """Take answers again."""
        self.check_access("write")
        for campaign in self:
            if campaign.state != "closed":
                raise UserError(
                    self.env._("%(name)s is not closed.", name=campaign.display_name)
                )
        over = self.filtered(
            lambda one: one.date_end and one.date_end < one._get_today()
        )
        # sudo: the state is kept by the system
        over.sudo().date_end = False
        for campaign_sudo in self.sudo():
            day = fields.Date.to_string(campaign_sudo.closed_on)
            former = set(campaign_sudo.former_closings or ()) | {day}
            campaign_sudo.write(
                {
                    "state": "running",
                    "closed_on": False,
                    "former_closings": sorted(filter(None, former)),
                }
            )
        return True

    def action_ask_again(self):
        """Open the plan of the next round: the same questions, people drawn anew."""
        self.ensure_one()
        following = self.copy(
            {
                "name": self.env._("%(name)s, next round", name=self.name),
                "date_start": fields.Date.context_today(self),
                "date_end": False,
            }
        )
        # sudo: the link to the round before is kept by the system
        following.sudo().previous_campaign_id = self
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": following.id,
            "views": [(False, "form")],
        }

    @api.model
    def _cron_follow_campaigns(self):
        """Close what is over, and ask those to whom it happened since."""
        today = fields.Date.context_today(self)
        running = Domain("state", "=", "running")
        events = Domain("population_kind", "in", EVENTS)
        going_on = Domain("event_to", "=", False) | Domain("event_to", ">=", today)
        # a day more: where it is later it may be over already
        ending = self.search(running & Domain("date_end", "<=", today))
        over = ending.filtered(lambda one: one.date_end < one._get_today())
        self._follow_each(Domain("id", "in", over.ids), "_close")
        self._follow_each(running & events & going_on, "_draw_newcomers")

    def _follow_each(self, domain, method):
        """Do it with one campaign after the other, whatever hinders another."""
        campaigns = self.search(domain)
        for left, campaign in enumerate(reversed(campaigns)):
            try:
                with self.env.cr.savepoint():
                    getattr(campaign.try_lock_for_update(), method)()
            except Exception:  # whatever one campaign has, the others go on
                self.env.invalidate_all(flush=False)
                _logger.exception("Campaign %s: %s failed", campaign.id, method)
            remaining = len(campaigns) - 1 - left
            self.env["ir.cron"]._commit_progress(1, remaining=remaining)

    def _draw_newcomers(self):
        for campaign in self:
            campaign._plan_strata(keep=True)
            campaign._draw()

    # What may still be changed

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                for name in KEPT_BY_SYSTEM:
                    vals.pop(name, None)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_may_write(vals)
        if "mode" in vals:
            self._check_word_kept(vals["mode"])
        result = super().write(vals)
        if PLAN_FIELDS & vals.keys():
            # counted for another plan
            drafts = self.filtered(lambda campaign: campaign.state == "draft")
            drafts.stratum_ids.unlink()
        return result

    def _check_may_write(self, vals):
        if KEPT_BY_SYSTEM & vals.keys():
            raise UserError(self.env._("The system keeps the state of a campaign."))
        frozen = sorted(FROZEN_FIELDS & vals.keys())
        if frozen and any(campaign.state != "draft" for campaign in self):
            raise UserError(
                self.env._(
                    "%(field)s: people were asked already. Ask again in a next round.",
                    field=self._fields[frozen[0]]._description_string(self.env),
                )
            )

    def _check_word_kept(self, mode):
        answered = self._count_sheets()
        for campaign in self:
            if not may_change(campaign.mode, mode, answered.get(campaign, 0)):
                raise UserError(
                    self.env._(
                        "Word given: people have answered trusting in it. It can only"
                        " become stricter."
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        if any(self._count_sheets().values()):
            raise UserError(
                self.env._("People have answered: close the campaign instead.")
            )
