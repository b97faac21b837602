from odoo import fields, models

# To which customer group a role belongs: every role to one.
OWNER_ROLES = ("owner_occupier",)
TENANT_ROLES = ("tenant", "sub_tenant", "borrower", "employee", "habitation")
FAMILY_VISITOR_ROLES = ("family", "helper", "short_stay", "visitor", "unknown")


class PropertyOccupancy(models.Model):
    _name = "property.occupancy"
    _inherit = ["property.tenure.mixin"]
    _description = "Occupancy"
    _order = "unit_id, is_main desc, date_from desc, id"

    partner_id = fields.Many2one(string="Occupant")
    role = fields.Selection(
        [
            ("owner_occupier", "Owner-occupier"),
            ("family", "Family member"),
            ("tenant", "Tenant"),
            ("sub_tenant", "Sub-tenant"),
            ("borrower", "Borrower"),
            ("employee", "Company employee"),
            ("helper", "Live-in helper"),
            ("short_stay", "Short stay"),
            ("visitor", "Visitor"),
            ("habitation", "Right of habitation"),
            ("unknown", "Unknown"),
        ],
        required=True,
        default="tenant",
        index=True,
    )
    is_main = fields.Boolean(
        string="Main contact", help="Called first. One a unit at a time."
    )
    is_emergency = fields.Boolean(string="Emergency contact")
    has_key = fields.Boolean(string="Has a key")
    pays_fees = fields.Boolean(string="Pays the fees")
    votes_as_proxy = fields.Boolean(string="Votes as proxy")

    _one_main = models.Constraint(
        "EXCLUDE USING gist (unit_id WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (is_main)",
        "Main contact: the unit already has one at that time.",
    )

    def _describe_role(self):
        return dict(self._fields["role"]._description_selection(self.env))[self.role]

    def _get_contact_traits(self):
        """Return what speaks for calling the occupant, see tools/contact_choice."""
        self.ensure_one()
        flags = {
            "main_contact": self.is_main,
            "emergency_contact": self.is_emergency,
            "has_key": self.has_key,
            "pays_fees": self.pays_fees,
            "occupant": self.role not in ("visitor", "unknown"),
        }
        return {word for word, holds in flags.items() if holds}
