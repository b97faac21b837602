from odoo import fields, models


class PropertyMembershipRule(models.Model):
    """What brings members how many points, and for how long."""

    _name = "property.membership.rule"
    _description = "Rule of points"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, help="By which other parts of the system name it."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    points = fields.Integer(required=True, default=10)
    months_valid = fields.Integer(
        string="Valid for months", default=24, help="0: for ever."
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "Another rule has this code.")
    _points_positive = models.Constraint(
        "CHECK(points > 0 AND months_valid >= 0)", "Points: more than zero."
    )

    def _get_expiry(self):
        """Return when points that are earned today run out, nothing if never."""
        if not self.months_valid:
            return False
        today = fields.Date.context_today(self)
        return fields.Date.add(today, months=self.months_valid)
