from odoo import api, models


class PropertyTicketReport(models.Model):
    """Who is on the road now, on the board."""

    _inherit = "property.ticket.report"

    @api.model
    def _get_tiles(self, is_open):
        Ticket = self.env["helpdesk.ticket"]
        domain = is_open & Ticket._get_on_the_road_domain()
        road = {
            "key": "road",
            "count": Ticket.search_count(domain),
            "domain": self._to_client(domain),
        }
        return [*super()._get_tiles(is_open), road]
