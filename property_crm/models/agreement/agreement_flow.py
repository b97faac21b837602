import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

DEFAULT_VALIDITY = 30
APPROVAL = "property_crm.mail_activity_type_agreement_approval"


class Agreement(models.Model):
    """From draft over approval and signature to force, and to the end."""

    _inherit = "agreement"

    approver_id = fields.Many2one(
        "res.users", string="Approved by", copy=False, readonly=True
    )
    approved_on = fields.Datetime(copy=False, readonly=True)
    may_approve = fields.Boolean(compute="_compute_may_approve")

    @api.depends("amount_total", "site_id")
    @api.depends_context("uid")
    def _compute_may_approve(self):
        for agreement in self:
            agreement.may_approve = agreement._can_be_approved_by(self.env.user)

    def _can_be_approved_by(self, user):
        """Company managers approve all, site managers up to the company's limit."""
        # sudo: the limit of the company
        company_sudo = (self.company_id or self.env.company).sudo()
        limit = company_sudo.agreement_approval_limit
        if user._is_superuser() or user.has_group(
            "property_crm.group_property_company_manager"
        ):
            return True
        return user.has_group("property_crm.group_property_site_manager") and (
            not limit or self.amount_total <= limit
        )

    def _get_approver(self):
        """Return the site's manager, or a manager of the company."""
        # sudo: who can approve is asked, nothing of them is shown
        manager = self.sudo().site_id.manager_id
        if manager and self._can_be_approved_by(manager):
            return manager
        group = self.env.ref("property_crm.group_property_company_manager")
        company = self.company_id or self.env.company
        return (
            self.env["res.users"]
            .sudo()  # sudo: as above
            .search(
                [
                    ("all_group_ids", "in", group.ids),
                    ("company_ids", "in", company.ids),
                    ("share", "=", False),
                ],
                order="id",
                limit=1,
            )
        )

    def _check_state(self, *states):
        self.check_access("write")
        labels = dict(self._fields["state"]._description_selection(self.env))
        for agreement in self:
            if agreement.state not in states or agreement.is_template:
                raise UserError(
                    self.env._(
                        "%(agreement)s is “%(state)s”: this cannot be done now.",
                        agreement=agreement.display_name,
                        state=labels[agreement.state],
                    )
                )

    def _set_state(self, state, **values):
        # sudo: the steps are checked by the actions; nobody writes the state by hand
        self.sudo().write({"state": state, **values})

    def _freeze(self):
        """Keep text and prices as they are now."""
        for agreement in self:
            if not agreement.partner_id or not agreement.line_ids:
                raise UserError(
                    self.env._(
                        "%(agreement)s: choose the customer and at least one service.",
                        agreement=agreement.display_name,
                    )
                )
            agreement._split_lines(agreement.line_ids.filtered("is_list_price"))
            # sudo: the text follows from what the user has written
            agreement.sudo().final_text = agreement._fill_in()

    def action_request_approval(self):
        self._check_state("draft")
        self._freeze()
        self._set_state("to_approve")
        for agreement in self:
            approver = agreement._get_approver() or self.env.user
            told = agreement.with_context(lang=approver.lang)
            told.activity_schedule(
                APPROVAL,
                user_id=approver.id,
                summary=told.env._(
                    "Approve: %(agreement)s", agreement=told.display_name
                ),
            )

    def action_approve(self):
        self._check_state("draft", "to_approve")
        for agreement in self:
            if not agreement.may_approve:
                raise AccessError(
                    self.env._(
                        "%(agreement)s: the value is above what you may approve.",
                        agreement=agreement.display_name,
                    )
                )
        self.filtered(lambda agreement: agreement.state == "draft")._freeze()
        self._set_state(
            "approved", approver_id=self.env.uid, approved_on=fields.Datetime.now()
        )
        self.activity_feedback([APPROVAL])
        self._log_event("approved")

    def action_draft(self):
        """Take it back: a customer can no longer sign it."""
        self._check_state("to_approve", "approved", "sent", "cancelled")
        self.activity_unlink([APPROVAL])
        self._set_state("draft", final_text=False, approver_id=False, approved_on=False)

    def action_send(self):
        self._check_state("approved", "sent")
        for agreement in self:
            today = agreement._get_today()
            until = agreement.valid_until or fields.Date.add(
                today, days=DEFAULT_VALIDITY
            )
            if until < today:
                raise UserError(
                    self.env._(
                        "%(agreement)s: the offer ended on %(day)s. Take it back to"
                        " draft and say how long it is valid.",
                        agreement=agreement.display_name,
                        day=agreement._format_day(until),
                    )
                )
            agreement._set_state("sent", valid_until=until)
            agreement.sudo()._portal_ensure_token()  # sudo: the link for the customer
            agreement._mail_offer()
        self._log_event("sent")

    def _mail_offer(self):
        """Write to the customer, if an address is known."""
        # sudo: the letter goes out, whoever may not read all that stands in it
        document_sudo = self.sudo()
        if document_sudo.partner_id.email:
            template = self.env.ref("property_crm.mail_template_agreement_offer")
            document_sudo.message_post_with_source(
                template,
                subtype_xmlid="mail.mt_comment",
                partner_ids=document_sudo.partner_id.ids,
            )

    def action_sign_on_paper(self):
        """The proposal becomes an agreement: signed outside the portal."""
        self._check_state("approved", "sent")
        for agreement in self:
            agreement._make_active(agreement.signature_date or agreement._get_today())
        self._log_event("paper")

    def _make_active(self, day, name=""):
        """The proposal becomes the agreement, with a number of its own."""
        self.ensure_one()
        number = self._next_code({"state": "active"})
        self._set_state(
            "active",
            proposal_code=self.code,
            code=number,
            signature_date=day,
            # sudo: the name of the customer, for the document that names him
            signed_by=name or self.sudo().partner_id.name,
            start_date=self.start_date or day,
        )
        self._close_previous()

    def _close_previous(self):
        """Hook of versions and renewals: what the new one takes the place of."""
        return True

    def action_end(self):
        self._check_state("active")
        for agreement in self:
            today = agreement._get_today()
            end = min(filter(None, (agreement.end_date, today)))
            agreement._set_state("ended", end_date=end)
        self._log_event("ended")

    def action_cancel(self):
        self._check_state("draft", "to_approve", "approved", "sent")
        self.activity_unlink([APPROVAL])
        self._set_state("cancelled")

    # The log

    def _log_event(self, kind, **values):
        # sudo: the log is written by the steps alone
        return (
            self.env["property.agreement.event"]
            .sudo()
            .create(
                [
                    {
                        "agreement_id": agreement.id,
                        "kind": kind,
                        "user_id": self.env.uid,
                        "text_hash": agreement._get_checksum(),
                        **values,
                    }
                    for agreement in self
                ]
            )
        )

    def _get_checksum(self):
        """Return the SHA-256 of what is agreed on."""
        # sudo: a checksum of all, whatever of it the reader sees
        document_sudo = self.sudo()
        content = [
            document_sudo.proposal_code or document_sudo.code,
            document_sudo.version,
            str(document_sudo.final_text or ""),
            [
                [line.name, line.quantity, line.price, line.basis, line.period]
                for line in document_sudo.line_ids
            ],
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()
