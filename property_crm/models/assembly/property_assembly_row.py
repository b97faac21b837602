from odoo import fields, models

KINDS = [
    ("dwelling", "Dwelling"),
    ("shop", "Shop"),
    ("office", "Office"),
    ("parking", "Parking space"),
    ("storage", "Storage"),
    ("other", "Other"),
]


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
    area_source = fields.Selection(
        [
            ("register", "Land register"),
            ("survey", "Survey"),
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
