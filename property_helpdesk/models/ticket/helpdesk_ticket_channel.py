from odoo import api, fields, models, tools

CHANNELS = [
    ("phone", "Phone"),
    ("walk_in", "Walk-in"),
    ("letter", "Letter"),
    ("email", "E-mail"),
    ("web", "Web"),
    ("portal", "Residents' page"),
    ("qr", "QR code of a place"),
    ("message", "Messenger"),
    ("mobile", "Mobile app"),
    ("suggestion_box", "Suggestion box"),
    ("staff", "Found by staff"),
    ("api", "Other system"),
    ("other", "Other"),
    ("unknown", "Not known"),
]


class HelpdeskTicketChannel(models.Model):
    _name = "helpdesk.ticket.channel"
    _inherit = ["property.cached.mixin", "helpdesk.ticket.channel"]

    code = fields.Selection(
        CHANNELS,
        copy=False,
        help="What programs call the channel. Several channels may share it.",
    )

    @api.model
    @tools.ormcache("code", "self.env.company.id")
    def _get_id_by_code(self, code):
        """Return the id of the first channel of the company with this code."""
        # sudo: residents and mail robots have no right to the list of channels
        channels_sudo = self.sudo().search(
            [
                ("code", "=", code),
                ("company_id", "in", [False, self.env.company.id]),
            ],
            limit=1,
        )
        return channels_sudo.id
