from odoo import api, fields, models

from .property_call_entry import STATES

NOT_REACHED = ("no_answer", "busy", "wrong_number", "refused")


class PropertyCallDisposition(models.Model):
    """What an outcome makes of the entry of a call list."""

    _inherit = "property.call.disposition"

    entry_state = fields.Selection(
        STATES[1:],
        string="On a call list",
        compute="_compute_entry_state",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="How the customer stands on the list after this outcome.",
    )

    @api.depends("code", "is_reached", "is_agreed", "next_step")
    def _compute_entry_state(self):
        for disposition in self:
            disposition.entry_state = disposition._propose_entry_state()

    def _propose_entry_state(self):
        if self.code in NOT_REACHED:
            return self.code
        if self.next_step == "call_back":
            return "call_back"
        if self.is_agreed or self.code == "done":
            return "done"
        return "reached" if self.is_reached else "no_answer"
