from odoo import api, fields, models, tools
from odoo.fields import Domain


class PropertyTicketClass(models.Model):
    """One valid combination of place, category and problem.

    What is not listed here cannot be reported; what is listed brings its own
    defaults, so that choosing the class fills in most of the request.
    """

    _name = "property.ticket.class"
    _inherit = ["property.cached.mixin"]
    _description = "Class of request"
    _order = "sequence, place_id, category_id, problem_id, id"

    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    place_id = fields.Many2one(
        "property.ticket.place", required=True, index=True, ondelete="restrict"
    )
    category_id = fields.Many2one(
        "helpdesk.ticket.category", required=True, index=True, ondelete="restrict"
    )
    problem_id = fields.Many2one(
        "property.ticket.problem", required=True, index=True, ondelete="restrict"
    )
    site_kind = fields.Selection(
        [
            ("residential", "Residential"),
            ("office", "Office"),
            ("industrial", "Industrial"),
            ("commercial", "Commercial"),
        ],
        string="Only on sites",
        help="Empty: on every kind of site.",
    )
    type_id = fields.Many2one("helpdesk.ticket.type", string="Case type")
    team_id = fields.Many2one("helpdesk.ticket.team", ondelete="set null")
    is_emergency = fields.Boolean(string="Emergency")
    is_payable = fields.Boolean(string="Payable")
    is_warranty = fields.Boolean(string="Warranty")
    resident_name = fields.Char(
        string="In the resident's words",
        translate=True,
        help="How residents read it on their page. Empty: not offered to them.",
    )

    _combination_uniq = models.Constraint(
        "UNIQUE(place_id, category_id, problem_id)",
        "This combination of place, category and problem is listed already.",
    )

    @api.depends("place_id.name", "category_id.name", "problem_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for ticket_class in self:
            parts = [
                ticket_class.place_id.name,
                ticket_class.category_id.name,
                ticket_class.problem_id.name,
            ]
            ticket_class.display_name = " · ".join(filter(None, parts))

    @api.model
    def _search_display_name(self, operator, value):
        """Find ``kitchen leak``: every word somewhere in the three names."""
        if operator not in ("ilike", "like") or not value:
            return super()._search_display_name(operator, value)
        names = ("place_id.name", "category_id.name", "problem_id.name")
        return Domain.AND(
            Domain.OR(Domain(name, operator, word) for name in names)
            for word in value.replace("·", " ").split()
        )

    @api.model
    @tools.ormcache()
    def _get_combinations(self):
        """Return ``{(place, category, problem): class id}`` of what is valid."""
        # sudo: which combinations exist is no secret, whoever writes the ticket
        classes_sudo = self.sudo().search([("active", "=", True)])
        return {
            (c.place_id.id, c.category_id.id, c.problem_id.id): c.id
            for c in classes_sudo
        }

    @api.model
    def _is_possible(self, place, category, problem):
        """Tell whether some class has these three, of which any may be empty."""
        wanted = (place.id, category.id, problem.id)
        if sum(map(bool, wanted)) < 2:
            return True
        return any(
            all(want in (False, has) for want, has in zip(wanted, row, strict=True))
            for row in self._get_combinations()
        )

    def _prepare_ticket_vals(self):
        """Return what choosing this class sets on a ticket that says nothing else."""
        self.ensure_one()
        values = {
            "is_emergency": self.is_emergency,
            "is_payable": self.is_payable,
            "is_warranty": self.is_warranty,
        }
        if self.type_id:
            values["type_id"] = self.type_id.id
        if self.team_id:
            values["team_id"] = self.team_id.id
        return values
