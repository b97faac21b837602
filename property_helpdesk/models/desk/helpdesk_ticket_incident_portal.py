from odoo import api, models


class HelpdeskTicket(models.Model):
    """What is going on where a resident lives."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _get_resident_incidents(self):
        """Return the incidents with a text for the user's homes, as sudo."""
        # sudo: residents read the one text of an incident, on their page only
        units_sudo = self._get_resident_units(self.env.user.partner_id).sudo()
        if not units_sudo:
            return self.env["property.incident"].sudo()
        incidents_sudo = (
            self.env["property.incident"]
            .sudo()
            .search(
                [
                    ("site_id", "in", units_sudo.site_id.ids),
                    ("building_id", "in", [False, *units_sudo.building_id.ids]),
                    ("state", "=", "open"),
                    ("resident_text", "!=", False),
                ]
            )
        )
        homes = {(unit.building_id, unit.entrance or "") for unit in units_sudo}
        return incidents_sudo.filtered(
            lambda one: not one.entrance or (one.building_id, one.entrance) in homes
        )
