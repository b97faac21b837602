from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyPrivacyRecipient(models.Model):
    """Who else gets personal data: which, what for, and by what leave."""

    _name = "property.privacy.recipient"
    _inherit = ["property.person.mixin"]
    _description = "Recipient of personal data"
    _order = "date_to desc, date_from desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Recipient",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    purpose_id = fields.Many2one(
        "property.privacy.purpose", required=True, index=True, ondelete="restrict"
    )
    role = fields.Selection(
        [
            ("processor", "Works on our behalf"),
            ("controller", "Uses them for himself"),
            ("authority", "Authority"),
        ],
        required=True,
        default="processor",
        help="Who uses them for himself gets them only with a consent of its own.",
    )
    content = fields.Char(
        string="Which data", required=True, help="No more than the job needs."
    )
    safeguard = fields.Char(
        string="Agreed safeguards", help="The contract, and what is checked."
    )
    date_from = fields.Date(string="Since", default=fields.Date.context_today)
    date_to = fields.Date(string="Until")

    @api.constrains("role", "purpose_id")
    def _check_leave(self):
        for recipient in self:
            basis = recipient.purpose_id.legal_basis
            if recipient.role == "controller" and basis != "consent":
                raise ValidationError(
                    self.env._("Purpose: giving data away needs one with consent.")
                )


class PropertyPrivacyAssessment(models.Model):
    """Looked at before something risky begins; kept for three years."""

    _name = "property.privacy.assessment"
    _inherit = ["mail.thread"]
    _description = "Privacy assessment"
    _order = "date desc, id desc"

    name = fields.Char(string="What is assessed", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users", string="Assessed by", default=lambda self: self.env.user
    )
    is_lawful = fields.Boolean(string="Purpose and way are lawful and necessary")
    is_minimal = fields.Boolean(string="No more data than needed")
    is_told = fields.Boolean(string="People are told, consent is there")
    is_safe = fields.Boolean(string="Protection fits the risk")
    risk = fields.Selection(
        [("low", "Low"), ("medium", "Medium"), ("high", "High")],
        required=True,
        default="low",
        tracking=True,
    )
    measures = fields.Text(string="Risks and measures")
    is_passed = fields.Boolean(
        string="Passed", compute="_compute_is_passed", store=True
    )

    @api.depends("is_lawful", "is_minimal", "is_told", "is_safe")
    def _compute_is_passed(self):
        for one in self:
            checks = (one.is_lawful, one.is_minimal, one.is_told, one.is_safe)
            one.is_passed = all(checks)


class PropertyPrivacyIncident(models.Model):
    """Data got lost or into wrong hands: what was done, and who was told."""

    _name = "property.privacy.incident"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Privacy incident"
    _order = "found_on desc, id desc"

    name = fields.Char(string="What happened", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    found_on = fields.Datetime(
        string="Found", required=True, default=fields.Datetime.now
    )
    people_count = fields.Integer(string="People concerned")
    content = fields.Char(string="Kinds of data")
    cause = fields.Text()
    harm = fields.Text(string="Possible harm")
    measures = fields.Text(string="Measures taken")
    advice = fields.Text(string="What people can do")
    authority_told_on = fields.Datetime(string="Authority told", tracking=True)
    people_told_on = fields.Datetime(string="People told", tracking=True)
    not_told_reason = fields.Char(
        string="Why people were not told", help="Only if harm was prevented."
    )
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        required=True,
        default="open",
        readonly=True,
        tracking=True,
    )

    def action_close(self):
        """Close it, when it is known what was done and who was told."""
        self.check_access("write")
        for incident in self:
            told = incident.people_told_on or incident.not_told_reason
            if not (incident.measures and incident.authority_told_on and told):
                raise ValidationError(
                    self.env._(
                        "Say what was done, when the authority was told, and when"
                        " people were told or why not."
                    )
                )
        self.state = "closed"
