from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

LOADERS = (
    "property_crm.group_property_company_manager,"
    "property_crm.group_property_integration"
)
# They follow from what people do with the document; nobody writes them by hand.
KEPT = (
    "state",
    "proposal_code",
    "version",
    "previous_id",
    "renewed_from_id",
    "approver_id",
    "approved_on",
    "signed_by",
    "final_text",
    "access_token",
    "dismissed_by",
    "dismissed_on",
)
# What was offered stays what was offered.
CONTENT = (
    "partner_id",
    "unit_id",
    "site_id",
    "company_id",
    "start_date",
    "end_date",
    "notice_days",
    "prolong_months",
    "own_notice_days",
    "service_level",
    "lang",
    "body",
    "template_id",
    "line_ids",
    "name",
    "is_template",
    "signature_date",
    "valid_until",
)


class Agreement(models.Model):
    """What people have agreed on is not changed behind their back."""

    _inherit = "agreement"

    is_frozen = fields.Boolean(compute="_compute_is_frozen")

    @api.depends("final_text", "state")
    def _compute_is_frozen(self):
        """Tell whether its content stands; loaded from elsewhere it has no text."""
        for agreement in self:
            agreement.is_frozen = agreement.state != "draft" and bool(
                agreement.final_text or agreement.state != "active"
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_kept_fields(vals, self._get_initial_values(vals))
        return super().create(vals_list)

    @api.model
    def _get_initial_values(self, vals):
        """Return what a new document may say of itself.

        What is signed on paper elsewhere may be entered, or loaded by a program, as
        in force at once.
        """
        known = dict.fromkeys(KEPT, False) | {"state": "draft", "version": 1}
        if vals.get("state") == "active" and self.env.user.has_groups(LOADERS):
            known["state"] = "active"
        return known

    def write(self, vals):
        self._check_kept_fields(vals)
        if not self.env.su and not vals.keys().isdisjoint(CONTENT):
            self._check_is_open(vals)
        return super().write(vals)

    @api.model
    def _check_kept_fields(self, vals, allowed=None):
        if self.env.su:
            return
        for name in KEPT:
            if name in vals and (vals[name] or False) != (allowed or {}).get(name):
                raise AccessError(
                    self.env._(
                        "%(field)s: the system keeps it; nobody writes it by hand.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )

    def _check_is_open(self, vals=None):
        """Refuse changes of content once it was handed on."""
        for agreement in self.filtered("is_frozen"):
            changed = vals is None or any(
                name in vals
                and agreement._fields[name].convert_to_write(agreement[name], agreement)
                != vals[name]
                for name in CONTENT
            )
            if changed:
                raise UserError(
                    self.env._(
                        "%(agreement)s: what was handed on stays as it is. Take it"
                        " back to draft, or make a new version.",
                        agreement=agreement.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_handed_on(self):
        for agreement in self:
            if agreement.is_template or agreement.state in ("draft", "cancelled"):
                continue
            raise UserError(
                self.env._(
                    "%(agreement)s: only drafts are deleted. End or cancel it.",
                    agreement=agreement.display_name,
                )
            )


class PropertyAgreementLine(models.Model):
    _inherit = "property.agreement.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_agreement_is_open()
        return lines

    def write(self, vals):
        self._check_agreement_is_open()
        result = super().write(vals)
        self._check_agreement_is_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_handed_on(self):
        self._check_agreement_is_open()

    def _check_agreement_is_open(self):
        if not self.env.su:
            self.agreement_id._check_is_open()
