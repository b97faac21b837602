"""helpdesk_mgmt 19.0.1.3.2 keeps "close from portal" ticked on a stage that no
longer closes when it is changed outside the form."""

from odoo import api, models
from odoo.exceptions import ValidationError


class HelpdeskTicketStage(models.Model):
    _inherit = "helpdesk.ticket.stage"

    @api.constrains("closed", "close_from_portal")
    def _check_close_from_portal(self):
        for stage in self:
            if stage.close_from_portal and not stage.closed:
                raise ValidationError(
                    self.env._(
                        "Residents can only close a request by a stage that closes:"
                        " “%(stage)s” does not.",
                        stage=stage.name,
                    )
                )
