import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.fund import RENEWAL_PERCENT, is_low, to_cents

PLACE = ("site_id", "building_id", "unit_id")


class PropertyFundAccount(models.Model):
    """The maintenance fund of a unit; of a building or a site what is not split.

    Only noted: the money is at the bank, and its accounts are kept in accounting.
    """

    _name = "property.fund.account"
    _inherit = ["property.site.mixin"]
    _description = "Maintenance fund account"
    _order = "site_id, building_id, unit_id, id"
    _rec_names_search = ["unit_id.name", "building_id.name", "site_id.name"]

    unit_id = fields.Many2one(
        "property.unit", index="btree_not_null", ondelete="restrict"
    )
    building_id = fields.Many2one(
        "property.building",
        compute="_compute_building_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    site_id = fields.Many2one(
        "property.site",
        compute="_compute_site_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
        ondelete="restrict",
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id", store=True)
    earlier_deposit = fields.Monetary(
        string="First deposit before the ledger",
        help="What was first paid in, where the ledger begins with a balance. First"
        " deposits of the ledger are added to it.",
    )
    note = fields.Text()
    entry_ids = fields.One2many("property.fund.entry", "account_id", string="Movements")
    # the database adds them up, too: see _field_to_sql
    paid_in = fields.Monetary(
        compute="_compute_figures", aggregator="sum", help="All that came in."
    )
    used = fields.Monetary(
        compute="_compute_figures", aggregator="sum", help="All that was spent."
    )
    first_deposit = fields.Monetary(
        compute="_compute_figures",
        aggregator="sum",
        help="The renewal is measured by it.",
    )
    balance = fields.Monetary(compute="_compute_figures", aggregator="sum")
    is_low = fields.Boolean(
        string="To be renewed",
        compute="_compute_figures",
        search="_search_is_low",
        help="The balance is under 30 % of the first deposit, or below zero.",
    )

    _place_uniq = models.UniqueIndex(
        "(site_id, COALESCE(building_id, 0), COALESCE(unit_id, 0))",
        "This place has its account already.",
    )
    _deposit_not_negative = models.Constraint(
        "CHECK(earlier_deposit >= 0)", "First deposit: it is not below zero."
    )

    @api.depends("unit_id.building_id")
    def _compute_building_id(self):
        for account in self:
            account.building_id = account.unit_id.building_id or account.building_id

    @api.depends("building_id.site_id")
    def _compute_site_id(self):
        for account in self:
            account.site_id = account.building_id.site_id or account.site_id

    @api.depends("unit_id.name", "building_id.name", "site_id.name")
    def _compute_display_name(self):
        for account in self:
            place = account.unit_id or account.building_id or account.site_id
            account.display_name = place.display_name or ""

    @api.depends("entry_ids.amount", "entry_ids.kind", "earlier_deposit")
    def _compute_figures(self):
        sums = self._get_sums(Domain("account_id", "in", self.ids), "account_id")
        for account in self:
            currency = account.currency_id or self.env.company.currency_id
            account.update(
                self._get_figures(
                    sums.get(account._origin.id, {}), account.earlier_deposit, currency
                )
            )

    @api.model
    def _get_sums(self, domain, place):
        """Return ``{id of the place: {kind: sum}}`` of the movements."""
        sums = {}
        groups = self.env["property.fund.entry"]._read_group(
            domain, [place, "kind"], ["amount:sum"]
        )
        for record, kind, amount in groups:
            sums.setdefault(record.id, {})[kind] = amount
        return sums

    @api.model
    def _get_figures(self, sums, earlier_deposit, currency):
        """Return the figures of a place by the sums of its kinds of movements."""
        balance = currency.round(sum(sums.values()))
        used = -sums.get("use", 0)
        first = (earlier_deposit or 0) + sums.get("deposit", 0)
        places = currency.decimal_places
        return {
            "balance": balance,
            "used": used,
            "paid_in": currency.round(balance + used),
            "first_deposit": first,
            "is_low": is_low(to_cents(balance, places), to_cents(first, places)),
        }

    def _search_is_low(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.flush_model(["earlier_deposit"])
        self.env["property.fund.entry"].flush_model(["account_id", "kind", "amount"])
        low = SQL(
            """(
            SELECT account.id
              FROM property_fund_account AS account
              LEFT JOIN property_fund_entry AS entry ON entry.account_id = account.id
             GROUP BY account.id
            HAVING COALESCE(SUM(entry.amount), 0) * 100 < %s * (
                COALESCE(account.earlier_deposit, 0) + COALESCE(
                    SUM(entry.amount) FILTER (WHERE entry.kind = 'deposit'), 0
                )
            ))""",
            RENEWAL_PERCENT,
        )
        return Domain("id", "in", low)

    @api.constrains("unit_id", "building_id", "site_id")
    def _check_place(self):
        for account in self:
            building, unit = account.building_id, account.unit_id
            if (building and building.site_id != account.site_id) or (
                unit and unit.building_id != building
            ):
                raise ValidationError(
                    self.env._(
                        "Account: %(account)s does not lie there.",
                        account=account.display_name,
                    )
                )

    def write(self, vals):
        if not vals.keys().isdisjoint(PLACE):
            raise UserError(
                self.env._("Account: it stays with its place. Open another one.")
            )
        return super().write(vals)

    def _get_place_key(self):
        return (self.site_id.id, self.building_id.id, self.unit_id.id)

    @api.model
    def _find_or_open(self, places):
        """Return ``{place: account}``, opening those that are missing.

        :param places: tuples of the ids of site, building and unit, False where none
        """
        domain = Domain.AND(
            Domain(name, "in", list({place[position] for place in places}))
            for position, name in enumerate(PLACE)
        )
        found = {account._get_place_key(): account for account in self.search(domain)}
        missing = [place for place in dict.fromkeys(places) if place not in found]
        try:
            opened = self.create(
                [dict(zip(PLACE, place, strict=True)) for place in missing]
            )
        except psycopg2.errors.UniqueViolation as error:
            # somebody has just opened it: Odoo runs the call again
            raise ConcurrencyError(str(missing)) from error
        return found | dict(zip(missing, opened, strict=True))

    # What is done with an account

    def action_pass_on(self):
        """Note that the balance goes to the buyers of the unit."""
        self.ensure_one()
        self.check_access("write")
        sale = self._get_newest_sale()
        self.env["property.fund.entry"]._enter(
            [
                {
                    "account_id": self.id,
                    "kind": "transfer",
                    "amount": 0,
                    "date": sale.date_from,
                    "ownership_id": sale.id,
                    "transferred_amount": self.balance,
                    "reference": self.env._("Passed on with the sale of the unit"),
                }
            ]
        )
        return True

    def _get_newest_sale(self):
        """Return the newest ownership that has begun and is not noted yet."""
        begun = Domain("unit_id", "=", self.unit_id.id) & Domain(
            "date_from", "<=", self.site_id._get_today()
        )
        newest = self.env["property.ownership"].search(
            begun, order="date_from desc, id desc", limit=1
        )
        standing = self.entry_ids.filtered(lambda entry: not entry.is_reversed)
        noted = standing.ownership_id.filtered("date_from")
        if not self.unit_id or not newest:
            raise UserError(self.env._("Sale: no owner of the unit has a first day."))
        if newest.date_from in noted.mapped("date_from"):
            raise UserError(self.env._("Sale: the newest one is noted already."))
        return newest

    def action_view_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_fund_entry_action"
        )
        return action | {"domain": [("account_id", "=", self.id)], "context": {}}

    def action_book(self):
        """Open the booking of a movement of this account."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_fund_booking_action"
        )
        scope = "unit" if self.unit_id else "building" if self.building_id else "site"
        return action | {
            "context": {
                "default_scope": scope,
                "default_is_split": False,
                "default_site_id": self.site_id.id,
                "default_building_id": self.building_id.id,
                "default_unit_ids": self.unit_id.ids,
            }
        }
