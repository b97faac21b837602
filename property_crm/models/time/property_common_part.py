from odoo import api, fields, models


class PropertyCommonPart(models.Model):
    """Rooms that people meet in can be booked."""

    _inherit = "property.common.part"

    kind = fields.Selection(
        selection_add=[("room", "Meeting room"), ("other",)],
        ondelete={"room": "set default"},
    )
    is_bookable = fields.Boolean(
        string="Can be booked",
        compute="_compute_is_bookable",
        store=True,
        readonly=False,
        help="Events of the calendar can take it, one at a time.",
    )

    @api.depends("kind")
    def _compute_is_bookable(self):
        for part in self:
            part.is_bookable = part.kind == "room"
