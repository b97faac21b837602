from odoo import api, fields, models

KINDS = [
    ("approved", "Approved"),
    ("sent", "Sent"),
    ("accepted", "Accepted and signed"),
    ("paper", "Signed on paper"),
    ("refused", "Refused"),
    ("dismissed", "Notice given"),
    ("prolonged", "Went on by itself"),
    ("ended", "Ended"),
]


class PropertyAgreementEvent(models.Model):
    """The log of an agreement: who did what, when and from where. It only grows."""

    _name = "property.agreement.event"
    _description = "Step of an agreement"
    _order = "moment desc, id desc"

    agreement_id = fields.Many2one(
        "agreement", required=True, index=True, ondelete="cascade", readonly=True
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    moment = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one("res.users", string="By", readonly=True)
    name = fields.Char(string="Name as signed", readonly=True)
    signature = fields.Image(readonly=True, max_width=1024, max_height=512)
    reason = fields.Text(readonly=True)
    ip_address = fields.Char(string="IP address", readonly=True)
    user_agent = fields.Char(string="Browser", readonly=True)
    text_hash = fields.Char(
        string="Checksum of the text",
        readonly=True,
        help="SHA-256 of text and services as they were then.",
    )

    @api.depends("kind", "moment")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for event in self:
            event.display_name = labels.get(event.kind)
