from odoo import api, fields, models

# the kinds that Odoo has by itself
KINDS = {
    "mail.mail_activity_data_meeting": "meeting",
    "mail.mail_activity_data_call": "call",
    "mail.mail_activity_data_email": "email",
}


class MailActivityType(models.Model):
    """The six kinds of what people plan with customers."""

    _inherit = "mail.activity.type"

    property_kind = fields.Selection(
        [
            ("appointment", "Appointment"),
            ("meeting", "Meeting"),
            ("activity", "Activity"),
            ("call", "Call"),
            ("email", "E-mail"),
            ("fax", "Fax"),
        ],
        string="Kind of contact",
        help="Which of the six kinds it counts as in the report of upcoming work.",
    )

    @api.model
    def _set_property_kinds(self):
        """Name the kind of core's types, unless somebody has named another."""
        for xmlid, kind in KINDS.items():
            found = self.env.ref(xmlid, raise_if_not_found=False)
            if found and not found.property_kind:
                found.property_kind = kind
