from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    asks_confirmation = fields.Boolean(
        string="Requesters confirm",
        help="What was worked on is not closed at once: the requester is told, and"
        " confirms it or sends it back. If he says nothing, it is closed after the days"
        " of the company. A process that allows only its own steps, none of them “to"
        " be confirmed”, still closes at once.",
    )
