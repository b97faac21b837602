from datetime import datetime
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.survey_token import clean, new_token

# what the page sends for no answer, and for "I cannot say"
NOTHING = ("", "-")


class PropertySurveyCampaign(models.Model):
    """How people are asked, and how often they are reminded."""

    _inherit = "property.survey.campaign"

    by_email = fields.Boolean(string="Ask by e-mail", default=True)
    by_sms = fields.Boolean(
        string="Ask by SMS",
        help="Those whom no e-mail reaches, if a provider is set up.",
    )
    layout = fields.Selection(
        [
            ("passes", "All that is expected first, then all that is found"),
            ("beside", "Each item once: expected and found beside each other"),
        ],
        string="Order of the items",
        required=True,
        default="passes",
    )
    reminder_max = fields.Integer(
        string="Reminders at most",
        default=2,
        help="Only to those who have neither answered nor refused. 0: none.",
    )
    reminder_days = fields.Integer(string="Days between reminders", default=7)
    is_open = fields.Boolean(
        string="Poster for everybody",
        help="Whoever scans its code can answer, even twice. These answers are marked,"
        " and limited in number for one sender.",
    )
    open_token = fields.Char(
        copy=False,
        required=True,
        default=lambda self: new_token(),
        groups="base.group_system",
    )
    invitation_template_id = fields.Many2one(
        "mail.template",
        string="Invitation mail",
        domain=[("model", "=", "property.survey.invitation")],
        default=lambda self: self._default_template("invitation"),
        ondelete="set null",
    )
    reminder_template_id = fields.Many2one(
        "mail.template",
        string="Reminder mail",
        domain=[("model", "=", "property.survey.invitation")],
        default=lambda self: self._default_template("reminder"),
        ondelete="set null",
    )

    _reminders_sane = models.Constraint(
        "CHECK(reminder_max BETWEEN 0 AND 10 AND reminder_days >= 1)",
        "Reminders: at most 10, and at least a day between them.",
    )
    _open_token_unique = models.Constraint(
        "UNIQUE(open_token)", "Another poster has this code."
    )

    @api.model
    def _default_template(self, name):
        xmlid = f"property_survey.mail_template_survey_{name}"
        return self.env.ref(xmlid, raise_if_not_found=False)

    @api.model
    def _get_by_open_token(self, token):
        """Return the campaign of a poster, as sudo; none if it has no poster."""
        token = clean(token)
        # sudo: whoever stands before the poster is asked
        campaigns_sudo = self.sudo()
        if not token:
            return campaigns_sudo
        return campaigns_sudo.search(
            [("open_token", "=", token), ("is_open", "=", True)]
        )

    def _get_today(self):
        """Return the day it is at the campaign's site."""
        self.ensure_one()
        return datetime.now(ZoneInfo(self.site_ids[:1].tz or "UTC")).date()

    def _takes_answers(self):
        """Return whether it is the time to answer."""
        self.ensure_one()
        if self.state != "running":
            return False
        return not self.date_end or self._get_today() <= self.date_end

    @api.model
    def _get_asking(self):
        """Return the campaigns that ask at present, as sudo."""
        # sudo: whose invitations are looked at decides the caller
        running_sudo = self.sudo().search([("state", "=", "running")])
        return running_sudo.filtered(lambda campaign: campaign._takes_answers())

    def _get_refusal_sql(self):
        return SQL(
            "(%s OR p.refuses_surveys IS TRUE)",
            super()._get_refusal_sql(),
        )

    def _get_open_url(self):
        self.ensure_one()
        # sudo: the address of the poster, for whoever may print it
        return f"{self.get_base_url()}/q/{self.sudo().open_token}"

    def _read_page(self, form):
        """Return the answers in what the page sent, ``{question id: text or list}``.

        What was left empty beside other points is none.
        """
        questions = self._get_questions()
        answers = {}
        for question in questions:
            texts = form.getlist(f"q{question.id}")
            texts = [text for text in texts if text.strip() not in NOTHING]
            is_many = question.question_type == "multiple_choice"
            if texts:
                answers[question.id] = texts if is_many else texts[0]
        points = questions.filtered(lambda one: one.quality_role == "importance")
        if any(point.id in answers for point in points):
            answers = {**dict.fromkeys(points.ids, "0"), **answers}
        return answers
