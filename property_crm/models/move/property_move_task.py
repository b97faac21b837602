from odoo import api, fields, models

# item: in which moves it is to be done
ITEMS = {
    "papers": ("sale",),
    "contract": ("move_in", "tenant"),
    "fees": ("move_out", "tenant", "sale"),
    "meters": ("move_in", "move_out", "tenant", "sale"),
    "keys_back": ("move_out", "tenant", "sale"),
    "parcels": ("move_out", "tenant", "sale"),
    "goods_pass": ("move_out", "tenant"),
    "keys_out": ("move_in", "tenant", "sale"),
    "rules": ("move_in", "tenant", "sale"),
    "portal": ("move_in", "tenant", "sale"),
}


class PropertyMoveTask(models.Model):
    _name = "property.move.task"
    _inherit = ["property.reference.guard"]
    _description = "Task of a move"
    _order = "move_id, id"
    _guarded_references = ("move_id",)

    move_id = fields.Many2one(
        "property.move", required=True, index=True, ondelete="cascade"
    )
    item = fields.Selection(
        [
            ("papers", "Title or sale contract seen"),
            ("contract", "Lease and identity seen"),
            ("fees", "Fees and deposit settled"),
            ("meters", "Meters read together"),
            ("keys_back", "Keys and cards given back"),
            ("parcels", "Parcels handed over"),
            ("goods_pass", "Goods-out pass with the owner's consent"),
            ("keys_out", "Keys and cards handed over"),
            ("rules", "House rules and user manual handed over"),
            ("portal", "Invited to the portal"),
        ],
        string="Task",
        required=True,
    )
    is_done = fields.Boolean(string="Done")
    done_by_id = fields.Many2one("res.users", string="Done by", readonly=True)
    done_at = fields.Datetime(string="Done on", readonly=True)
    note = fields.Char()

    @api.model
    def _get_items(self, kind):
        return [item for item, kinds in ITEMS.items() if kind in kinds]

    def write(self, vals):
        if "is_done" in vals:
            done = vals["is_done"]
            vals = vals | {
                "done_by_id": done and self.env.uid,
                "done_at": done and fields.Datetime.now(),
            }
        return super().write(vals)
