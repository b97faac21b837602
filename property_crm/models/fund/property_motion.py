from odoo import models


class PropertyMotion(models.Model):
    """What the owners have decided on the maintenance fund."""

    _inherit = "property.motion"

    def _allows_fund_use(self):
        """Tell whether the motion has passed and the owners know its result."""
        self.ensure_one()
        # the count of votes brings this field
        if "outcome" not in self._fields or self.outcome != "passed":
            return False
        return self.assembly_id.state in ("announced", "final")
