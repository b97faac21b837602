from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, is_html_empty


class PropertyNotice(models.Model):
    """From the draft to the board, and off it again."""

    _inherit = "property.notice"

    def action_publish(self):
        """Publish now, or on the day that was chosen."""
        self.check_access("write")
        drafts = self.filtered(lambda notice: notice.state == "draft")
        for notice in drafts:
            notice._check_ready()
        now = fields.Datetime.now()
        later = drafts.filtered(
            lambda notice: notice.publish_at and notice.publish_at > now
        )
        # sudo: the state is the system's; who may change the notice was asked
        later.sudo().state = "scheduled"
        if later:
            cron = self.env.ref("property_crm.ir_cron_notices")
            cron._trigger(later.mapped("publish_at"))
        (drafts - later)._publish()

    def action_back_to_draft(self):
        self.check_access("write")
        scheduled = self.filtered(lambda notice: notice.state == "scheduled")
        scheduled.sudo().state = "draft"  # sudo: as in action_publish

    def action_withdraw(self):
        """Take it off the board, and back the mails that have not gone out."""
        self.check_access("write")
        for notice in self:
            if notice.state == "published" and not notice.withdraw_reason:
                raise UserError(
                    self.env._("Why withdrawn: say it to those who have read it.")
                )
        published = self.filtered(lambda notice: notice.state == "published")
        # sudo: as in action_publish
        published_sudo = published.sudo()
        published_sudo.state = "withdrawn"
        pending_sudo = published_sudo.recipient_ids.filtered(
            lambda recipient: recipient.email_state in ("waiting", "queued")
        )
        outgoing_sudo = pending_sudo.mail_id.filtered(
            lambda mail: mail.state == "outgoing"
        )
        pending_sudo = pending_sudo.filtered(
            lambda recipient: (
                recipient.email_state == "waiting" or recipient.mail_id in outgoing_sudo
            )
        )
        outgoing_sudo.cancel()
        pending_sudo.email_state = "cancelled"

    def action_view_recipients(self):
        """Show who is reached and who is not; of a draft, who would be now."""
        self.ensure_one()
        self.check_access("read")
        if not self.published_at:
            self._record_recipients()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_notice_recipient_action"
        )
        action["domain"] = [("notice_id", "=", self.id)]
        return action

    def action_view_unread(self):
        action = self.action_view_recipients()
        action["context"] = {"search_default_unread": 1}
        return action

    def action_view_unreached(self):
        action = self.action_view_recipients()
        action["context"] = {"search_default_unreached": 1}
        return action

    def _check_ready(self):
        if is_html_empty(self.body):
            raise ValidationError(self.env._("Text: write what people should know."))
        if not self.place_ids:
            raise ValidationError(self.env._("Places: choose whom it is for."))
        if not (self.to_owners or self.to_tenants or self.to_family):
            raise ValidationError(
                self.env._("For: choose owners, tenants or families.")
            )
        if not (self.by_portal or self.by_email or self.by_print):
            raise ValidationError(self.env._("Ways: choose at least one."))
        if self.expires_at and self.expires_at <= fields.Datetime.now():
            raise ValidationError(self.env._("Shown until: this is over already."))

    def _publish(self):
        """Freeze the recipients, and leave the mails to the queue."""
        waiting = self.filtered(lambda notice: notice.state in ("draft", "scheduled"))
        if not waiting:
            return
        waiting.lock_for_update()
        now = fields.Datetime.now()
        for notice in waiting:
            notice._record_recipients(now)
        # sudo: as in action_publish
        waiting.sudo().write({"state": "published", "published_at": now})
        self.env.invalidate_all()
        if any(waiting.mapped("by_email")):
            self.env.ref("property_crm.ir_cron_notices")._trigger()

    def _record_recipients(self, published_at=None):
        """Write down whom the notice is for, in place of the last preview."""
        self.ensure_one()
        self.env["property.notice.recipient"].flush_model()
        self.env.execute_query(
            SQL(
                "DELETE FROM property_notice_recipient"
                " WHERE notice_id = %s AND published_at IS NULL RETURNING id",
                self.id,
            )
        )
        if self.place_ids:
            self._flush_people()
            self.env.execute_query(self._insert_recipients(published_at))
        self.env["property.notice.recipient"].invalidate_model()

    def _insert_recipients(self, published_at):
        is_mailed = bool(published_at)
        return SQL(
            """
            %(people)s
            INSERT INTO property_notice_recipient (
                notice_id, company_id, partner_id, unit_id, unit_count, site_id,
                building_id, territory_id, lang, published_at, by_portal, by_email,
                is_reached, reason, email_state,
                create_uid, create_date, write_uid, write_date
            )
            SELECT %(notice)s, %(company)s, told.partner_id, told.unit_id,
                   told.unit_count, u.site_id, u.building_id, u.territory_id,
                   COALESCE(told.lang, %(lang)s), %(published_at)s, told.by_portal,
                   told.by_email, told.is_reached, told.reason,
                   CASE WHEN told.by_email AND %(is_mailed)s THEN 'waiting' END,
                   %(uid)s, %(now)s, %(uid)s, %(now)s
              FROM told JOIN property_unit u ON u.id = told.unit_id
             ORDER BY told.unit_id, told.partner_id
                ON CONFLICT (notice_id, partner_id) DO NOTHING
         RETURNING id
            """,
            people=self._select_people(),
            notice=self.id,
            company=self.company_id.id,
            lang=self.lang,
            published_at=SQL("%s::timestamp", published_at),
            is_mailed=is_mailed,
            uid=self.env.uid,
            now=fields.Datetime.now(),
        )

    def _cron_notices(self, batch_size=100):
        """Publish what is due, then hand over the mails of all that is published."""
        self._publish_due()
        self.env["property.notice.recipient"]._cron_send(batch_size)

    def _publish_due(self):
        """Publish what was scheduled, and return it."""
        due = self.search(
            Domain("state", "=", "scheduled")
            & Domain("publish_at", "<=", fields.Datetime.now())
        ).try_lock_for_update()
        due._publish()
        return due
