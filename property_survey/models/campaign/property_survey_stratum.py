from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .property_survey_campaign_response import ASKED
from .property_survey_campaign_sample import PERCENT

# What may be changed by hand before the start; then nothing of the plan.
BY_HAND = ("sample_size", "invite_count")
PLANNED = frozenset(
    (*BY_HAND, "campaign_id", "site_id", "building_id", "segment_id", "population")
)
# So much less far than the campaign as a whole is behind.
BEHIND = 0.8


class PropertySurveyStratum(models.Model):
    """A part of the population that is drawn from, and weighted, on its own."""

    _name = "property.survey.stratum"
    _description = "Stratum of a campaign"
    _order = "campaign_id, sequence, id"
    _rec_names_search = ["site_id", "building_id", "segment_id"]

    campaign_id = fields.Many2one(
        "property.survey.campaign", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(
        string="Stratum",
        compute="_compute_name",
        # names of the parts of a population that the user asks
        compute_sudo=True,
    )
    sequence = fields.Integer(default=10)
    site_id = fields.Many2one("property.site")
    building_id = fields.Many2one("property.building")
    segment_id = fields.Many2one("property.segment")
    population = fields.Integer(help="People of the stratum, asked or not.")
    sample_size = fields.Integer(
        string="Answers wanted", help="Its share of the answers the campaign needs."
    )
    invite_count = fields.Integer(
        string="Will be asked", help="So many are drawn by lot at the start."
    )
    is_by_hand = fields.Boolean(string="Counts changed by hand", readonly=True)
    invitation_ids = fields.One2many("property.survey.invitation", "stratum_id")
    asked_count = fields.Integer(string="Were asked", compute="_compute_response")
    answered_count = fields.Integer(string="Answered", compute="_compute_response")
    refused_count = fields.Integer(string="Refused", compute="_compute_response")
    failed_count = fields.Integer(string="Not reached", compute="_compute_response")
    silent_count = fields.Integer(string="No answer yet", compute="_compute_response")
    left_out_count = fields.Integer(string="Were left out", compute="_compute_response")
    response_rate = fields.Float(
        string="Response (%)", digits=(5, 1), compute="_compute_response"
    )
    progress = fields.Float(
        string="Of the answers wanted (%)", compute="_compute_response"
    )
    is_behind = fields.Boolean(string="Behind the others", compute="_compute_response")

    _counts_positive = models.Constraint(
        "CHECK(population >= 0 AND sample_size >= 0 AND invite_count >= 0)",
        "People are counted from 0.",
    )

    @api.depends(
        "site_id.name",
        "building_id.display_name",
        "segment_id.name",
        "campaign_id.stratify_by",
    )
    @api.depends_context("lang")
    def _compute_name(self):
        for one in self:
            place = one.site_id or one.building_id or one.segment_id
            one.name = place.display_name if place else one._get_rest_name()

    @api.depends_context("lang")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _get_rest_name(self):
        if self.campaign_id.stratify_by == "none":
            return self.env._("Everybody")
        return self.env._("The rest")

    def _get_key(self):
        self.ensure_one()
        return tuple(
            self[name].id or None for name in ("site_id", "building_id", "segment_id")
        )

    def _plan(self, vals, keep):
        """Write the plan; what was changed by hand stays as far as there are people."""
        is_kept = keep and self.is_by_hand
        if is_kept:
            most = vals["population"]
            vals |= {name: min(self[name], most) for name in BY_HAND}
        self.write({**vals, "is_by_hand": is_kept})

    @api.model_create_multi
    def create(self, vals_list):
        strata = super().create(vals_list)
        strata._check_may_plan()
        return strata

    def write(self, vals):
        if not PLANNED.isdisjoint(vals):
            self._check_may_plan()
        if not vals.keys().isdisjoint(BY_HAND):
            vals = {"is_by_hand": True, **vals}
        result = super().write(vals)
        if "campaign_id" in vals:
            self._check_may_plan()
        return result

    def _check_may_plan(self):
        if not self.env.su and any(one.campaign_id.state != "draft" for one in self):
            raise UserError(
                self.env._("People were drawn by this plan: it stays as it was.")
            )

    @api.constrains("population", "sample_size", "invite_count")
    def _check_counts(self):
        for stratum in self:
            if stratum.population < max(stratum.sample_size, stratum.invite_count):
                raise ValidationError(
                    self.env._(
                        "%(stratum)s has %(count)s people: no more can be asked.",
                        stratum=stratum.name,
                        count=stratum.population,
                    )
                )

    @api.depends("invitation_ids.state", "sample_size", "campaign_id.state")
    def _compute_response(self):
        states = self.campaign_id._count_states(["campaign_id", "stratum_id"])
        totals = self.campaign_id._get_progress()
        for stratum in self:
            counts = states.get((stratum.campaign_id, stratum), {})
            asked = sum(counts.get(state, 0) for state in ASKED)
            answered = counts.get("answered", 0)
            stratum.asked_count = asked
            stratum.answered_count = answered
            stratum.refused_count = counts.get("refused", 0)
            stratum.failed_count = counts.get("failed", 0)
            stratum.silent_count = counts.get("asked", 0)
            stratum.left_out_count = counts.get("left_out", 0)
            stratum.response_rate = PERCENT * answered / asked if asked else 0.0
            wanted = stratum.sample_size
            stratum.progress = PERCENT * answered / wanted if wanted else 0.0
            stratum.is_behind = (
                stratum.campaign_id.state == "running"
                and answered < wanted
                and stratum.progress < BEHIND * totals.get(stratum.campaign_id, 0.0)
            )

    def action_view_silent(self):
        """Open those of the strata who were asked and have not answered."""
        self.check_access("read")
        return self.campaign_id._open_invitations(
            self.env._("No answer yet"),
            [("stratum_id", "in", self.ids), ("state", "=", "asked")],
        )

    def action_remind(self):
        """Remind who was asked and has not answered; nobody twice a day."""
        self.check_access("write")
        running = self.campaign_id.filtered(lambda one: one._takes_answers())
        today = {campaign: campaign._get_today() for campaign in running}
        silent = self.invitation_ids.filtered(
            lambda one: (
                one.state == "asked"
                and one.campaign_id in running
                and today[one.campaign_id] not in (one.asked_on, one.reminded_on)
                and one.reminder_count < one.campaign_id.reminder_max
            )
        ).try_lock_for_update()
        # sudo: what comes of it is noted by the system
        silent.sudo()._remind()._send_sms_after_commit()
        silent = silent.filtered(lambda one: one.reminded_on == today[one.campaign_id])
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if silent else "warning",
                "message": self.env._(
                    "%(count)s people are reminded.", count=len(silent)
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_drawn(self):
        # sudo: whoever of them was drawn, also whom the user does not see
        is_fixed = any(stratum.campaign_id.state != "draft" for stratum in self)
        if self.sudo().invitation_ids or is_fixed and not self.env.su:
            raise UserError(
                self.env._("People were drawn from this stratum: it is kept.")
            )
