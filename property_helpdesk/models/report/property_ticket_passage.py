from odoo import fields, models
from odoo.tools import SQL

from ..ticket.helpdesk_ticket_type import CASE_TYPES

# Events after which the request is in the stage of their new_ref, whatever they are
# called: waiting, going on, closing and re-opening are changes of the stage, too.
IN_STAGE = SQL("(kind = 'created' OR field_name = 'stage_id')")


class PropertyTicketPassage(models.Model):
    """How long a request was in a stage, told from the log: where time is lost."""

    _name = "property.ticket.passage"
    _description = "Time of a request in a stage"
    _auto = False
    _order = "entered_at, id"
    _rec_name = "stage_id"
    _depends = {
        "property.ticket.event": [
            "ticket_id",
            "kind",
            "field_name",
            "date",
            "new_ref",
        ],
        "helpdesk.ticket": [
            "company_id",
            "territory_id",
            "site_id",
            "team_id",
            "class_id",
            "category_id",
            "case_type",
        ],
        "helpdesk.ticket.stage": ["closed"],
    }

    ticket_id = fields.Many2one("helpdesk.ticket", string="Request")
    stage_id = fields.Many2one("helpdesk.ticket.stage")
    entered_at = fields.Datetime(string="Entered")
    left_at = fields.Datetime(string="Left")
    hours = fields.Float(
        aggregator="avg", help="Until now where it is still in the stage."
    )
    total_hours = fields.Float(string="Hours in all", aggregator="sum")
    company_id = fields.Many2one("res.company")
    territory_id = fields.Many2one("property.territory")
    site_id = fields.Many2one("property.site")
    team_id = fields.Many2one("helpdesk.ticket.team")
    class_id = fields.Many2one("property.ticket.class")
    category_id = fields.Many2one("helpdesk.ticket.category")
    case_type = fields.Selection(CASE_TYPES, string="Kind of case")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT passage.*, ticket.company_id, ticket.territory_id, ticket.site_id,
                ticket.team_id, ticket.class_id, ticket.category_id, ticket.case_type,
                EXTRACT(EPOCH FROM COALESCE(left_at, %(now)s) - entered_at) / 3600
                    AS hours,
                EXTRACT(EPOCH FROM COALESCE(left_at, %(now)s) - entered_at) / 3600
                    AS total_hours
            FROM (
                SELECT id, ticket_id, new_ref AS stage_id, date AS entered_at,
                    LEAD(date) OVER (PARTITION BY ticket_id ORDER BY date, id)
                        AS left_at
                FROM property_ticket_event WHERE %(in_stage)s
            ) AS passage
            JOIN helpdesk_ticket AS ticket ON ticket.id = passage.ticket_id
            JOIN helpdesk_ticket_stage AS stage ON stage.id = passage.stage_id
            WHERE stage.closed IS NOT TRUE AND ticket.active
            """,
            now=fields.Datetime.now(),
            in_stage=IN_STAGE,
        )
