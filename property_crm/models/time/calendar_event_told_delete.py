from odoo import models

from .calendar_event_told import TOLD


class CalendarPopoverDeleteWizard(models.TransientModel):
    _inherit = "calendar.popover.delete.wizard"

    def action_send_mail_and_delete(self):
        """Whoever writes a message of his own has told them."""
        silent = self.with_context(property_told=TOLD)
        return super(CalendarPopoverDeleteWizard, silent).action_send_mail_and_delete()
