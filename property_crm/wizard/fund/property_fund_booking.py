from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...models.fund.property_fund_entry import BASES, KINDS
from ...tools.fund import apportion, from_cents, to_cents
from ...tools.vote_facts import to_centi


class PropertyFundBooking(models.TransientModel):
    """One sum of the maintenance fund, split over the units by their area."""

    _name = "property.fund.booking"
    _description = "Booking of the maintenance fund"

    site_id = fields.Many2one(
        "property.site", required=True, default=lambda self: self._default_site_id()
    )
    company_id = fields.Many2one(related="site_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    scope = fields.Selection(
        [
            ("site", "Whole site"),
            ("building", "One building"),
            ("entrance", "One entrance"),
            ("unit", "List of units"),
        ],
        string="For",
        required=True,
        default="building",
        help="Those who share the part that is repaired pay for it.",
    )
    building_id = fields.Many2one(
        "property.building", domain="[('site_id', '=', site_id)]"
    )
    entrance = fields.Char()
    unit_ids = fields.Many2many(
        "property.unit", string="Units", domain="[('site_id', '=', site_id)]"
    )
    is_split = fields.Boolean(
        string="Split by area",
        default=True,
        help="Over the units, by gross area, to the cent. Otherwise it is noted for the"
        " building or the site as a whole.",
    )
    kind = fields.Selection(
        [kind for kind in KINDS if kind[0] != "transfer"],
        string="Movement",
        required=True,
        default="use",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    amount = fields.Monetary(required=True, help="The whole sum, above zero.")
    reference = fields.Char(string="Particulars")
    basis = fields.Selection(BASES, string="Allowed by", default="motion")
    motion_id = fields.Many2one(
        "property.motion",
        domain="[('assembly_id.site_id', '=', site_id), ('kind', '=', 'vote'),"
        " ('assembly_state', 'in', ('announced', 'final')),"
        " ('outcome', 'in', ('passed', 'interim')),"
        " ('rule_id.matter', 'in', ['major'] if kind == 'topup' else"
        " ['ordinary', 'major'])]",
    )
    announced_on = fields.Date()
    line_ids = fields.One2many("property.fund.booking.line", "booking_id")
    is_overdrawn = fields.Boolean(compute="_compute_is_overdrawn")

    @api.model
    def _default_site_id(self):
        sites = self.env["property.site"].search([], limit=2)
        return sites if len(sites) == 1 else False

    @api.depends("line_ids.after")
    def _compute_is_overdrawn(self):
        for booking in self:
            booking.is_overdrawn = any(line.after < 0 for line in booking.line_ids)

    def action_preview(self):
        """Show what each unit gets or pays, before anything is booked."""
        self.ensure_one()
        places = self.env["property.fund.account"].search(
            [("site_id", "=", self.site_id.id)]
        )
        balances = {account._get_place_key(): account.balance for account in places}
        self.line_ids.unlink()
        self.line_ids = [
            fields.Command.create(
                {
                    "unit_id": place[2],
                    "building_id": place[1],
                    "amount": amount,
                    "before": balances.get(place, 0),
                }
            )
            for place, amount in self._get_shares()
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Book a movement of the fund"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def action_book(self):
        """Enter the movements into the ledger, all of one number."""
        self.ensure_one()
        Entry = self.env["property.fund.entry"]
        Entry.check_access("create")
        shares = self._get_shares()
        number = Entry._next_number()
        vals = self._prepare_entry()
        entries = Entry._enter(
            [
                {
                    **vals,
                    "number": number,
                    "site_id": site,
                    "building_id": building,
                    "unit_id": unit,
                    "amount": amount,
                }
                for (site, building, unit), amount in shares
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_fund_entry_action"
        )
        return action | {"domain": [("id", "in", entries.ids)], "context": {}}

    def _prepare_entry(self):
        """Return the values that all movements of the booking have."""
        vals = {
            name: self[name] or False for name in ("date", "kind", "reference", "basis")
        }
        if self.kind == "topup" and self.motion_id:
            return vals | {"basis": "motion", "motion_id": self.motion_id.id}
        if self.kind != "use":
            return vals | {"basis": False}
        if self.basis == "motion":
            vals["motion_id"] = self.motion_id.id
        if self.basis == "emergency":
            vals["announced_on"] = self.announced_on
        return vals

    def _get_shares(self):
        """Return ``[(place, amount)]``, which add up to the amount to the cent."""
        places = self.currency_id.decimal_places
        cents = to_cents(self.amount, places)
        if cents <= 0:
            raise UserError(self.env._("Amount: it is above zero."))
        if self.kind == "use":
            cents = -cents
        if not self.is_split and self.scope in ("site", "building"):
            shares = [(self._get_whole_place(), cents)]
        else:
            units = self._get_units()
            areas = [to_centi(unit.area_gross or 0) for unit in units]
            areas = areas if len(units) > 1 else [1]
            if not sum(areas):
                raise UserError(self.env._("Units: none of them has an area."))
            keys = [(unit.site_id.id, unit.building_id.id, unit.id) for unit in units]
            shares = zip(keys, apportion(cents, areas), strict=True)
        return [
            (place, float(from_cents(share, places)))
            for place, share in shares
            if share
        ]

    def _get_whole_place(self):
        building = self._get_building().id if self.scope == "building" else False
        return (self.site_id.id, building, False)

    def _get_building(self):
        if self.building_id.site_id != self.site_id or not self.building_id:
            raise UserError(self.env._("Building: choose one of the site."))
        return self.building_id

    def _get_units(self):
        """Return the units that share it, in the order in which rests are given."""
        domain = Domain("site_id", "=", self.site_id.id)
        if self.scope == "unit":
            domain &= Domain("id", "in", self.unit_ids.ids)
        elif self.scope != "site":
            domain &= Domain("building_id", "=", self._get_building().id)
        if self.scope == "entrance":
            domain &= Domain("entrance", "=", self.entrance or False)
        units = self.env["property.unit"].search(domain)
        if not units:
            raise UserError(self.env._("Units: there is none to split it over."))
        return units


class PropertyFundBookingLine(models.TransientModel):
    """What a booking means for one place."""

    _name = "property.fund.booking.line"
    _description = "Share of a booking"
    _order = "id"

    booking_id = fields.Many2one(
        "property.fund.booking", required=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="booking_id.currency_id")
    building_id = fields.Many2one("property.building", readonly=True)
    unit_id = fields.Many2one("property.unit", readonly=True)
    area = fields.Float(related="unit_id.area_gross")
    before = fields.Monetary(string="Balance before", readonly=True)
    amount = fields.Monetary(readonly=True)
    after = fields.Monetary(string="Balance after", compute="_compute_after")

    @api.depends("before", "amount")
    def _compute_after(self):
        for line in self:
            line.after = line.currency_id.round(line.before + line.amount)
