from odoo import fields, models


class PropertyMoveChange(models.Model):
    """What a confirmed move has written: kept, and taken back if it is called off."""

    _name = "property.move.change"
    _description = "Change by a move"
    _order = "move_id, id"

    move_id = fields.Many2one(
        "property.move", required=True, index=True, ondelete="cascade", readonly=True
    )
    action = fields.Selection(
        [("end", "Ends"), ("begin", "Begins")], required=True, readonly=True
    )
    text = fields.Char(string="Line", readonly=True)
    ownership_id = fields.Many2one(
        "property.ownership", index="btree_not_null", ondelete="set null", readonly=True
    )
    occupancy_id = fields.Many2one(
        "property.occupancy", index="btree_not_null", ondelete="set null", readonly=True
    )
    previous_date_to = fields.Date(string="Last day before", readonly=True)

    def _get_tenure(self):
        self.ensure_one()
        return self.ownership_id or self.occupancy_id
