from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..people.property_occupancy import FAMILY_VISITOR_ROLES, TENANT_ROLES

HOUSEHOLD_ROLES = ("owner_occupier", "family", "helper")
MANAGER = "property_crm.group_property_site_manager"


class PropertyMove(models.Model):
    """Somebody moves in or out, a tenant follows another, or the unit is sold.

    A step after the other: which unit and who, what that will change, confirm. What is
    confirmed is written with its days at once, so it holds from the right day on; what
    else ends on that day is done on it. Nothing is deleted of what was.
    """

    _name = "property.move"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.territory.mixin"]
    _description = "Move"
    _order = "date desc, id desc"
    _rec_names_search = ["unit_id.name"]

    kind = fields.Selection(
        [
            ("move_in", "Move-in"),
            ("move_out", "Move-out"),
            ("tenant", "Change of tenant"),
            ("sale", "Sale"),
        ],
        required=True,
        default="move_in",
        tracking=True,
        index=True,
    )
    unit_id = fields.Many2one(
        "property.unit", required=True, index=True, ondelete="restrict", tracking=True
    )
    site_id = fields.Many2one(related="unit_id.site_id", store=True, index=True)
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    territory_id = fields.Many2one(related="unit_id.territory_id", store=True)
    date = fields.Date(
        string="Day",
        required=True,
        compute="_compute_date",
        store=True,
        precompute=True,
        readonly=False,
        tracking=True,
        index=True,
        help="First day of those who come. If somebody only leaves, his last day.",
    )
    last_day = fields.Date(
        string="Last day of those who leave",
        compute="_compute_last_day",
        store=True,
        readonly=False,
    )
    occupancy_ids = fields.Many2many(
        "property.occupancy",
        string="Who moves out",
        compute="_compute_occupancy_ids",
        store=True,
        readonly=False,
        domain="[('unit_id', '=', unit_id)]",
    )
    ownership_ids = fields.Many2many(
        "property.ownership",
        string="Sellers",
        compute="_compute_ownership_ids",
        store=True,
        readonly=False,
        domain="[('unit_id', '=', unit_id)]",
    )
    line_ids = fields.One2many("property.move.line", "move_id", string="Who comes")
    share_mode = fields.Selection(
        [
            ("equal", "The whole, or in equal parts"),
            ("joint", "Jointly, without fractions"),
            ("fractions", "In fractions as given"),
        ],
        string="How the buyers hold it",
        default="equal",
        required=True,
    )
    title_number = fields.Char(help="Number of the new title certificate.")
    task_ids = fields.One2many("property.move.task", "move_id", string="Checklist")
    change_ids = fields.One2many("property.move.change", "move_id", string="Changed")
    state = fields.Selection(
        [
            ("draft", "Preparing"),
            ("confirmed", "Confirmed"),
            ("done", "Done"),
            ("cancelled", "Called off"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    note = fields.Text()
    may_confirm = fields.Boolean(compute="_compute_may_confirm")
    people = fields.Char(compute="_compute_people", help="Who leaves → who comes.")

    @api.depends("kind", "unit_id.name", "date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for move in self:
            parts = [kinds.get(move.kind), move.unit_id.name]
            move.display_name = " · ".join(filter(None, parts))

    @api.depends("occupancy_ids", "ownership_ids", "line_ids.partner_id.name")
    def _compute_people(self):
        for move in self:
            leaving = move.ownership_ids.partner_id | move.occupancy_ids.partner_id
            sides = [
                ", ".join(filter(None, people.mapped("name")))
                for people in (leaving, move.line_ids.partner_id)
            ]
            move.people = " → ".join(filter(None, sides))

    @api.depends("unit_id")
    def _compute_date(self):
        """Propose the present day of the site, wherever the user is."""
        for move in self:
            has_day = move.date or not move.unit_id
            move.date = move.date if has_day else move.unit_id.site_id._get_today()

    @api.depends("kind", "date")
    def _compute_last_day(self):
        for move in self:
            leaves = move.kind == "move_out" or not move.date
            move.last_day = (
                move.date if leaves else fields.Date.subtract(move.date, days=1)
            )

    @api.depends("kind", "unit_id", "ownership_ids")
    def _compute_occupancy_ids(self):
        """Propose the household that leaves; tenants stay when the unit is sold."""
        for move in self:
            stays = move.unit_id.occupancy_ids._on_site_date()
            roles = {
                "move_out": {*HOUSEHOLD_ROLES, *TENANT_ROLES, *FAMILY_VISITOR_ROLES},
                "tenant": {*TENANT_ROLES, *FAMILY_VISITOR_ROLES},
            }.get(move.kind, ())
            if move.kind == "sale":
                roles = move._get_sold_household_roles()
            move.occupancy_ids = stays.filtered(
                lambda stay, roles=roles: stay.role in roles
            )

    def _get_sold_household_roles(self):
        """Return whose stay ends by a sale: the sellers' household, if all sell."""
        owners = self.unit_id.ownership_ids._on_site_date()
        tenants = self.unit_id.occupancy_ids._on_site_date().filtered(
            lambda stay: stay.role in TENANT_ROLES
        )
        if not self.ownership_ids or owners - self.ownership_ids._origin:
            return ()
        return ("owner_occupier",) if tenants else HOUSEHOLD_ROLES

    @api.depends("kind", "unit_id")
    def _compute_ownership_ids(self):
        for move in self:
            owners = move.unit_id.ownership_ids._on_site_date()
            move.ownership_ids = owners if move.kind == "sale" else owners.browse()

    @api.depends("kind")
    @api.depends_context("uid")
    def _compute_may_confirm(self):
        """Ownership is the managers' to change, also by a sale."""
        is_manager = self.env.su or self.env.user.has_group(MANAGER)
        for move in self:
            move.may_confirm = is_manager or move.kind != "sale"

    @api.constrains("unit_id", "occupancy_ids", "ownership_ids")
    def _check_same_unit(self):
        for move in self.sudo():  # sudo: whose units the lines are of is compared
            if (move.occupancy_ids.unit_id | move.ownership_ids.unit_id) - move.unit_id:
                raise ValidationError(
                    self.env._("Who moves out, sellers: they must be of this unit.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._make_tasks()
        return moves

    def write(self, vals):
        self._check_may_change(vals)
        result = super().write(vals)
        if "kind" in vals:
            self.task_ids.unlink()
            self._make_tasks()
        return result

    def _check_may_change(self, vals):
        """What is confirmed is history; its checklist and notes go on."""
        fixed = {
            "kind",
            "unit_id",
            "date",
            "last_day",
            "occupancy_ids",
            "ownership_ids",
            "line_ids",
            "share_mode",
            "title_number",
        }
        if not fixed.isdisjoint(vals) and self.filtered(lambda m: m.state != "draft"):
            raise ValidationError(
                self.env._(
                    "State: this move is confirmed. Call it off, or make another."
                )
            )
        if "state" in vals and not self.env.su:
            raise ValidationError(self.env._("State: use the buttons."))

    def _make_tasks(self):
        tasks = self.env["property.move.task"]
        tasks.create(
            [
                {"move_id": move.id, "item": item}
                for move in self
                for item in tasks._get_items(move.kind)
            ]
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        if self.filtered(lambda move: move.state in ("confirmed", "done")):
            raise ValidationError(
                self.env._("State: what is confirmed stays in the history.")
            )

    @api.model
    def _get_open_domain(self):
        return Domain("state", "in", ["draft", "confirmed"])
