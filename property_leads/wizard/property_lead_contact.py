from odoo import api, fields, models


class PropertyLeadContact(models.TransientModel):
    """A contact with a prospect, noted down with what comes next."""

    _name = "property.lead.contact"
    _description = "Record a contact"

    lead_ids = fields.Many2many("crm.lead", string="Prospects", required=True)
    kind = fields.Selection(
        [
            ("call", "Call"),
            ("mail", "E-mail or message"),
            ("meeting", "Meeting"),
            ("activity", "Other contact"),
        ],
        string="What you did",
        required=True,
        default="call",
    )
    minutes = fields.Integer(
        string="Minutes spent", help="What the time costs is booked on the prospect."
    )
    note = fields.Text(string="What was said")
    date_next = fields.Date(
        string="Next step on",
        required=True,
        default=lambda self: self._default_date_next(),
    )
    next_step = fields.Char(string="Next step", required=True)

    _minutes_not_negative = models.Constraint(
        "CHECK(minutes >= 0)", "Minutes spent cannot be negative."
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "crm.lead":
            ids = self.env.context.get("active_ids", [])
            values.setdefault("lead_ids", [fields.Command.set(ids)])
        return values

    @api.model
    def _default_date_next(self):
        days = self.env.company.lead_next_days
        return fields.Date.add(fields.Date.context_today(self), days=days)

    def action_record(self):
        """Log the contact and plan the next step, in the place of what was planned."""
        self.ensure_one()
        leads = self.lead_ids
        leads.check_access("write")
        leads._log_contact(self.kind, self.note, self.minutes)
        model_id = self.env["ir.model"]._get_id("crm.lead")
        todo = self.env.ref("mail.mail_activity_data_todo")
        self.env["mail.activity"].create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": lead.id,
                    "activity_type_id": todo.id,
                    "summary": self.next_step,
                    "date_deadline": self.date_next,
                    "user_id": (lead.user_id or self.env.user).id,
                }
                for lead in leads
            ]
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
