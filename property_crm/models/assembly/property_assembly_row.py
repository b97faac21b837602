from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.vote_register import Row

KINDS = [
    ("dwelling", "Dwelling"),
    ("shop", "Shop"),
    ("office", "Office"),
    ("parking", "Parking space"),
    ("storage", "Storage"),
    ("other", "Other"),
]
HASHED_FIELDS = (
    "assembly_id",
    "sequence",
    "unit_id",
    "unit_name",
    "kind",
    "area_centi",
    "area_source",
    "state",
    "owner_names",
    "owner_keys",
    "head_key",
    "building_id",
    "building_name",
    "entrance",
    "lot",
    "entitlement",
    "share",
    "representative_id",
)


class PropertyAssemblyRow(models.Model):
    """One exclusive part as it was when the register was frozen."""

    _name = "property.assembly.row"
    _inherit = ["property.assembly.mixin"]
    _description = "Frozen row of the register of a vote"
    _order = "assembly_id, sequence"
    _rec_name = "unit_name"

    sequence = fields.Integer(required=True, readonly=True)
    unit_id = fields.Many2one(
        "property.unit", required=True, readonly=True, index=True, ondelete="restrict"
    )
    unit_name = fields.Char(string="Unit code", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    area_centi = fields.Integer(string="Area in 0.01 m²", required=True, readonly=True)
    area_text = fields.Char(string="Area, m²", compute="_compute_area_text")
    area_source = fields.Selection(
        [
            ("register", "Land register"),
            ("survey", "Land survey"),
            ("contract", "Sale contract"),
        ],
        readonly=True,
    )
    state = fields.Selection(
        [
            ("sold", "Sold"),
            ("undelivered", "Sold, not delivered"),
            ("unsold", "Unsold"),
        ],
        required=True,
        readonly=True,
    )
    owner_names = fields.Char(string="Owners", readonly=True)
    owner_keys = fields.Json(readonly=True, export_string_translation=False)
    head_key = fields.Char(string="Head", required=True, readonly=True)
    building_id = fields.Many2one(
        "property.building", readonly=True, ondelete="restrict"
    )
    building_name = fields.Char(readonly=True)
    entrance = fields.Char(readonly=True)
    lot = fields.Integer(required=True, readonly=True)
    entitlement = fields.Integer(required=True, readonly=True)
    share = fields.Integer(required=True, readonly=True)
    representative_id = fields.Many2one(
        "res.partner",
        string="Votes for the unit",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    row_hash = fields.Char(required=True, readonly=True)

    _unit_uniq = models.Constraint(
        "UNIQUE(assembly_id, unit_id)", "A unit stands once in a register."
    )
    _sequence_uniq = models.Constraint(
        "UNIQUE(assembly_id, sequence)", "A place in a register is taken once."
    )
    _head_idx = models.Index("(assembly_id, head_key)")

    @api.depends("area_centi")
    def _compute_area_text(self):
        """No fraction is ever rounded: the whole number, with its point."""
        for row in self:
            whole, part = divmod(row.area_centi, 100)
            row.area_text = f"{whole:,}.{part:02}"

    # Written once

    @api.model_create_multi
    def create(self, vals_list):
        assemblies = self.env["property.assembly"].browse(
            {vals.get("assembly_id") for vals in vals_list}
        )
        if any(assembly.frozen_on for assembly in assemblies):
            raise UserError(self._explain_frozen())
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_change()
        return super().write(vals)

    def _refuse_change(self):
        if self:
            raise UserError(self._explain_frozen())

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self._explain_frozen())

    def _explain_frozen(self):
        return self.env._(
            "The register of a vote is frozen: nobody changes it, whoever he is."
        )

    # As others want it

    @api.model
    def _get_canonical_vals(self, vals):
        """Return what is hashed of a row: everything that decides about a vote."""
        return [vals[name] or None for name in HASHED_FIELDS]

    @api.model
    def _read_hashed(self, assembly):
        """Return ``(id, what was hashed, hash)`` of each row of the table."""
        self.flush_model()
        columns = [SQL.identifier(name) for name in HASHED_FIELDS]
        rows = self.env.execute_query(
            SQL(
                "SELECT id, row_hash, %s FROM property_assembly_row"
                " WHERE assembly_id = %s ORDER BY sequence, id",
                SQL(", ").join(columns),
                assembly.id,
            )
        )
        return [
            (
                row_id,
                self._get_canonical_vals(dict(zip(HASHED_FIELDS, values, strict=True))),
                row_hash,
            )
            for row_id, row_hash, *values in rows
        ]

    def _to_row(self):
        """Return the row as the pure functions want it."""
        return Row(
            unit=self.unit_id.id,
            kind=self.kind,
            area=self.area_centi,
            area_source=self.area_source or None,
            state=self.state,
            owners=frozenset(self.owner_keys or ()),
            lot=self.lot,
            entitlement=self.entitlement,
            share=self.share,
            building=self.building_id.id or None,
            entrance=self.entrance or None,
        )
