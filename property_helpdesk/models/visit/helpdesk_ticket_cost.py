from odoo import api, fields, models

INFORMED = (
    "property_crm.group_property_site_manager,property_crm.group_property_auditor"
)


class HelpdeskTicket(models.Model):
    """What a request has cost so far, as far as it is known."""

    _inherit = "helpdesk.ticket"

    cost_so_far = fields.Monetary(
        string="Cost so far",
        compute="_compute_cost_so_far",
        groups=INFORMED,
        help="Materials of the work sheet, whoever pays for them, and the minutes on"
        " site of finished visits at the hourly cost of who was there.",
    )

    @api.depends("material_ids.amount", "visit_ids.site_minutes")
    def _compute_cost_so_far(self):
        materials = self._get_material_costs()
        labour = self._get_labour_costs()
        for ticket in self:
            key = ticket._origin.id
            ticket.cost_so_far = materials.get(key, 0) + labour.get(key, 0)

    def _get_material_costs(self):
        rows = self.env["property.ticket.material"]._read_group(
            [("ticket_id", "in", self._origin.ids)], ["ticket_id"], ["amount:sum"]
        )
        return {ticket.id: amount for ticket, amount in rows}

    def _get_labour_costs(self):
        """Return ``{ticket id: cost}``; who has no hourly cost costs nothing."""
        rows = self.env["property.visit"]._read_group(
            [("ticket_id", "in", self._origin.ids), ("site_minutes", ">", 0)],
            ["ticket_id", "user_id"],
            ["site_minutes:sum"],
        )
        users = self.env["res.users"].union(*(user for _t, user, _m in rows))
        hourly = self._get_hourly_costs(users)
        costs = {}
        for ticket, user, minutes in rows:
            cost = minutes / 60 * hourly.get(user.id, 0)
            costs[ticket.id] = costs.get(ticket.id, 0) + cost
        return costs

    @api.model
    def _get_hourly_costs(self, users):
        # sudo: managers read the sum of a request, no wage
        employees_sudo = (
            self.env["hr.employee"].sudo().search([("user_id", "in", users.ids)])
        )
        return {one.user_id.id: one.hourly_cost for one in employees_sudo}
