from odoo import api, fields, models

from ...tools.lead_figures import cost_of_time

# What the time of a contact is spent on, by how far the prospect is.
TRANSACTION = {
    "viewing": "negotiation",
    "proposal": "negotiation",
    "reserved": "performance",
    "won": "performance",
}


class CrmLead(models.Model):
    """The time spent on a prospect is booked by itself."""

    _inherit = "crm.lead"

    cost_ids = fields.One2many("property.lead.cost", "lead_id", string="Costs")
    cost_total = fields.Monetary(
        string="Spent on it",
        compute="_compute_cost_total",
        currency_field="company_currency",
    )

    def _compute_cost_total(self):
        sums = dict(
            self.env["property.lead.cost"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["amount:sum"]
            )
        )
        for lead in self:
            lead.cost_total = sums.get(lead._origin, 0)

    @api.model
    def _log_events(self, vals_list):
        events_sudo = super()._log_events(vals_list)
        self._book_time(events_sudo.filtered("minutes"))
        return events_sudo

    @api.model
    def _book_time(self, events_sudo):
        """Book what the minutes of contacts cost."""
        vals_list = []
        for event_sudo in events_sudo:
            lead_sudo = event_sudo.lead_id
            # sudo: what an hour costs is booked, not shown
            company_sudo = lead_sudo.company_id or self.env.company.sudo()
            amount = cost_of_time(event_sudo.minutes, company_sudo.lead_hour_cost)
            if amount:
                vals_list.append(
                    {
                        "name": event_sudo.note or lead_sudo.name,
                        "date": event_sudo.date.date(),
                        "kind": TRANSACTION.get(lead_sudo.stage_id.phase, "search"),
                        "company_id": company_sudo.id,
                        "amount": amount,
                        "lead_id": lead_sudo.id,
                        "origin": "time",
                        "event_id": event_sudo.id,
                    }
                )
        # sudo: what time costs is booked whoever notes the time
        return self.env["property.lead.cost"].sudo().create(vals_list)

    def action_view_costs(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_leads.property_lead_cost_action"
        )
        return {
            **action,
            "domain": [("lead_id", "=", self.id)],
            "context": {"default_lead_id": self.id, "default_kind": "search"},
        }
