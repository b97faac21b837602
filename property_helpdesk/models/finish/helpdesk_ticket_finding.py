from odoo import api, fields, models
from odoo.exceptions import AccessError


class HelpdeskTicket(models.Model):
    """Whether a complaint was justified; said by who gives out the work, not by who
    did it."""

    _inherit = "helpdesk.ticket"

    complaint_finding = fields.Selection(
        [("valid", "Justified"), ("invalid", "Not justified")],
        string="Finding",
        copy=False,
        groups="base.group_user",
        help="What looking into the complaint has shown. Justified ones are counted"
        " per thousand households.",
    )

    @api.model
    def _check_creation(self, vals_list):
        result = super()._check_creation(vals_list)
        if any(vals.get("complaint_finding") for vals in vals_list):
            self._check_may_find()
        return result

    def _check_change(self, vals, reason):
        result = super()._check_change(vals, reason)
        if "complaint_finding" in vals:
            self._check_may_find()
        return result

    @api.model
    def _check_may_find(self):
        if not self._may_assign_others():
            raise AccessError(
                self.env._("Finding: a dispatcher or a manager says whether it is so.")
            )

    def _get_stage_consequences(self, before):
        """Look into it again once it is opened again."""
        for tickets, values in super()._get_stage_consequences(before):
            if "reopen_count" in values:
                values = {**values, "complaint_finding": False}
            yield tickets, values
