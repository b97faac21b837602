from odoo import api, fields, models
from odoo.fields import Domain


class PropertyNoticeRecipient(models.Model):
    """One person whom a notice was meant for: reached how, or why not, and read when.

    The rows of a draft are only a preview. Those of a published notice are the proof.
    """

    _name = "property.notice.recipient"
    _inherit = ["property.territory.mixin"]
    _description = "Recipient of a notice"
    _order = "notice_id desc, unit_id, id"
    _rec_name = "partner_id"

    notice_id = fields.Many2one(
        "property.notice", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, readonly=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        "property.unit", readonly=True, index=True, ondelete="cascade"
    )
    unit_count = fields.Integer(string="Units", readonly=True)
    site_id = fields.Many2one(related="unit_id.site_id", store=True)
    building_id = fields.Many2one(related="unit_id.building_id", store=True)
    territory_id = fields.Many2one(related="unit_id.territory_id", store=True)
    company_id = fields.Many2one(related="notice_id.company_id", store=True)
    lang = fields.Char(string="Language", readonly=True)
    published_at = fields.Datetime(
        string="Published on", readonly=True, help="Empty: a preview."
    )
    by_portal = fields.Boolean(string="Residents' page", readonly=True)
    by_email = fields.Boolean(string="By e-mail", readonly=True)
    is_reached = fields.Boolean(string="Is reached", readonly=True)
    reason = fields.Selection(
        [
            ("away", "Lives elsewhere: the tenant is told"),
            ("refused", "Wants no e-mails"),
            ("no_consent", "Has not agreed to this purpose"),
            ("no_login", "No access to the residents' page"),
            ("no_email", "No e-mail address"),
            ("neither", "Neither access nor e-mail address"),
            ("paper", "Only on paper"),
        ],
        string="Why not",
        readonly=True,
    )
    email_state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("queued", "Handed over"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        string="E-mail",
        readonly=True,
    )
    mail_id = fields.Many2one(
        "mail.mail",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_system",
    )
    read_at = fields.Datetime(string="Read on", readonly=True)

    _once = models.Constraint(
        "UNIQUE(notice_id, partner_id)", "Everybody is told once."
    )
    _person_idx = models.Index("(partner_id, published_at DESC)")
    _waiting_idx = models.Index("(id) WHERE email_state = 'waiting'")

    @api.depends("partner_id", "notice_id")
    def _compute_display_name(self):
        for recipient in self:
            recipient.display_name = (
                f"{recipient.partner_id.name} · {recipient.notice_id.name}"
            )

    # The mails

    @api.model
    def _get_waiting_domain(self):
        now = fields.Datetime.now()
        return Domain("email_state", "=", "waiting") & Domain(
            "notice_id",
            "any",
            Domain("state", "=", "published")
            & (Domain("expires_at", "=", False) | Domain("expires_at", ">", now)),
        )

    @api.model
    def _cron_send(self, batch_size=100):
        """Hand the mails over to the queue: who is handed over is marked with it."""
        domain = self._get_waiting_domain()
        remaining = self.search_count(domain)
        while remaining:
            batch = self.search(domain, limit=batch_size, order="id")
            batch = batch.try_lock_for_update()
            batch._queue_mails()
            remaining = max(0, remaining - len(batch)) if batch else 0
            if not self.env["ir.cron"]._commit_progress(
                len(batch), remaining=remaining
            ):
                break

    def _queue_mails(self):
        template = self.env.ref("property_crm.mail_template_notice")
        willing = self._drop_withdrawn()
        for notice, recipients in willing.grouped("notice_id").items():
            mails = template.send_mail_batch(
                recipients.ids,
                email_values={
                    "attachment_ids": [(4, file.id) for file in notice.attachment_ids]
                },
            )
            for recipient, mail in zip(recipients, mails, strict=True):
                recipient.mail_id = mail
            recipients.email_state = "queued"

    def _drop_withdrawn(self):
        """Leave out who has withdrawn the consent since the notice was published."""
        willing = self.browse()
        for notice, recipients in self.grouped("notice_id").items():
            agreed = recipients.partner_id
            if code := notice.purpose_id.code:
                agreed = agreed._filter_consenting(code, notice.company_id)
            willing |= recipients.filtered(
                lambda one, who=agreed: one.partner_id in who
            )
        (self - willing).email_state = "cancelled"
        return willing
