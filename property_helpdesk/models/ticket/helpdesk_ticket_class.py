from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HelpdeskTicket(models.Model):
    """What the request is about: place, category, problem, and what follows."""

    _inherit = "helpdesk.ticket"

    type_id = fields.Many2one(
        string="Case type",
        compute="_compute_class_defaults",
        store=True,
        readonly=False,
        index="btree_not_null",
    )
    case_type = fields.Selection(
        related="type_id.case_type", string="Kind of case", store=True
    )
    class_id = fields.Many2one(
        "property.ticket.class",
        string="What is it about",
        compute="_compute_class_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_kind', 'in', [False, site_kind])]",
        help="Type a few letters of place, category or problem: “kitchen leak”.",
    )
    site_kind = fields.Selection(related="site_id.kind", string="Kind of site")
    place_id = fields.Many2one(
        "property.ticket.place",
        compute="_compute_class_parts",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="category_id and [('class_ids.category_id', '=', category_id)] or []",
    )
    category_id = fields.Many2one(
        compute="_compute_class_parts",
        store=True,
        readonly=False,
        domain="place_id and [('class_ids.place_id', '=', place_id)] or []",
    )
    problem_id = fields.Many2one(
        "property.ticket.problem",
        compute="_compute_class_parts",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('class_ids', 'any', [('place_id', '=?', place_id),"
        " ('category_id', '=?', category_id)])]",
    )
    is_emergency = fields.Boolean(
        string="Emergency",
        compute="_compute_class_defaults",
        store=True,
        readonly=False,
        help="Danger, or a basic service is missing: go at once.",
    )
    is_payable = fields.Boolean(
        string="Payable",
        compute="_compute_class_defaults",
        store=True,
        readonly=False,
        help="Service beyond the contract: the requester pays.",
    )
    is_warranty = fields.Boolean(
        string="Warranty",
        compute="_compute_class_defaults",
        store=True,
        readonly=False,
        help="The developer repairs and pays.",
    )

    @api.depends("place_id", "category_id", "problem_id")
    def _compute_class_id(self):
        combinations = self.env["property.ticket.class"]._get_combinations()
        for ticket in self:
            key = (ticket.place_id.id, ticket.category_id.id, ticket.problem_id.id)
            if any(key):
                origin = [part and getattr(part, "origin", part) for part in key]
                ticket.class_id = combinations.get(tuple(origin), False)
            else:
                ticket.class_id = ticket.class_id

    @api.depends("class_id")
    def _compute_class_parts(self):
        for ticket in self.filtered("class_id"):
            ticket.place_id = ticket.class_id.place_id
            ticket.category_id = ticket.class_id.category_id
            ticket.problem_id = ticket.class_id.problem_id

    @api.depends("class_id")
    def _compute_class_defaults(self):
        for ticket in self.filtered("class_id"):
            ticket.update(ticket.class_id._prepare_ticket_vals())

    @api.constrains("place_id", "category_id", "problem_id", "class_id")
    def _check_class(self):
        Class = self.env["property.ticket.class"]
        for ticket in self:
            parts = (ticket.place_id, ticket.category_id, ticket.problem_id)
            if not Class._is_possible(*parts):
                raise ValidationError(
                    self.env._(
                        "“%(parts)s” is not a combination of place, category and"
                        " problem that can be reported.",
                        parts=" · ".join(p.display_name for p in parts if p),
                    )
                )
            # sudo: residents and robots need no right to read the classifier
            found = ticket.class_id.sudo()
            if found and parts != (found.place_id, found.category_id, found.problem_id):
                raise ValidationError(
                    self.env._(
                        "“%(class)s” has another place, category or problem than the"
                        " request.",
                        **{"class": found.display_name},
                    )
                )

    @api.constrains("class_id", "site_id")
    def _check_class_fits_site(self):
        for ticket in self:
            kind, site = ticket.class_id.site_kind, ticket.site_id
            if kind and site and site.kind != kind:
                raise ValidationError(
                    self.env._(
                        "“%(class)s” cannot be reported on %(site)s.",
                        **{"class": ticket.class_id.display_name},
                        site=site.display_name,
                    )
                )

    @api.onchange("type_id")
    def _onchange_type_id(self):
        # helpdesk_type 19.0.1.1.0 drops team and person even where the team
        # handles every type
        if self.team_id.type_ids:
            return super()._onchange_type_id()
        return None
