from odoo import api, fields, models

DIRECTIONS = [
    ("competitor", "To a competitor"),
    ("elsewhere", "To another area"),
    ("renews", "Stays where he is"),
    ("buys", "Buys instead of renting, or the reverse"),
    ("later", "Later, perhaps"),
    ("nothing", "Nowhere, no need any more"),
    ("unknown", "Not known"),
]


class CrmLead(models.Model):
    """To whom a prospect was lost, and where he went."""

    _inherit = "crm.lead"

    competitor_id = fields.Many2one(
        "property.competitor",
        string="Lost to",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    lost_direction = fields.Selection(
        DIRECTIONS, string="Where he went", copy=False, index=True, tracking=True
    )

    def action_restore(self):
        self.write({"competitor_id": False, "lost_direction": False})
        return super().action_restore()


class CrmLeadLost(models.TransientModel):
    _inherit = "crm.lead.lost"

    competitor_id = fields.Many2one(
        "property.competitor",
        string="To whom",
        compute="_compute_competitor_id",
        store=True,
        readonly=False,
    )
    lost_direction = fields.Selection(DIRECTIONS, string="Where does he go")

    @api.depends("lost_direction")
    def _compute_competitor_id(self):
        for lost in self:
            if lost.lost_direction != "competitor":
                lost.competitor_id = False

    def action_lost_reason_apply(self):
        self.lead_ids.write(
            {
                "competitor_id": self.competitor_id.id,
                "lost_direction": self.lost_direction,
            }
        )
        return super().action_lost_reason_apply()
