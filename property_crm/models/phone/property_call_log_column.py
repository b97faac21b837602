from odoo import api, fields, models

MEANINGS = [
    ("date", "Begin: day, or day and time"),
    ("time", "Begin: time of day"),
    ("queued_at", "Queue entered at"),
    ("left_at", "Queue left at"),
    ("answered_at", "Call answered at"),
    ("ended_at", "Call ended at"),
    ("wait", "Wait until answered or hung up"),
    ("ring", "Ringing time"),
    ("talk", "Length of the talk"),
    ("talk_minutes", "Length of the talk in minutes"),
    ("length", "Length of the whole call"),
    ("hold", "Hold within the talk"),
    ("wrapup", "Work after the call"),
    ("outcome", "Answered or not"),
    ("abandoned", "Abandoned: yes or no, or how many"),
    ("direction", "In or out"),
    ("number", "Number of the caller"),
    ("called", "Number that was called"),
    ("agent", "Agent, by name or login"),
    ("queue", "Queue or skill"),
    ("topic", "What it was about"),
    ("resolved", "Solved at once"),
    ("rating", "Rating by the caller"),
    ("key", "Number of the call in the system"),
    ("interval", "Total: time of day"),
    ("offered", "Total: offered calls"),
    ("answered", "Total: answered calls"),
    ("answer_average", "Total: average until answered"),
    ("answer_total", "Total: sum of seconds until answered"),
    ("wait_average", "Total: average wait of all"),
    ("wait_total", "Total: sum of the waits of all"),
    ("talk_average", "Total: average talk"),
    ("talk_total", "Total: sum of talks"),
    ("handle_average", "Total: average handle time"),
    ("handle_total", "Total: sum of handle times"),
    ("level", "Total: service level"),
]


class PropertyCallLogColumn(models.Model):
    """A column of a log of calls, and what it means."""

    _name = "property.call.log.column"
    _description = "Column of a log of calls"
    _order = "mapping_id, position, id"
    _rec_name = "header"

    mapping_id = fields.Many2one(
        "property.call.log.mapping", required=True, index=True, ondelete="cascade"
    )
    position = fields.Integer(readonly=True)
    header = fields.Char(string="Column of the file", readonly=True)
    meaning = fields.Selection(MEANINGS, help="Empty: the column is left out.")

    @api.constrains("meaning")
    def _check_meaning(self):
        self.mapping_id._check_columns()
