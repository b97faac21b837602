from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.rating.models.rating_data import RATING_LIMIT_SATISFIED

from ..report.property_ticket_report import FINISHED


class PropertyTicketReport(models.Model):
    """What requesters say in the end."""

    _inherit = "property.ticket.report"
    _depends = {
        "helpdesk.ticket": [
            "follow_up_result",
            "rating_last_value",
            "complaint_finding",
            "done_at",
        ],
    }

    follow_up_rate = fields.Float(
        string="Followed up, %",
        aggregator="avg",
        help="Asked afterwards, or tried three times, of all that was done.",
    )
    unreachable_rate = fields.Float(
        string="Not reached, %",
        aggregator="avg",
        help="Tried three times in vain, of all that was done. Part of what was"
        " followed up.",
    )
    satisfaction_rate = fields.Float(
        string="Satisfied, %",
        aggregator="avg",
        help="Satisfied or better, of all who answered: by their rating, else at the"
        " follow-up.",
    )
    valid_complaint_count = fields.Integer(
        string="Justified complaints", aggregator="sum"
    )

    @api.model
    def _get_measures(self):
        is_done = SQL("%s IS NOT NULL", FINISHED)
        return {
            **super()._get_measures(),
            "follow_up_rate": self._rate(
                is_done, SQL("ticket.follow_up_result IS NOT NULL")
            ),
            "unreachable_rate": self._rate(
                is_done, SQL("ticket.follow_up_result = 'unreachable'")
            ),
            "satisfaction_rate": self._rate(
                SQL(
                    "ticket.rating_last_value > 0"
                    " OR ticket.follow_up_result IN ('satisfied', 'dissatisfied')"
                ),
                SQL(
                    "CASE WHEN ticket.rating_last_value > 0"
                    " THEN ticket.rating_last_value >= %s"
                    " ELSE ticket.follow_up_result = 'satisfied' END",
                    RATING_LIMIT_SATISFIED,
                ),
            ),
            "valid_complaint_count": SQL(
                "CASE WHEN ticket.case_type = 'complaint'"
                " AND ticket.complaint_finding = 'valid' THEN 1 ELSE 0 END"
            ),
        }
