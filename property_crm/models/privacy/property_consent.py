from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

CHANNELS = [
    ("portal", "Portal"),
    ("desk", "Front desk"),
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("paper", "Paper"),
]
WITHDRAWAL = {"withdrawn_on", "withdrawn_channel", "withdrawn_by_id"}


class PropertyConsent(models.Model):
    """Somebody agreed to a purpose: to which text, when, how, and until when.

    It is proof, so it is never changed but for its withdrawal.
    """

    _name = "property.consent"
    _inherit = ["property.person.mixin"]
    _description = "Consent"
    _order = "given_on desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="restrict"
    )
    purpose_id = fields.Many2one(
        "property.privacy.purpose",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("legal_basis", "=", "consent")],
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    notice_id = fields.Many2one(
        "property.privacy.notice",
        string="Version of the notice",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    wording = fields.Text(
        string="Agreed to", readonly=True, help="The text as the person saw it."
    )
    given_on = fields.Datetime(required=True, readonly=True)
    channel = fields.Selection(CHANNELS, required=True, default="desk")
    proof = fields.Char(help="Where the proof is: form 12 in folder B, call of May 3.")
    guardian_id = fields.Many2one(
        "res.partner",
        string="Given by guardian",
        index="btree_not_null",
        ondelete="restrict",
        help="For children under 14 a parent or guardian agrees.",
    )
    recorded_by_id = fields.Many2one(
        "res.users",
        string="Recorded by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    withdrawn_on = fields.Datetime(readonly=True)
    withdrawn_channel = fields.Selection(CHANNELS, readonly=True)
    withdrawn_by_id = fields.Many2one(
        "res.users", string="Withdrawal recorded by", readonly=True
    )
    state = fields.Selection(
        [("given", "Given"), ("withdrawn", "Withdrawn")],
        compute="_compute_state",
        store=True,
        index=True,
    )

    _one_in_force = models.UniqueIndex(
        "(partner_id, purpose_id, company_id) WHERE withdrawn_on IS NULL",
        "This person has agreed to this purpose already.",
    )

    @api.depends("withdrawn_on")
    def _compute_state(self):
        for consent in self:
            consent.state = "withdrawn" if consent.withdrawn_on else "given"

    @api.depends("partner_id.name", "purpose_id.name")
    def _compute_display_name(self):
        for consent in self:
            consent.display_name = (
                f"{consent.partner_id.name or ''} · {consent.purpose_id.name or ''}"
            )

    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.now()
        for vals in vals_list:
            vals |= self._prepare_proof_vals(vals)
            vals["given_on"] = now
            vals["recorded_by_id"] = self.env.uid
            for name in WITHDRAWAL:
                vals.pop(name, None)
        consents = super().create(vals_list)
        # sudo: the guardian may be somebody the staff does not see otherwise
        consents.sudo()._check_guardian()
        consents._note(self.env._("Agreed"))
        return consents

    @api.model
    def _prepare_proof_vals(self, vals):
        """Return the version and the words of what is agreed to now."""
        company = self.env["res.company"].browse(vals.get("company_id"))
        notice = self.env["property.privacy.notice"]._get_current(company)
        if not notice:
            raise UserError(
                self.env._("Publish a privacy notice first: it says what for.")
            )
        partner = self.env["res.partner"].browse(vals.get("partner_id"))
        purpose = self.env["property.privacy.purpose"].browse(vals.get("purpose_id"))
        if purpose and purpose.legal_basis != "consent":
            raise ValidationError(
                self.env._(
                    "Purpose: %(purpose)s needs no consent.", purpose=purpose.name
                )
            )
        lang = partner.lang or self.env.lang
        return {
            "notice_id": notice.id,
            "wording": purpose.with_context(lang=lang)._get_wording()
            if purpose
            else False,
        }

    def _check_guardian(self):
        for consent in self:
            guardian = consent.guardian_id
            if guardian and (guardian == consent.partner_id or guardian._is_under_14()):
                raise ValidationError(
                    self.env._("Given by guardian: name an adult other than the child.")
                )
            if consent.partner_id._is_under_14() and not guardian:
                raise ValidationError(
                    self.env._(
                        "Given by guardian: %(person)s is under 14, so a parent or"
                        " guardian agrees.",
                        person=consent.partner_id.name,
                    )
                )

    def write(self, vals):
        if vals.keys() - WITHDRAWAL or self.filtered("withdrawn_on"):
            raise UserError(
                self.env._(
                    "A consent is proof and stays as it is: withdraw it, and record"
                    " a new one."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.context.get("property_retention"):
            raise UserError(self.env._("A consent is proof: withdraw it instead."))

    def action_withdraw(self):
        """Take the consent back, from now on; what was done before stays valid."""
        self._withdraw("desk")

    def _withdraw(self, channel):
        self.check_access("write")
        open_consents = self.filtered(lambda consent: not consent.withdrawn_on)
        open_consents.write(
            {
                "withdrawn_on": fields.Datetime.now(),
                "withdrawn_channel": channel,
                "withdrawn_by_id": self.env.uid,
            }
        )
        open_consents._note(self.env._("Consent withdrawn"))
        open_consents._stop_processing()

    def _stop_processing(self):
        """Hook: end at once what went on under these consents."""

    def _note(self, what):
        """Say it in the chatter of the person."""
        for partner, consents in self.grouped("partner_id").items():
            names = ", ".join(consents.mapped("purpose_id.name"))
            # sudo: whoever may record the consent may have it noted
            partner.sudo()._message_log(body=f"{what}: {names}")
