from odoo import fields, models


class PropertyBallotSealed(models.Model):
    """A choice of a secret vote, of nobody."""

    _name = "property.ballot.sealed"
    _description = "Sealed ballot"
    _log_access = False
    _order = "serial"

    motion_id = fields.Many2one(
        "property.motion", required=True, index=True, ondelete="restrict"
    )
    serial = fields.Char(required=True)
    sealed = fields.Char(required=True)
    commitment = fields.Char(required=True)

    _serial_uniq = models.Constraint(
        "UNIQUE(motion_id, serial)", "A serial is taken once."
    )
