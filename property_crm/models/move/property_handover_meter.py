from odoo import api, fields, models


class PropertyHandoverMeter(models.Model):
    """Where a meter stood when the unit was handed over. Exact, to three decimals."""

    _name = "property.handover.meter"
    _inherit = ["property.reference.guard"]
    _description = "Meter reading"
    _order = "handover_id, id"
    _guarded_references = ("handover_id",)

    handover_id = fields.Many2one(
        "property.handover", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Meter", required=True)
    number = fields.Char(string="Meter number")
    reading = fields.Float(digits=(14, 3), aggregator=None)
    uom = fields.Char(string="Unit of measure", default="m³")
    is_read = fields.Boolean(string="Read", help="Also if it stands at zero.")
    photo = fields.Image(max_width=1600, max_height=1600)

    _not_negative = models.Constraint(
        "CHECK(reading >= 0)", "Reading: a meter does not stand below zero."
    )

    @api.model_create_multi
    def create(self, vals_list):
        meters = super().create([self._mark_read(vals) for vals in vals_list])
        meters.handover_id._check_not_accepted()
        return meters

    def write(self, vals):
        self.handover_id._check_not_accepted()
        return super().write(self._mark_read(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_accepted(self):
        self.handover_id._check_not_accepted()

    @api.model
    def _mark_read(self, vals):
        """What has a reading was read."""
        return vals | {"is_read": True} if vals.get("reading") else vals
