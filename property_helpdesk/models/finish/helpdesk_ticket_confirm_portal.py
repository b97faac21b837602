from odoo import fields, models


class HelpdeskTicket(models.Model):
    """What residents see and do about their request that is done."""

    _inherit = "helpdesk.ticket"

    def _get_return_until(self):
        """What waits to be confirmed can be sent back as long as it waits."""
        until = super()._get_return_until()
        # sudo: the stage of the resident's own request
        ticket_sudo = self.sudo()
        if not ticket_sudo.stage_id.to_confirm:
            return until
        now = fields.Datetime.now()
        return max(ticket_sudo.confirm_until or now, now)

    def _portal_confirm(self):
        """Close the request for its requester; twice is once."""
        self.ensure_one()
        self._check_own_closed()
        # sudo: residents have no right to write, and confirm their own only
        return self.sudo()._confirm(self.env._("Confirmed by the requester."))

    def _get_portal_steps(self):
        steps = super()._get_portal_steps()
        if self.done_at:
            steps.insert(-1, (self.env._("Done"), self.done_at, True))
        return steps
