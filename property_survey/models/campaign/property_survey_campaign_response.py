from collections import Counter, defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.sample import Outcome, rates

# Those who were asked, whatever came of it.
ASKED = ("asked", "answered", "refused", "failed")
# A sheet with less of what is counted is a partial one (AAPOR 2016, 2.1).
COMPLETE = 0.8


class PropertySurveyCampaign(models.Model):
    """How many answered while it runs: figures of all and by stratum."""

    _inherit = "property.survey.campaign"

    drawn_count = fields.Integer(string="Invitations", compute="_compute_response")
    planned_count = fields.Integer(
        string="Waiting to be asked", compute="_compute_response"
    )
    asked_count = fields.Integer(string="Were asked", compute="_compute_response")
    answered_count = fields.Integer(string="Answered", compute="_compute_response")
    refused_count = fields.Integer(string="Refused", compute="_compute_response")
    failed_count = fields.Integer(string="Not reached", compute="_compute_response")
    silent_count = fields.Integer(string="No answer yet", compute="_compute_response")
    left_out_count = fields.Integer(string="Were left out", compute="_compute_response")
    sheet_count = fields.Integer(
        string="Answers",
        compute="_compute_response",
        help="With those of nobody in particular, such as by a printed code.",
    )
    answers_wanted = fields.Integer(
        string="Answers wanted", compute="_compute_response"
    )
    progress = fields.Float(
        string="Of the answers wanted (%)", compute="_compute_response"
    )
    rr1 = fields.Float(
        string="Response (%)",
        digits=(5, 1),
        compute="_compute_response",
        help="Complete answers of all who were asked (AAPOR RR1).",
    )
    rr2 = fields.Float(
        string="Response with partial ones (%)",
        digits=(5, 1),
        compute="_compute_response",
        help="With sheets that answer less than 80 % of what is counted (AAPOR RR2).",
    )
    refusal_rate = fields.Float(
        string="Refused (%)", digits=(5, 1), compute="_compute_response"
    )
    cooperation_rate = fields.Float(
        string="Of those reached (%)",
        digits=(5, 1),
        compute="_compute_response",
        help="Complete answers of those who answered or refused (AAPOR COOP3).",
    )
    margin_reached = fields.Float(
        string="Precision so far (± %)",
        digits=(5, 1),
        compute="_compute_response",
        help="How far a share may be off with the answers so far.",
    )
    behind_text = fields.Char(string="Behind", compute="_compute_behind_text")

    @api.depends(
        "invitation_ids.state",
        "stratum_ids.population",
        "stratum_ids.sample_size",
        "state",
        "mode",
    )
    def _compute_response(self):
        states = self._count_states(["campaign_id"])
        sheets = self._count_sheets()
        partial = self._count_partial()
        wanted = self._sum_strata()
        for campaign in self:
            counts = states.get((campaign,), Counter())
            campaign.drawn_count = counts.total() - counts["left_out"]
            campaign.planned_count = counts["planned"]
            campaign.asked_count = sum(counts[state] for state in ASKED)
            campaign.answered_count = counts["answered"]
            campaign.refused_count = counts["refused"]
            campaign.failed_count = counts["failed"]
            campaign.silent_count = counts["asked"]
            campaign.left_out_count = counts["left_out"]
            campaign.sheet_count = sheets.get(campaign, 0)
            people, answers = wanted.get(campaign, (0, 0))
            campaign.answers_wanted = answers
            campaign.progress = 100 * counts["answered"] / answers if answers else 0.0
            campaign.margin_reached = campaign._get_margin(counts["answered"], people)
            campaign._set_rates(counts, partial.get(campaign, 0))

    def _set_rates(self, counts, partial):
        partial = min(partial, counts["answered"])
        found = rates(
            Outcome(
                complete=counts["answered"] - partial,
                partial=partial,
                refused=counts["refused"],
                no_contact=counts["failed"],
                unknown=counts["asked"],
            )
        )
        self.rr1 = 100 * (found["rr1"] or 0.0)
        self.rr2 = 100 * (found["rr2"] or 0.0)
        self.refusal_rate = 100 * (found["refusal"] or 0.0)
        self.cooperation_rate = 100 * (found["coop3"] or 0.0)

    @api.depends("stratum_ids.is_behind")
    def _compute_behind_text(self):
        for campaign in self:
            behind = campaign.stratum_ids.filtered("is_behind")
            campaign.behind_text = ", ".join(behind.mapped("name"))

    def _count_states(self, groupby):
        """Return ``{(campaign, …): Counter of states}`` in one query."""
        found = defaultdict(Counter)
        # sudo: auditors read the figures of the campaign, not who was asked
        for *key, state, count in (
            self.env["property.survey.invitation"]
            .sudo()
            ._read_group(
                [("campaign_id", "in", self.ids)], [*groupby, "state"], ["__count"]
            )
        ):
            found[tuple(one.sudo(False) for one in key)][state] += count
        return found

    def _count_sheets(self):
        """Return ``{campaign: its answered sheets}``."""
        # sudo: how many there are is no secret; what is in them stays there
        rows = (
            self.env["property.survey.sheet"]
            .sudo()
            ._read_group(
                [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
            )
        )
        return {campaign.sudo(False): count for campaign, count in rows}

    def _count_partial(self):
        """Return ``{campaign: its partial sheets}`` of who was asked.

        Where answers are not named only after the close: while it runs the step of
        the figure from one to two would tell whose sheet is partial.
        """
        told = self.filtered(lambda one: one.mode == "named" or one.state == "closed")
        if not told.ids:
            return {}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH counted AS (
                    SELECT campaign.id AS campaign_id, campaign.mode,
                           array_agg(question.id::text) AS keys, count(*) AS n
                      FROM property_survey_campaign campaign
                      JOIN survey_question question
                           ON question.survey_id = campaign.survey_id
                          AND question.quality_role IS NOT NULL
                     WHERE campaign.id IN %s
                     GROUP BY campaign.id
                )
                SELECT sheet.campaign_id, count(*)
                  FROM property_survey_sheet sheet JOIN counted USING (campaign_id)
                 WHERE (sheet.invitation_id IS NOT NULL OR counted.mode = 'anonymous'
                        AND sheet.channel IS NULL)
                   AND (SELECT count(*) FROM jsonb_object_keys(sheet.numbers) AS key
                         WHERE key = ANY(counted.keys)) < %s * counted.n
                 GROUP BY 1
                """,
                tuple(told.ids),
                COMPLETE,
            )
        )
        return {self.browse(campaign_id): count for campaign_id, count in rows}

    def _sum_strata(self):
        """Return ``{campaign: (people, answers wanted)}``."""
        rows = self.env["property.survey.stratum"]._read_group(
            [("campaign_id", "in", self.ids)],
            ["campaign_id"],
            ["population:sum", "sample_size:sum"],
        )
        return {campaign: (people, answers) for campaign, people, answers in rows}

    def _get_progress(self):
        """Return ``{campaign: % of the answers wanted}``."""
        return {campaign: campaign.progress for campaign in self}

    # Who was asked

    def action_view_invitations(self):
        """Open who was drawn."""
        return self._open_invitations(
            self.env._("Invitations"), [("state", "!=", "left_out")]
        )

    def action_view_left_out(self):
        """Open who was left out, and why."""
        return self._open_invitations(
            self.env._("Left out"), [("state", "=", "left_out")]
        )

    def action_view_silent(self):
        """Open who was asked and has not answered."""
        return self._open_invitations(
            self.env._("No answer yet"), [("state", "=", "asked")]
        )

    def _open_invitations(self, name, domain):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_survey_invitation_action"
        )
        action["name"] = name
        action["domain"] = [("campaign_id", "in", self.ids), *domain]
        action["context"] = {"create": False}
        return action
