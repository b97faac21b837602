from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class PropertyTicketEvent(models.Model):
    """What happened to a request, in order, for ever.

    Clocks, reports and disputes are answered from these rows. They are only ever
    added: the ORM refuses everything else, and so does the database for whoever
    comes past the ORM. A migration that must touch them says
    ``ALTER TABLE property_ticket_event DISABLE TRIGGER USER`` first.
    """

    _name = "property.ticket.event"
    _description = "Event of a request"
    _order = "date desc, id desc"
    _rec_name = "kind"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, ondelete="cascade")
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    kind = fields.Selection(
        [
            ("created", "Received"),
            ("assigned", "Assigned"),
            ("reassigned", "Reassigned"),
            ("unassigned", "Assignment taken back"),
            ("team", "Team changed"),
            ("stage", "Stage changed"),
            ("closed", "Closed"),
            ("reopened", "Re-opened"),
            ("classified", "Classified"),
            ("flag", "Flag changed"),
            ("moved", "Place changed"),
            ("requester", "Requester changed"),
            ("deadline", "Deadline changed"),
            ("date", "Date changed"),
            ("solution", "Solution changed"),
            ("priority", "Priority changed"),
            ("archived", "Archived"),
            ("restored", "Restored"),
        ],
        required=True,
    )
    field_name = fields.Char(export_string_translation=False)
    old_value = fields.Char(string="Before")
    new_value = fields.Char(string="After")
    old_ref = fields.Integer(export_string_translation=False)
    new_ref = fields.Integer(export_string_translation=False)
    reason = fields.Text()
    summary = fields.Char(string="What changed", compute="_compute_summary")

    _replay_idx = models.Index("(ticket_id, date, id)")

    @api.depends("old_value", "new_value", "field_name")
    @api.depends_context("lang")
    def _compute_summary(self):
        labels = self.env["helpdesk.ticket"].fields_get(
            [event.field_name for event in self if event.field_name], ["string"]
        )
        for event in self:
            label = labels.get(event.field_name, {}).get("string")
            values = " → ".join(filter(None, [event.old_value, event.new_value]))
            event.summary = ": ".join(filter(None, [label, values]))

    def init(self):
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION property_ticket_event_refuse()
                RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'The event log of requests is append-only.'
                        USING ERRCODE = 'restrict_violation';
                END $$;
                DROP TRIGGER IF EXISTS property_ticket_event_row
                    ON property_ticket_event;
                CREATE TRIGGER property_ticket_event_row
                    BEFORE UPDATE OR DELETE ON property_ticket_event
                    FOR EACH ROW EXECUTE FUNCTION property_ticket_event_refuse();
                DROP TRIGGER IF EXISTS property_ticket_event_all
                    ON property_ticket_event;
                CREATE TRIGGER property_ticket_event_all
                    BEFORE TRUNCATE ON property_ticket_event
                    FOR EACH STATEMENT EXECUTE FUNCTION property_ticket_event_refuse()
                """
            )
        )

    def write(self, vals):
        if self:
            raise UserError(self.env._("The event log cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("The event log cannot be changed."))
