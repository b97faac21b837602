from odoo import api, fields, models
from odoo.fields import Domain


class PropertyReminderMixin(models.AbstractModel):
    """What is ticked off, and reminds of itself at its minute, once."""

    _name = "property.reminder.mixin"
    _description = "Ticked off, with a reminder"

    remind_at = fields.Datetime(string="Remind at", copy=False)
    reminded_at = fields.Datetime(
        compute="_compute_reminded_at", store=True, copy=False
    )
    is_done = fields.Boolean(string="Done", copy=False)
    done_at = fields.Datetime(
        string="Done on", compute="_compute_done_at", store=True, copy=False
    )

    @api.depends("remind_at")
    def _compute_reminded_at(self):
        self.reminded_at = False

    @api.depends("is_done")
    def _compute_done_at(self):
        for record in self:
            record.done_at = record.is_done and fields.Datetime.now()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._remind_later()
        return records

    def write(self, vals):
        result = super().write(vals)
        if "remind_at" in vals:
            self._remind_later()
        return result

    def _remind_later(self):
        """Have the reminders at the minute they are wanted."""
        cron = self.env.ref("property_crm.ir_cron_remind_memos", False)
        times = [one.remind_at for one in self if one.remind_at and not one.is_done]
        if cron and times:
            # sudo: anybody may have himself reminded
            cron.sudo()._trigger(at=times)

    @api.model
    def _get_due_domain(self):
        """Return the domain of those whose reminder is due."""
        return (
            Domain("remind_at", "<=", fields.Datetime.now())
            & Domain("reminded_at", "=", False)
            & Domain("is_done", "=", False)
        )
