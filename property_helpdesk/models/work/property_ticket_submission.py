from odoo import api, fields, models
from odoo.tools import SQL


class PropertyTicketSubmission(models.Model):
    """What a phone has sent already: the same key is never done twice."""

    _name = "property.ticket.submission"
    _description = "Work sent from the place"
    _order = "id desc"
    _rec_name = "key"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    kind = fields.Char(required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)

    _key_uniq = models.Constraint("UNIQUE(user_id, key)", "This was received already.")

    @api.model
    def _claim(self, ticket, key, kind):
        """Return whether the key is new. Whoever sends it at once waits for us."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO property_ticket_submission"
                " (ticket_id, user_id, key, kind, date) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (user_id, key) DO NOTHING RETURNING id",
                ticket.id,
                self.env.uid,
                key,
                kind,
                fields.Datetime.now(),
            )
        )
        return bool(self.env.cr.fetchall())
