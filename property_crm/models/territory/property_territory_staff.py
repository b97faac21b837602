from odoo import api, fields, models
from odoo.fields import Domain


class PropertyTerritoryStaff(models.Model):
    _name = "property.territory.staff"
    _inherit = ["property.rights.source"]
    _description = "Staff of a territory"
    _order = "territory_id, role, is_primary desc, date_from desc, id"
    _rec_name = "user_id"

    territory_id = fields.Many2one(
        "property.territory", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="territory_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users", required=True, index=True, domain=[("share", "=", False)]
    )
    role = fields.Selection(
        [
            ("steward", "House steward"),
            ("agent", "Agent"),
            ("dispatcher", "Dispatcher"),
            ("technician", "Technician"),
            ("security", "Security"),
            ("manager", "Manager"),
            ("integration", "Integration"),
        ],
        required=True,
        default="agent",
    )
    is_primary = fields.Boolean(
        string="Primary",
        help="The person named first for this role. One at a time in a territory.",
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="To", help="Last day. Empty: until further notice.")
    is_current = fields.Boolean(
        string="Current", compute="_compute_is_current", search="_search_is_current"
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "The last day cannot come before the first.",
    )
    _one_primary = models.Constraint(
        "EXCLUDE USING gist (territory_id WITH =, role WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (is_primary)",
        "This territory already has a primary person in this role at that time.",
    )

    @api.model
    def _get_on_date_domain(self, day):
        """Return the domain of the memberships in force on ``day``."""
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        domain = self._get_on_date_domain(fields.Date.context_today(self))
        current = self.filtered_domain(domain)
        for staff in self:
            staff.is_current = staff in current

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_on_date_domain(fields.Date.context_today(self))
