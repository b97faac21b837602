from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

EVENT_KINDS = [
    ("created", "Received"),
    ("given", "Given to"),
    ("stage", "Stage changed"),
    ("call", "Call"),
    ("mail", "E-mail or message"),
    ("reply", "Answer of the customer"),
    ("meeting", "Meeting"),
    ("activity", "Other contact"),
    ("tried", "Called, nobody answered"),
    ("viewing", "Viewing agreed on"),
    ("shown", "Unit shown"),
    ("no_show", "Did not come to the viewing"),
    ("viewing_off", "Viewing called off"),
    ("reserved", "Unit reserved"),
    ("released", "Reservation over"),
    ("proposal", "Proposal made"),
    ("proposal_sent", "Proposal sent"),
    ("proposal_over", "Proposal not accepted"),
    ("handover", "Handover prepared"),
    ("touch", "Asked again"),
    ("merged", "Merged"),
    ("alarm", "Told"),
    ("won", "Won"),
    ("lost", "Lost"),
    ("restored", "Taken up again"),
]
# What the seller does for the customer.
CONTACTS = (
    *("call", "mail", "meeting", "activity"),
    *("viewing", "shown", "proposal_sent"),
)
# What shows that the prospect is alive.
LIFE = (
    *("created", "stage", "reply", "touch", "merged", "restored"),
    *("reserved", "proposal", "handover"),
    *CONTACTS,
)


class PropertyLeadEvent(models.Model):
    """What happened to a prospect, in order, for ever.

    Supervisors read it, clocks and reports are counted from it. Rows are only added:
    the ORM refuses everything else, and so does the database.
    """

    _name = "property.lead.event"
    _description = "Event of a prospect"
    _order = "date desc, id desc"
    _rec_name = "kind"

    lead_id = fields.Many2one(
        "crm.lead", string="Prospect", required=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    kind = fields.Selection(EVENT_KINDS, string="What", required=True)
    old_value = fields.Char(string="Before")
    new_value = fields.Char(string="After")
    old_ref = fields.Integer(export_string_translation=False)
    new_ref = fields.Integer(export_string_translation=False)
    minutes = fields.Integer(string="Minutes spent")
    note = fields.Text()
    lead_user_id = fields.Many2one(related="lead_id.user_id", string="Salesperson now")
    lead_site_id = fields.Many2one(related="lead_id.site_id", string="Site")
    summary = fields.Char(string="What changed", compute="_compute_summary")

    _replay_idx = models.Index("(lead_id, date, id)")
    _call_once = models.UniqueIndex(
        "(lead_id, new_ref) WHERE kind IN ('call', 'tried') AND new_ref > 0",
        "This call stands in the log already.",
    )

    @api.depends("old_value", "new_value", "note")
    def _compute_summary(self):
        for event in self:
            change = " → ".join(filter(None, [event.old_value, event.new_value]))
            event.summary = change or event.note

    def init(self):
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION property_lead_event_refuse()
                RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'The log of prospects is append-only.'
                        USING ERRCODE = 'restrict_violation';
                END $$;
                DROP TRIGGER IF EXISTS property_lead_event_row
                    ON property_lead_event;
                CREATE TRIGGER property_lead_event_row
                    BEFORE UPDATE OR DELETE ON property_lead_event
                    FOR EACH ROW EXECUTE FUNCTION property_lead_event_refuse();
                DROP TRIGGER IF EXISTS property_lead_event_all
                    ON property_lead_event;
                CREATE TRIGGER property_lead_event_all
                    BEFORE TRUNCATE ON property_lead_event
                    FOR EACH STATEMENT EXECUTE FUNCTION property_lead_event_refuse()
                """
            )
        )

    def write(self, vals):
        if self:
            raise UserError(self.env._("The log of a prospect cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("The log of a prospect cannot be changed."))
