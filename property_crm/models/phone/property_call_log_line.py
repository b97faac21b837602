from odoo import fields, models


class PropertyCallLogLine(models.Model):
    _name = "property.call.log.line"
    _description = "Error in a log of calls"
    _order = "log_id, row, id"
    _rec_name = "message"

    log_id = fields.Many2one(
        "property.call.log", required=True, index=True, ondelete="cascade"
    )
    row = fields.Integer(string="Row of the file", readonly=True, aggregator=None)
    column = fields.Char(readonly=True)
    message = fields.Char(string="What is wrong", readonly=True)

    def _get_text(self):
        return ": ".join(filter(None, (self.column, self.message)))
