from odoo import fields, models


class PropertyCommitteeDocument(models.Model):
    """A paper of the committee: what was filed, the rules it works by."""

    _name = "property.committee.document"
    _inherit = ["property.committee.mixin"]
    _description = "Committee document"
    _order = "term_id, kind, date desc, id desc"

    term_id = fields.Many2one(required=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("form", "Filing form"),
            ("decision", "Decision of the assembly"),
            ("rules", "Rules of procedure"),
            ("covenant", "Management covenant"),
            ("members", "List of members"),
            ("receipt", "Receipt of the authority"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
        index=True,
    )
    name = fields.Char(required=True)
    date = fields.Date(default=fields.Date.context_today)
    file = fields.Binary(attachment=True, required=True)
    file_name = fields.Char()
