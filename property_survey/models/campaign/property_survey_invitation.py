from secrets import token_urlsafe

from odoo import api, fields, models
from odoo.exceptions import UserError

ROLES = [
    ("owner", "Owner"),
    ("tenant", "Tenant"),
    ("family", "Family"),
    ("staff", "Staff"),
    ("other", "Other"),
]
CHANNELS = [
    ("email", "E-mail"),
    ("portal", "Resident's page"),
    ("sms", "SMS"),
    ("qr", "Printed code"),
    ("paper", "Paper sheet"),
    ("phone", "Telephone"),
]
LEFT_OUT = [
    ("refused", "Wants no surveys"),
    ("child", "Under 14"),
    ("no_consent", "Has not agreed"),
    ("recent", "Was asked lately"),
    ("unreachable", "No way to reach him"),
    ("other", "Another reason"),
]
# What the lot, the ways to ask and the answers write, nobody by hand.
KEPT = frozenset(
    (
        "campaign_id",
        "stratum_id",
        "site_id",
        "building_id",
        "segment_id",
        "role",
        "ticket_id",
        "user_id",
        "state",
        "reason",
    )
)


class PropertySurveyInvitation(models.Model):
    """One person of a campaign's population, and whether he was asked and answered.

    It keeps no time of the answer, and no log of who wrote it when: in an anonymous
    campaign nothing here may be joined with an answer.
    """

    _name = "property.survey.invitation"
    _description = "Invitation to a survey"
    _order = "campaign_id desc, id"
    _rec_name = "partner_id"
    _log_access = False

    campaign_id = fields.Many2one(
        "property.survey.campaign", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="campaign_id.company_id", store=True)
    stratum_id = fields.Many2one(
        "property.survey.stratum", index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Person", index="btree_not_null", ondelete="cascade"
    )
    unit_id = fields.Many2one("property.unit", ondelete="cascade")
    site_id = fields.Many2one("property.site", index=True, ondelete="cascade")
    building_id = fields.Many2one("property.building", ondelete="cascade")
    role = fields.Selection(ROLES)
    segment_id = fields.Many2one("property.segment", ondelete="set null")
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        index="btree_not_null",
        ondelete="cascade",
        help="What the survey is about, where a finished request led to it.",
    )
    user_id = fields.Many2one("res.users", string="Employee", ondelete="set null")
    token = fields.Char(
        required=True,
        copy=False,
        default=lambda self: token_urlsafe(24),
        groups="base.group_system",
    )
    state = fields.Selection(
        [
            ("planned", "To be asked"),
            ("asked", "Asked"),
            ("answered", "Answered"),
            ("refused", "Refused"),
            ("failed", "Not reached"),
            ("left_out", "Left out"),
        ],
        required=True,
        default="planned",
        index=True,
    )
    reason = fields.Selection(LEFT_OUT, string="Why left out", readonly=True)
    channel = fields.Selection(CHANNELS)
    asked_on = fields.Date(string="First asked on")
    reminded_on = fields.Date(string="Last reminded on")
    reminder_count = fields.Integer(string="Reminders")

    _person_idx = models.Index("(partner_id, asked_on)")
    _state_idx = models.Index("(campaign_id, state)")
    _token_unique = models.Constraint(
        "UNIQUE(token)", "Another invitation has this token."
    )

    @api.depends("partner_id", "unit_id", "stratum_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = (
                one.partner_id.display_name
                or one.unit_id.display_name
                or one.stratum_id.display_name
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_keep(bool(vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._check_may_keep(not KEPT.isdisjoint(vals))
        return super().write(vals)

    def _check_may_keep(self, is_kept):
        if is_kept and not self.env.su:
            raise UserError(
                self.env._("Who is asked, and what came of it, is not written by hand.")
            )

    def action_refuse(self):
        """Note that they do not want to be asked; they get no reminder."""
        self.check_access("write")
        # sudo: only this and the answers write the state
        self.sudo().filtered(
            lambda one: one.state in ("planned", "asked", "failed")
        ).state = "refused"
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        if any(one.state != "planned" for one in self):
            raise UserError(
                self.env._(
                    "Who was asked or left out is kept: response is counted of it."
                )
            )

    @api.model
    def _get_by_token(self, token):
        """Return the invitation of the token; an empty recordset for a wrong one."""
        if not token:
            return self.browse()
        # sudo: whoever has the token is the invited person
        return self.sudo().search([("token", "=", token)])
