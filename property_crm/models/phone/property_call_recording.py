import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

MAX_SIZE = 100 * 1024 * 1024
LISTENER = "property_crm.group_property_call_listener"


class PropertyCallRecording(models.Model):
    """What was said, as sound: only with leave, only for a time, and logged.

    Nobody reads the file itself: who may listen gets it through ``/property/phone``,
    where it is written down first.
    """

    _name = "property.call.recording"
    _description = "Recording of a call"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True)
    call_id = fields.Many2one(
        "property.call", required=True, index=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="call_id.company_id", store=True)
    data = fields.Binary(
        attachment=True,
        required=True,
        groups="base.group_system",
        export_string_translation=False,
    )
    size = fields.Integer(string="Size (bytes)", readonly=True, aggregator=None)
    listened_count = fields.Integer(
        string="Times heard", compute="_compute_listened_count"
    )

    def _compute_listened_count(self):
        # sudo: a number; who it was, is for those who read the log
        log_sudo = self.env["property.disclosure"].sudo()
        groups = log_sudo._read_group(
            [("recording_id", "in", self.ids)], ["recording_id"], ["__count"]
        )
        counts = dict(groups)
        for recording in self:
            recording.listened_count = counts.get(recording, 0)

    @api.model_create_multi
    def create(self, vals_list):
        recordings = super().create(vals_list)
        for recording in recordings:
            if not recording.call_id.is_announced:
                raise ValidationError(
                    self.env._(
                        "Recording announced: without it no recording may be kept."
                    )
                )
        return recordings

    def action_listen(self):
        """Open the recording in the browser; it is logged when it is fetched."""
        self.ensure_one()
        self._check_may_listen()
        return {
            "type": "ir.actions.act_url",
            "url": f"/property/phone/recording/{self.id}",
            "target": "new",
        }

    def _check_may_listen(self):
        self.check_access("read")
        if not self.env.user.has_group(LISTENER):
            raise AccessError(self.env._("You may not listen to recordings."))

    def _log_listening(self):
        """Write down who hears it; without that nobody does."""
        self.ensure_one()
        self._check_may_listen()
        # sudo: the log is written for the user, who may not be able to read it
        self.env["property.disclosure"].sudo().create(
            {
                "kind": "listened",
                "partner_id": self.call_id.partner_id.id,
                "recording_id": self.id,
                "reason": self.env._("Heard: %(call)s", call=self.call_id.name),
            }
        )


class PropertyCall(models.Model):
    _inherit = "property.call"

    is_announced = fields.Boolean(
        string="Recording announced",
        help="The caller was told that the call is recorded.",
    )
    recording_ids = fields.One2many(
        "property.call.recording", "call_id", string="Recordings", readonly=True
    )
    recording_upload = fields.Binary(
        string="Add a recording",
        compute="_compute_recording_upload",
        inverse="_inverse_recording_upload",
        store=False,
    )
    recording_name = fields.Char(
        compute="_compute_recording_upload",
        inverse="_inverse_recording_upload",
        store=False,
        export_string_translation=False,
    )

    def _compute_recording_upload(self):
        self.recording_upload = self.recording_name = False

    def _inverse_recording_upload(self):
        for call in self.filtered("recording_upload"):
            call._add_recording(call.recording_name, call.recording_upload)

    def _add_recording(self, name, data):
        """Keep a sound file with the call.

        :param data: base64, as files come from the web client and over RPC
        """
        self.ensure_one()
        self.check_access("write")
        size = len(base64.b64decode(data))
        if size > MAX_SIZE:
            raise UserError(self.env._("Add a recording: the file is too large."))
        # sudo: who writes the call adds a recording, and may not hear it
        recordings_sudo = self.env["property.call.recording"].sudo()
        return recordings_sudo.create(
            {
                "call_id": self.id,
                "name": name or self.name,
                "data": data,
                "size": size,
            }
        )


class PropertyDisclosure(models.Model):
    """Who heard what."""

    _inherit = "property.disclosure"

    recording_id = fields.Many2one(
        "property.call.recording",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    def _check_allowed(self):
        return super(
            PropertyDisclosure, self.filtered(lambda one: one.kind != "listened")
        )._check_allowed()
