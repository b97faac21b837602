from datetime import timedelta

import psycopg2

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError

BATCH = 100


class PropertyEscalationFired(models.Model):
    """A level that a request has reached: once, whoever has the request."""

    _name = "property.escalation.fired"
    _description = "Escalation of a request"
    _order = "fired_at desc, id desc"
    _rec_name = "level_id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", string="Request", required=True, ondelete="cascade"
    )
    level_id = fields.Many2one(
        "property.escalation.level", required=True, index=True, ondelete="restrict"
    )
    fired_at = fields.Datetime(
        string="Reached", required=True, default=fields.Datetime.now
    )
    reminded_at = fields.Datetime(string="Told last", default=fields.Datetime.now)
    reminder_count = fields.Integer(string="Reminders")
    reason = fields.Char(
        string="What was found", help="The word, the number, the time."
    )
    user_ids = fields.Many2many("res.users", string="Told")
    acknowledged_at = fields.Datetime(string="Acknowledged")
    acknowledged_by_id = fields.Many2one("res.users", string="Acknowledged by")
    ticket_user_id = fields.Many2one(related="ticket_id.user_id", string="Assigned to")
    ticket_site_id = fields.Many2one(related="ticket_id.site_id", string="Site")

    _once = models.Constraint(
        "UNIQUE(ticket_id, level_id)", "A request reaches each level once."
    )

    @api.model
    def _create_once(self, vals_list):
        """Create the rows; none if another run has just told about one of them.

        What is left over is found again by the next run.
        """
        try:
            with self.env.cr.savepoint():
                fired = self.create(vals_list)
                self.env.flush_all()
        except psycopg2.errors.UniqueViolation:
            return self.browse()
        return fired

    def _log(self):
        self.env["helpdesk.ticket"]._create_events(
            [
                {
                    "ticket_id": fired.ticket_id.id,
                    "kind": "escalated",
                    "new_value": fired.level_id.name,
                    "new_ref": fired.level_id.id,
                    "reason": fired.reason,
                }
                for fired in self
            ]
        )

    def _tell(self):
        """Tell the people by the channel of the level."""
        self.filtered(lambda f: f.level_id.channel == "activity")._plan_activities()
        self.filtered(lambda f: f.level_id.channel == "mail")._notify()

    def _plan_activities(self):
        todo = self.env.ref("mail.mail_activity_data_todo")
        model_id = self.env["ir.model"]._get_id("helpdesk.ticket")
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": fired.ticket_id.id,
                    "activity_type_id": todo.id,
                    "summary": fired._get_words_for(user),
                    "user_id": user.id,
                    "date_deadline": fields.Date.context_today(fired),
                }
                for fired in self
                for user in fired.user_ids
            ]
        )

    def _notify(self):
        for fired in self:
            for lang, users in fired.user_ids.grouped("lang").items():
                ticket = fired.ticket_id.with_context(
                    lang=lang, mail_notify_force_send=False
                )
                ticket.message_notify(
                    partner_ids=users.partner_id.ids,
                    subject=f"{ticket.display_name}: {fired._get_words_for(users[0])}",
                    body=fired._get_words_for(users[0]),
                )

    def _get_words_for(self, user):
        name = self.level_id.with_context(lang=user.lang).name
        return f"{name} ({self.reason})" if self.reason else name

    @api.model
    def _remind(self, now, batch_size=BATCH):
        """Tell again what nobody acknowledged, as often as its level says.

        Each batch is a transaction of its own: who was told is not told twice if the
        next one is killed.
        """
        waiting = self.search(
            [
                ("acknowledged_at", "=", False),
                ("level_id.repeat_minutes", ">", 0),
                ("ticket_id.closed_date", "=", False),
                ("ticket_id.done_at", "=", False),
            ],
            order="id",
        )._filter_to_remind(now)
        for ids in tools.split_every(batch_size, waiting.ids):
            batch = self.browse(ids)
            batch.invalidate_recordset(["reminded_at", "acknowledged_at"])
            # another transaction may have been faster
            batch.try_lock_for_update()._filter_to_remind(now)._tell_again(now)
            if not self.env["ir.cron"]._commit_progress(len(ids)):
                break
        return waiting

    def _filter_to_remind(self, now):
        return self.filtered(
            lambda fired: (
                not fired.acknowledged_at
                and fired.reminded_at + timedelta(minutes=fired.level_id.repeat_minutes)
                <= now
            )
        )

    def _tell_again(self, now):
        for fired in self:
            fired.write(
                {"reminded_at": now, "reminder_count": fired.reminder_count + 1}
            )
            fired._notify()

    def action_acknowledge(self):
        """Say “I look after it”: reminders stop, later levels still come."""
        self.check_access("read")
        if not self.env["helpdesk.ticket"]._may_assign_others() and any(
            self.env.user not in fired.user_ids for fired in self
        ):
            raise AccessError(
                self.env._("Only who was told, or a dispatcher, acknowledges it.")
            )
        # sudo: nobody writes escalations by hand; who may was asked above
        new_sudo = self.sudo().filtered(lambda fired: not fired.acknowledged_at)
        new_sudo.write(
            {
                "acknowledged_at": fields.Datetime.now(),
                "acknowledged_by_id": self.env.uid,
            }
        )
        self.env["helpdesk.ticket"]._create_events(
            [
                {
                    "ticket_id": fired.ticket_id.id,
                    "kind": "acknowledged",
                    "new_value": fired.level_id.name,
                    "new_ref": fired.level_id.id,
                }
                for fired in new_sudo
            ]
        )
        return True
