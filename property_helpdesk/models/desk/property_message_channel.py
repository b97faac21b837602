import json
import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError

BATCH_SIZE = 50


class PropertyMessageChannel(models.Model):
    """An account of a messenger: what comes in by it, and how answers go out.

    The messenger itself is unknown here. A program in between (for WeChat and the
    like) hands every message over as JSON and takes the answers; see the README.
    """

    _name = "property.message.channel"
    _description = "Messenger account"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    transport = fields.Selection(
        [("http", "HTTP"), ("file", "Files in a folder")],
        required=True,
        default="http",
    )
    address = fields.Char(
        string="Answers go to",
        help="HTTP: the address answers are posted to. Files: the folder with “in” and"
        " “out”.",
    )
    token = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: secrets.token_urlsafe(16),
        groups="base.group_system",
        export_string_translation=False,
    )
    secret = fields.Char(
        required=True,
        copy=False,
        default=lambda self: secrets.token_urlsafe(32),
        groups="base.group_system",
        help="Both sides sign what they send with it.",
    )
    url = fields.Char(
        string="Messages come to", compute="_compute_url", groups="base.group_system"
    )
    message_ids = fields.One2many("property.message", "channel_id", string="Messages")

    _token_uniq = models.Constraint("UNIQUE(token)", "Another account has this token.")

    @api.depends("token")
    def _compute_url(self):
        for channel in self:
            channel.url = f"{channel.get_base_url()}/property/message/{channel.token}"

    @api.constrains("secret")
    def _check_secret(self):
        for channel in self:
            if len(channel.secret or "") < 16:
                raise ValidationError(
                    self.env._("Secret: at least 16 characters, drawn by chance.")
                )

    def _get_adapter(self):
        """Return the model that carries messages for this account."""
        self.ensure_one()
        return self.env[f"property.message.adapter.{self.transport}"]

    def _is_signed(self, body, signature):
        return self._get_adapter()._is_signed(self.secret, body, signature)

    def _receive(self, data):
        """Take one message in; see ``property.message.adapter``."""
        self.ensure_one()
        company_sudo = self.company_id.sudo()  # sudo: the robot belongs to nobody
        desk = self.env["property.message"].sudo().with_company(company_sudo)
        return desk._take_in(self.sudo(), data)

    @api.model
    def _cron_exchange(self):
        """Fetch what lies ready, and send the answers that wait."""
        for channel in self.search([("active", "=", True)]):
            channel._get_adapter()._fetch(channel)
        Message = self.env["property.message"]
        waiting = [("direction", "=", "out"), ("state", "=", "queued")]
        batch = Message.search(waiting, order="id", limit=BATCH_SIZE)
        batch = batch.try_lock_for_update()
        batch._send()
        remaining = Message.search_count(waiting)
        self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining)

    @api.model
    def _read_json(self, raw):
        """Return the message in the bytes, or None."""
        try:
            data = json.loads(raw)
        except ValueError:
            return None
        return data if isinstance(data, dict) else None
