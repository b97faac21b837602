from odoo import api, fields, models


class TicketCountMixin(models.AbstractModel):
    """Counts the requests of a place in one query, whatever the number of places."""

    _name = "property.ticket.count.mixin"
    _description = "Has requests"
    _ticket_field = "unit_id"

    ticket_count = fields.Integer(
        string="Requests", compute="_compute_ticket_count", compute_sudo=False
    )
    open_ticket_count = fields.Integer(
        string="Open requests", compute="_compute_ticket_count", compute_sudo=False
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_ticket_count(self):
        counts, open_counts = {}, {}
        if self.env["helpdesk.ticket"].has_access("read"):
            rows = self.env["helpdesk.ticket"]._read_group(
                [(self._ticket_field, "in", self.ids)],
                [self._ticket_field, "stage_id"],
                ["__count"],
            )
            for record, stage, count in rows:
                counts[record.id] = counts.get(record.id, 0) + count
                if not stage.closed:
                    open_counts[record.id] = open_counts.get(record.id, 0) + count
        for record in self:
            record.ticket_count = counts.get(record.id, 0)
            record.open_ticket_count = open_counts.get(record.id, 0)

    def action_view_tickets(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_mgmt.helpdesk_ticket_action"
        )
        action["domain"] = [(self._ticket_field, "=", self.id)]
        action["context"] = {
            f"default_{self._ticket_field}": self.id,
            "search_default_open": 1,
        }
        return action
