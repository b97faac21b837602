from odoo import api, fields, models
from odoo.tools import html2plaintext

from ...tools.safety_words import find_word

WRITTEN = ("name", "description")


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    escalation_ids = fields.One2many(
        "property.escalation.fired",
        "ticket_id",
        string="Escalations",
        copy=False,
        readonly=True,
    )
    escalation_count = fields.Integer(
        string="Number of escalations", compute="_compute_escalation_count"
    )

    @api.depends("escalation_ids")
    def _compute_escalation_count(self):
        for ticket in self:
            ticket.escalation_count = len(ticket.escalation_ids)

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        self._hurry_escalation(vals_list)
        return tickets

    @api.model
    def _hurry_escalation(self, vals_list):
        """Climb the ladder at once where somebody writes of danger."""
        words = self.env["property.escalation.level"]._get_all_words()
        said = (str(vals.get(n) or "") for vals in vals_list for n in WRITTEN)
        if any(find_word(text, words) for text in said):
            # sudo: whoever writes of danger sets the clock going
            self.env.ref("property_helpdesk.ir_cron_escalate").sudo()._trigger()

    def _find_safety_word(self, words):
        """Return the first danger word in what was written, or None."""
        return find_word(self.name, words) or find_word(
            html2plaintext(self.description or ""), words
        )

    def _get_used_percents(self, now):
        """Return ``{ticket: percent of the time until its deadline that is used}``."""
        percents = {}
        replayed = self._get_clocks()
        for ticket in self:
            clocks, get_clock = replayed.get(ticket.id, (None, None))
            for limit in clocks.limits if clocks else ():
                if limit.kind == "solution":
                    clock = get_clock(limit.around_clock)
                    percents[ticket] = limit.get_percent(clock, now)
        return percents

    def action_view_escalations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_escalation_fired_action"
        )
        action["domain"] = [("ticket_id", "=", self.id)]
        action["context"] = {}
        return action
