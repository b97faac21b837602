from odoo import fields, models


class PropertyTerritoryStaff(models.Model):
    _name = "property.territory.staff"
    _inherit = ["property.rights.source", "property.dated.mixin"]
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
    date_from = fields.Date(required=True)

    _one_primary = models.Constraint(
        "EXCLUDE USING gist (territory_id WITH =, role WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (is_primary)",
        "This territory already has a primary person in this role at that time.",
    )
