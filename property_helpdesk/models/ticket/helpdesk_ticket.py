from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

CLOSE_CAUSES = [
    ("solved", "Solved"),
    ("workaround", "Solved for now"),
    ("answered", "Answered"),
    ("no_fault", "No fault found"),
    ("not_ours", "Not our duty"),
    ("duplicate", "Reported already"),
    ("withdrawn", "Withdrawn by the requester"),
    ("refused", "Refused"),
]
REQUESTER_ROLES = [
    ("owner", "Owner"),
    ("tenant", "Tenant"),
    ("family", "Family"),
    ("visitor", "Visitor"),
    ("subcontractor", "Subcontractor"),
    ("staff", "Staff"),
    ("other", "Other"),
]


class HelpdeskTicket(models.Model):
    """A request: who, where, and what state it is in."""

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "property.territory.mixin"]

    site_id = fields.Many2one(
        "property.site",
        compute="_compute_site_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    building_id = fields.Many2one(
        "property.building",
        compute="_compute_building_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_id', '=?', site_id)]",
    )
    unit_id = fields.Many2one(
        "property.unit",
        compute="_compute_unit_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_id', '=?', site_id), ('building_id', '=?', building_id)]",
        help="The unit it is about. Leave empty for a common part.",
    )
    common_part_id = fields.Many2one(
        "property.common.part",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_id', '=?', site_id)]",
        help="Lift, gate, garden …: what several units share.",
    )
    place_name = fields.Char(string="Where", compute="_compute_place_name")
    territory_id = fields.Many2one(
        compute="_compute_territory_id",
        store=True,
        copy=False,
        ondelete="restrict",
        help="Decides who works on it and who sees it. A closed request keeps it.",
    )
    requester_role = fields.Selection(
        REQUESTER_ROLES,
        compute="_compute_requester_role",
        store=True,
        copy=False,
        help="What the requester was to the place when the request came in.",
    )
    description = fields.Html(required=False)
    partner_phone = fields.Char(
        related="partner_id.phone", string="Phone", related_sudo=False
    )
    reported_at = fields.Datetime(
        string="Reported", required=True, default=fields.Datetime.now, copy=False
    )
    solution = fields.Text(copy=False, tracking=True)
    last_stage_update = fields.Datetime(copy=False)
    close_cause = fields.Selection(CLOSE_CAUSES, string="Outcome", copy=False)
    closed_by_id = fields.Many2one(
        "res.users", string="Closed by", copy=False, readonly=True
    )
    reopen_count = fields.Integer(string="Re-opened", copy=False, readonly=True)
    event_ids = fields.One2many(
        "property.ticket.event", "ticket_id", string="Events", copy=False, readonly=True
    )

    _unit_or_part = models.Constraint(
        "CHECK(unit_id IS NULL OR common_part_id IS NULL)",
        "A request is about a unit or about a common part, not both.",
    )
    _deadline_idx = models.Index(
        "(date_deadline) WHERE closed_date IS NULL AND date_deadline IS NOT NULL"
    )
    _unit_open_idx = models.Index(
        "(unit_id, reported_at DESC) WHERE unit_id IS NOT NULL"
    )

    @api.depends("partner_id")
    def _compute_unit_id(self):
        """Offer the home of a requester who has only one."""
        for ticket in self:
            # building and site are not asked: they are computed from the unit
            taken = ticket.unit_id or ticket.common_part_id
            if ticket.id or taken or not ticket.partner_id:
                continue
            units = self._get_resident_units(ticket.partner_id)
            ticket.unit_id = units if len(units) == 1 else False

    @api.depends("unit_id", "common_part_id")
    def _compute_building_id(self):
        for ticket in self:
            place = ticket.unit_id or ticket.common_part_id
            if place:
                ticket.building_id = place.building_id

    @api.depends("unit_id", "common_part_id", "building_id")
    def _compute_site_id(self):
        for ticket in self:
            place = ticket.unit_id or ticket.common_part_id or ticket.building_id
            if place:
                ticket.site_id = place.site_id

    @api.depends("unit_id", "common_part_id", "building_id", "site_id")
    def _compute_territory_id(self):
        """Follow the place while the request is open; a closed one stays put."""
        for ticket in self:
            if ticket.stage_id.closed and ticket.territory_id:
                continue
            ticket.territory_id = ticket._get_place().territory_id

    @api.depends(
        "unit_id.name", "common_part_id.name", "building_id.name", "site_id.name"
    )
    def _compute_place_name(self):
        for ticket in self:
            place = ticket.unit_id or ticket.common_part_id or ticket.building_id
            names = [ticket.site_id.display_name, place.display_name]
            ticket.place_name = " · ".join(filter(None, names))

    @api.depends("number", "name")
    def _compute_display_name(self):
        """Show the number once there is one."""
        new = self.filtered(lambda ticket: not ticket.id)
        for ticket in new:
            ticket.display_name = ticket.name or self.env._("New")
        return super(HelpdeskTicket, self - new)._compute_display_name()

    def _get_place(self):
        """Return the narrowest place the request names."""
        return self.unit_id or self.common_part_id or self.building_id or self.site_id

    @api.depends("partner_id", "unit_id")
    def _compute_requester_role(self):
        """Take the role of the day the request came in; later changes do not count."""
        fresh = self.filtered(
            lambda t: (
                t._origin.partner_id != t.partner_id
                or t._origin.unit_id != t.unit_id
                or not t.requester_role
            )
        )
        roles = self._get_requester_roles(
            [
                (t.partner_id.id, t.unit_id.id, t.site_id.id)
                for t in fresh
                if t.partner_id
            ]
        )
        for ticket in fresh:
            key = (ticket.partner_id.id, ticket.unit_id.id, ticket.site_id.id)
            ticket.requester_role = roles.get(key)
        for ticket in self - fresh:
            ticket.requester_role = ticket.requester_role

    @api.constrains("unit_id", "common_part_id", "building_id", "site_id")
    def _check_place(self):
        for ticket in self:
            place = ticket.unit_id or ticket.common_part_id
            if place.building_id and place.building_id != ticket.building_id:
                ticket._raise_wrong_place(place, ticket.building_id)
            if place and place.site_id != ticket.site_id:
                ticket._raise_wrong_place(place, ticket.site_id)
            if ticket.building_id and ticket.building_id.site_id != ticket.site_id:
                ticket._raise_wrong_place(ticket.building_id, ticket.site_id)

    def _raise_wrong_place(self, place, outer):
        raise ValidationError(
            self.env._(
                "%(place)s does not belong to %(outer)s.",
                place=place.display_name,
                outer=outer.display_name or self.env._("an empty place"),
            )
        )

    @api.constrains("site_id", "company_id")
    def _check_site_company(self):
        for ticket in self:
            if ticket.site_id and ticket.site_id.company_id != ticket.company_id:
                raise ValidationError(
                    self.env._(
                        "%(site)s is managed by another company than the request.",
                        site=ticket.site_id.display_name,
                    )
                )

    @api.constrains("type_id", "team_id")
    def _check_team_handles_type(self):
        # helpdesk_type 19.0.1.1.0 checks this in the form only
        for ticket in self.filtered("type_id"):
            types = ticket.team_id.type_ids
            if types and ticket.type_id not in types:
                raise ValidationError(
                    self.env._(
                        "The team %(team)s does not handle requests of type %(type)s.",
                        team=ticket.team_id.display_name,
                        type=ticket.type_id.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(
            self.env._("Requests are kept. Archive the request instead of deleting it.")
        )

    @api.model
    def _get_requester_roles(self, keys):
        """Return ``{(partner, unit, site): role}`` of today, for ids.

        A role in the unit of the request counts before one elsewhere in the site,
        owning before renting, and both before staying.
        """
        partner_ids = {partner_id for partner_id, _unit, _site in keys}
        if not partner_ids:
            return {}
        bonds = self._get_requester_bonds(list(partner_ids))
        staff = self._get_staff_partner_ids(partner_ids)
        rank = [role for role, _label in REQUESTER_ROLES]
        roles = {}
        for key in keys:
            partner_id, unit_id, site_id = key
            found = bonds.get(partner_id, [])
            candidates = (
                [role for role, unit, _site in found if unit and unit == unit_id]
                or [role for role, _unit, site in found if site and site == site_id]
                or [role for role, _unit, _site in found if not site_id]
            )
            if partner_id in staff:
                candidates = candidates or ["staff"]
            roles[key] = min(candidates, key=rank.index, default="other")
        return roles

    @api.model
    def _get_requester_bonds(self, partner_ids):
        """Return ``{partner id: [(role, unit id, site id)]}`` as of today."""
        # sudo: the role is copied to the ticket even where the clerk who types it
        # in does not work in the other units of the requester
        bonds = {}
        current = [("partner_id", "in", partner_ids), ("is_current", "=", True)]
        for own in self.env["property.ownership"].sudo().search(current):
            bonds.setdefault(own.partner_id.id, []).append(
                ("owner", own.unit_id.id, own.site_id.id)
            )
        for stay in self.env["property.occupancy"].sudo().search(current):
            bonds.setdefault(stay.partner_id.id, []).append(
                (stay._get_requester_role(), stay.unit_id.id, stay.site_id.id)
            )
        for job in self.env["property.subcontract"].sudo().search(current):
            bonds.setdefault(job.partner_id.id, []).append(
                ("subcontractor", False, job.site_id.id)
            )
        return bonds

    @api.model
    def _get_staff_partner_ids(self, partner_ids):
        # sudo: employees are known as such to everybody who takes requests
        users_sudo = (
            self.env["res.users"]
            .sudo()
            .search([("partner_id", "in", list(partner_ids)), ("share", "=", False)])
        )
        return set(users_sudo.partner_id.ids)
