from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertySegmentMove(models.Model):
    """One move of a customer from a segment to another; nobody rewrites it."""

    _name = "property.segment.move"
    _description = "Move between customer segments"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    date = fields.Datetime(required=True, readonly=True, index=True)
    from_id = fields.Many2one("property.segment", readonly=True, ondelete="restrict")
    to_id = fields.Many2one("property.segment", readonly=True, ondelete="restrict")
    cause = fields.Selection(
        [
            ("facts", "The customer's facts or the rules"),
            ("manual", "Set by hand"),
        ],
        required=True,
        readonly=True,
    )

    def write(self, vals):
        if self:
            raise UserError(self.env._("The history of segments cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The history of segments cannot be deleted."))
