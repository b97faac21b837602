from odoo import api, fields, models


class PropertyContactDialog(models.TransientModel):
    _name = "property.contact.dialog"
    _description = "Who to call"

    unit_id = fields.Many2one("property.unit", required=True, readonly=True)
    purpose = fields.Selection(
        [
            ("repair", "Repair"),
            ("emergency", "Emergency"),
            ("billing", "Billing"),
            ("notices", "Notices"),
        ],
        required=True,
        default="repair",
    )
    line_ids = fields.One2many(
        "property.contact.dialog.line",
        "dialog_id",
        string="People",
        compute="_compute_line_ids",
    )

    @api.depends("unit_id", "purpose")
    def _compute_line_ids(self):
        for dialog in self:
            contacts = (
                dialog.unit_id.get_contacts(dialog.purpose) if dialog.purpose else []
            )
            dialog.line_ids = [
                fields.Command.create(
                    {
                        "partner_id": contact["partner_id"],
                        "phone": contact["phone"],
                        "email": contact["email"],
                        "reasons": ", ".join(contact["reasons"]),
                        "is_available": contact["is_available"],
                    }
                )
                for contact in contacts
            ]


class PropertyContactDialogLine(models.TransientModel):
    _name = "property.contact.dialog.line"
    _description = "Person to call"

    dialog_id = fields.Many2one("property.contact.dialog", ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Person", readonly=True)
    phone = fields.Char(readonly=True)
    email = fields.Char(string="E-mail", readonly=True)
    reasons = fields.Char(string="Why", readonly=True)
    is_available = fields.Boolean(string="Now", readonly=True)
