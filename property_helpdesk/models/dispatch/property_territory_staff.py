from odoo import api, fields, models


class PropertyTerritoryStaff(models.Model):
    """Whoever joins, moves or leaves changes who answers for open requests."""

    _inherit = "property.territory.staff"

    ticket_capacity = fields.Integer(
        string="Requests at a time",
        default=10,
        help="Whoever has so many open requests is given no more. 0: no limit.",
    )

    _ticket_capacity_positive = models.Constraint(
        "CHECK(ticket_capacity >= 0)", "Requests at a time: 0 or more."
    )

    @api.model_create_multi
    def create(self, vals_list):
        staff = super().create(vals_list)
        staff._refresh_ticket_owners(staff.territory_id)
        return staff

    def write(self, vals):
        before = self._get_memberships()
        territories = self.territory_id
        result = super().write(vals)
        today = fields.Date.context_today(self)
        current = self.filtered_domain(self._get_on_date_domain(today))
        gone = set(before) - set(current._get_memberships())
        self.env["helpdesk.ticket"]._free_left(gone)
        self._refresh_ticket_owners(territories | self.territory_id)
        return result

    def unlink(self):
        before, territories = self._get_memberships(), self.territory_id
        result = super().unlink()
        self.env["helpdesk.ticket"]._free_left(before)
        self._refresh_ticket_owners(territories)
        return result

    def _get_memberships(self):
        return [(staff.user_id, staff.territory_id) for staff in self]

    @api.model
    def _refresh_ticket_owners(self, territories):
        self.env["helpdesk.ticket"]._refresh_owners(
            [("territory_id", "child_of", territories.ids)]
        )
