from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain


class PropertyRezone(models.TransientModel):
    """Puts units into another territory: what changes is shown first.

    Open requests of the units go along; closed ones keep the territory they had.
    """

    _name = "property.rezone"
    _description = "Move units to another territory"

    site_id = fields.Many2one(
        "property.site",
        compute="_compute_site_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    building_ids = fields.Many2many(
        "property.building",
        string="Whole buildings",
        domain="[('site_id', '=', site_id)]",
    )
    unit_ids = fields.Many2many(
        "property.unit", string="Units", domain="[('site_id', '=', site_id)]"
    )
    territory_id = fields.Many2one(
        "property.territory",
        string="Into the territory",
        domain="[('site_id', '=', site_id), ('kind', '=', 'units')]",
        help="One that lists its units. Empty: a new one is made.",
    )
    name = fields.Char(string="Name of the new one")
    unit_count = fields.Integer(string="Units that move", compute="_compute_preview")
    ticket_ids = fields.Many2many(
        "helpdesk.ticket", string="Open requests that move", compute="_compute_preview"
    )
    freed_ticket_ids = fields.Many2many(
        "helpdesk.ticket",
        string="Of these, taken from who no longer works there",
        compute="_compute_preview",
    )
    gaining_user_ids = fields.Many2many(
        "res.users", string="Will see and do them", compute="_compute_preview"
    )
    losing_user_ids = fields.Many2many(
        "res.users", string="Will no longer see them", compute="_compute_preview"
    )

    @api.depends("unit_ids", "building_ids")
    def _compute_site_id(self):
        for wizard in self:
            sites = (wizard.unit_ids.site_id | wizard.building_ids.site_id)._origin
            wizard.site_id = wizard.site_id or sites[:1]

    @api.depends("unit_ids", "building_ids", "territory_id", "site_id")
    def _compute_preview(self):
        for wizard in self:
            units = wizard._get_units()
            users_before = wizard._get_users(units.territory_id)
            users_after = wizard._get_users(wizard._get_target_around())
            tickets = wizard._get_tickets(units)
            wizard.unit_count = len(units)
            wizard.ticket_ids = tickets
            wizard.freed_ticket_ids = tickets.filtered(
                lambda t, after=users_after: t.user_id and not t._may_stay(after)
            )
            wizard.gaining_user_ids = units and users_after - users_before
            wizard.losing_user_ids = units and users_before - users_after

    def _get_units(self):
        """Return the units that are not in the target yet."""
        units = (self.unit_ids | self.building_ids.unit_ids)._origin
        target = self.territory_id._origin
        return units.filtered(lambda u: not target or u.territory_id != target)

    def _get_target_around(self):
        """Return the target; of a new one, the territory it will be a part of."""
        site = self.site_id._origin
        return self.territory_id._origin or site.territory_ids.filtered(
            lambda territory: territory.kind == "site"
        )

    @api.model
    def _get_users(self, territories):
        by_territory = self.env["helpdesk.ticket"]._get_users_by_territory(territories)
        return self.env["res.users"].union(*by_territory.values())

    @api.model
    def _get_tickets(self, units):
        Ticket = self.env["helpdesk.ticket"]
        return Ticket.search(
            Ticket._get_open_domain() & Domain("unit_id", "in", units.ids)
        )

    def action_apply(self):
        """Move the units and their open requests; all of it is logged."""
        self.ensure_one()
        units = self._get_units()
        if not units:
            raise UserError(self.env._("Units: choose what is to move."))
        if units.site_id != self.site_id:
            raise ValidationError(
                self.env._("Units: all of them must belong to %s.", self.site_id.name)
            )
        former = units.territory_id
        target = self.territory_id or self._create_target()
        for territory in self.site_id.territory_ids - target:
            listed = territory.unit_ids & units
            if listed:
                territory.unit_ids = [Command.unlink(unit.id) for unit in listed]
        target.unit_ids = [Command.link(unit.id) for unit in units]
        self._move_tickets(units, target)
        self._tell(former | target, units, target)
        return {"type": "ir.actions.act_window_close"}

    def _create_target(self):
        if not (self.name or "").strip():
            raise UserError(
                self.env._("Choose the territory, or give the new one a name.")
            )
        return self.env["property.territory"].create(
            {"name": self.name.strip(), "kind": "units", "site_id": self.site_id.id}
        )

    @api.model
    def _move_tickets(self, units, target):
        reason = self.env._("Moved to %s", target.name)
        # sudo: the system keeps the territory of a request
        tickets_sudo = self.sudo()._get_tickets(units)
        tickets_sudo.with_context(ticket_reason=reason).write(
            {"territory_id": target.id}
        )
        freed = tickets_sudo.filtered(lambda t: t.user_id and not t._may_stay())
        freed.with_context(ticket_reason=reason).write({"user_id": False})

    @api.model
    def _tell(self, territories, units, target):
        body = self.env._(
            "%(count)s units moved to %(territory)s.",
            count=len(units),
            territory=target.name,
        )
        for territory in territories:
            territory.message_post(body=body)
