from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..territory.property_reference_guard import PropertyReferenceGuard

KINDS = [
    ("opening", "Opening balance"),
    ("deposit", "First deposit"),
    ("topup", "Topping up"),
    ("income", "Public income"),
    ("interest", "Interest"),
    ("use", "Use"),
    ("transfer", "Passed on with a sale"),
]
BASES = [
    ("motion", "Motion of an assembly"),
    ("emergency", "Emergency repair"),
    ("earlier", "Vote held elsewhere"),
]
# what only the ledger says of itself, whoever writes
OWN_WORDS = (
    "number",
    "reversal_of_id",
    "ownership_id",
    "transferred_amount",
    "external_key",
)
PLACE = ("site_id", "building_id", "unit_id")


class PropertyFundEntry(models.Model):
    """One movement of the maintenance fund. It stays; a mistake is booked back."""

    _name = "property.fund.entry"
    _inherit = ["property.site.mixin"]
    _description = "Movement of the maintenance fund"
    _order = "date desc, id desc"
    _rec_names_search = ["number", "reference"]
    _guarded_references = (
        *PropertyReferenceGuard._guarded_references,
        "account_id",
        "motion_id",
    )

    number = fields.Char(
        readonly=True,
        index="btree_not_null",
        help="The same of all movements that were booked together.",
    )
    account_id = fields.Many2one(
        "property.fund.account", required=True, index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one(related="account_id.unit_id", store=True, index=True)
    building_id = fields.Many2one(
        related="account_id.building_id", store=True, index=True
    )
    site_id = fields.Many2one(related="account_id.site_id", store=True, index=True)
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id", store=True)
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    kind = fields.Selection(KINDS, string="Movement", required=True, index=True)
    amount = fields.Monetary(
        required=True, help="What comes in is above zero, what is used below."
    )
    reference = fields.Char(
        string="Particulars",
        help="For example: the contract, the decision, the bill.",
    )
    basis = fields.Selection(
        BASES, string="Allowed by", help="What allows a use of the fund."
    )
    motion_id = fields.Many2one(
        "property.motion",
        ondelete="restrict",
        index="btree_not_null",
    )
    announced_on = fields.Date(
        help="An emergency repair needs no vote; the owners are told of it."
    )
    reversal_of_id = fields.Many2one(
        "property.fund.entry",
        string="Books back",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    reversed_by_ids = fields.One2many(
        "property.fund.entry", "reversal_of_id", string="Booked back by"
    )
    is_reversed = fields.Boolean(string="Booked back", compute="_compute_is_reversed")
    ownership_id = fields.Many2one(
        "property.ownership",
        string="Passed on to",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    transferred_amount = fields.Monetary(
        string="Balance passed on", readonly=True, aggregator=None
    )
    external_key = fields.Char(
        string="Key in the sheet", readonly=True, export_string_translation=False
    )

    _amount_of_the_kind = models.Constraint(
        "CHECK(reversal_of_id IS NOT NULL OR CASE kind"
        " WHEN 'opening' THEN TRUE WHEN 'transfer' THEN amount = 0"
        " WHEN 'use' THEN amount < 0 ELSE amount > 0 END)",
        "Amount: what comes in is above zero, what is used below.",
    )
    _reversal_uniq = models.Constraint(
        "UNIQUE(reversal_of_id)", "This movement has been booked back already."
    )
    _external_key_uniq = models.UniqueIndex(
        "(external_key, company_id) WHERE external_key IS NOT NULL",
        "This movement has been read already.",
    )

    @api.depends("number", "account_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for entry in self:
            what = (entry.number, kinds.get(entry.kind), entry.account_id.display_name)
            entry.display_name = " ".join(filter(None, what))

    @api.depends("reversed_by_ids")
    def _compute_is_reversed(self):
        for entry in self:
            entry.is_reversed = bool(entry.reversed_by_ids)

    @api.constrains(
        "account_id", "kind", "basis", "motion_id", "announced_on", "reference"
    )
    def _check_allowed(self):
        for entry in self.filtered(lambda one: not one.reversal_of_id):
            if entry.kind == "use":
                entry._check_use()
            elif entry.basis == "motion":
                entry._check_motion()
            if entry.kind == "transfer" and not entry.ownership_id:
                raise ValidationError(
                    self.env._("Sale: book it on the account of the unit.")
                )

    def _check_use(self):
        """Raise ValidationError if nothing allows this use."""
        if not self.basis:
            raise ValidationError(
                self.env._("Allowed by: a use of the fund needs a vote of the owners.")
            )
        if self.basis == "motion":
            self._check_motion()
        elif self.basis == "emergency" and not self.announced_on:
            raise ValidationError(
                self.env._("Announced on: the owners are told of emergency repairs.")
            )
        elif not (self.reference or "").strip():
            raise ValidationError(
                self.env._(
                    "Particulars: say what was repaired, or where it was decided."
                )
            )

    def _check_motion(self):
        motion = self.motion_id
        if not motion or motion.assembly_id.site_id != self.site_id:
            raise ValidationError(
                self.env._("Motion: name the one of this site that allows it.")
            )
        if problem := motion._refuse_fund(self.kind, self.account_id):
            raise ValidationError(problem)

    # It stays

    @api.model_create_multi
    def create(self, vals_list):
        """What is entered from outside says nothing that the ledger says itself.

        Said to be empty, so that a default of the context does not say it either.
        """
        if not self.env.su:
            vals_list = [vals | dict.fromkeys(OWN_WORDS, False) for vals in vals_list]
        return super().create(self._place(vals_list))

    @api.model
    def _enter(self, vals_list):
        """Create movements; one without an account names its place."""
        self.check_access("create")
        # sudo: the ledger's own words are told only so; the rules are asked for after
        entries = self.sudo().create(vals_list).with_env(self.env)
        entries.check_access("create")
        return entries

    @api.model
    def _place(self, vals_list):
        """Return the values with the account of each place."""
        vals_list = [dict(vals) for vals in vals_list]
        without = [vals for vals in vals_list if not vals.get("account_id")]
        places = [self._pop_place(vals) for vals in without]
        if places:
            accounts = self.env["property.fund.account"]._find_or_open(places)
            for vals, place in zip(without, places, strict=True):
                vals["account_id"] = accounts[place].id
        return vals_list

    @api.model
    def _pop_place(self, vals):
        """Take the place out of the values: the ids of site, building and unit."""
        site, building, unit = (vals.pop(name, False) or False for name in PLACE)
        if unit:
            building = self.env["property.unit"].browse(unit).building_id.id
        if building:
            site = self.env["property.building"].browse(building).site_id.id
        return (site, building, unit)

    def write(self, vals):
        if vals:
            self._refuse_change()
        return super().write(vals)

    def unlink(self):
        if self:
            self._refuse_change()
        return super().unlink()

    def _refuse_change(self):
        raise UserError(
            self.env._("The ledger of the fund stays as it is. Book it back instead.")
        )

    def action_reverse(self):
        """Book back what was booked together with these movements."""
        self.check_access("read")
        booking = self._get_whole_booking().filtered(
            lambda entry: not entry.reversal_of_id and not entry.is_reversed
        )
        if not booking:
            raise UserError(
                self.env._("It has been booked back already, or is a reversal itself.")
            )
        self._enter(booking._prepare_reversals(self._next_number()))
        return True

    def _get_whole_booking(self):
        numbers = [number for number in self.mapped("number") if number]
        together = [
            ("number", "in", numbers),
            ("company_id", "in", self.company_id.ids),
        ]
        return self | self.search(together)

    def _prepare_reversals(self, number):
        return [
            {
                "account_id": entry.account_id.id,
                "number": number,
                "date": entry.site_id._get_today(),
                "kind": entry.kind,
                "amount": -entry.amount,
                "reversal_of_id": entry.id,
                "reference": self.env._(
                    "Books back %(entry)s", entry=entry.number or entry.date
                ),
            }
            for entry in self
        ]

    @api.model
    def _next_number(self):
        # sudo: numbers are drawn by whoever books
        return self.env["ir.sequence"].sudo().next_by_code(self._name)
