from odoo import fields, models

LEGAL_BASES = [
    ("consent", "Consent"),
    ("contract", "Contract"),
    ("legal_duty", "Legal duty"),
    ("emergency", "Emergency"),
]


class PropertyPrivacyPurpose(models.Model):
    """What personal data are used for, and what allows it."""

    _name = "property.privacy.purpose"
    _description = "Purpose of using personal data"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="Programs ask by it whether they may: marketing, grading.",
    )
    legal_basis = fields.Selection(
        LEGAL_BASES,
        required=True,
        default="consent",
        help="Only what needs consent may be given and withdrawn by the person.",
    )
    description = fields.Text(
        translate=True,
        help="Which data are used and what for, in the words of a resident.",
    )
    kept_for = fields.Char(
        string="Kept for",
        translate=True,
        help="How long, or until when: two years after moving out.",
    )
    is_sensitive = fields.Boolean(
        string="Sensitive data",
        help="Faces, money, whereabouts, children: agreed to on its own, and never"
        " the only way to get a service.",
    )
    consent_ids = fields.One2many("property.consent", "purpose_id")
    consent_count = fields.Integer(
        string="Consents in force", compute="_compute_consent_count"
    )

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "Code: another purpose has it already."
    )

    def _compute_consent_count(self):
        counts = dict(
            self.env["property.consent"]._read_group(
                [("purpose_id", "in", self.ids), ("state", "=", "given")],
                ["purpose_id"],
                ["__count"],
            )
        )
        for purpose in self:
            purpose.consent_count = counts.get(purpose, 0)

    def _get_wording(self):
        """Return what the person agrees to, as it stands in his language."""
        self.ensure_one()
        return "\n".join(filter(None, [self.name, self.description]))
