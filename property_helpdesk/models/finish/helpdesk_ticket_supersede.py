from odoo import fields, models
from odoo.fields import Domain


class HelpdeskTicket(models.Model):
    """Re-opening takes back what was said about work that turned out not to be done."""

    _inherit = "helpdesk.ticket"

    superseded_rating_ids = fields.One2many(
        "rating.rating",
        "res_id",
        string="Earlier ratings",
        domain=lambda self: [
            ("res_model", "=", self._name),
            ("is_superseded", "=", True),
        ],
        readonly=True,
        groups="base.group_user",
        help="Given before it was opened again. They count no more.",
    )

    def _log_changes(self, before, reason=None):
        result = super()._log_changes(before, reason)
        reopened = self.filtered(
            lambda t: (
                before[t.id]["stage_id"].is_finished and not t.stage_id.is_finished
            )
        )
        if reopened:
            reopened._reverse()
        return result

    def _reverse(self):
        """Let no longer count what was earned by the work before.

        Addons that pay for finished work take it back here.
        """
        # sudo: nobody changes ratings by hand
        self.env["rating.rating"].sudo().search(
            Domain("res_model", "=", self._name)
            & Domain("res_id", "in", self.ids)
            & Domain("consumed", "=", True)
        )._supersede()
        self.invalidate_recordset(["superseded_rating_ids"])
