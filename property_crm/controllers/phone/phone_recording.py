from odoo.exceptions import AccessError, MissingError
from odoo.http import Controller, request, route


class PhoneRecording(Controller):
    @route(
        "/property/phone/recording/<int:recording_id>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def recording(self, recording_id, download=None, **_kw):
        """Play or download a recording; writes down who hears it."""
        recording = request.env["property.call.recording"].browse(recording_id)
        try:
            recording._log_listening()
        except (AccessError, MissingError):
            raise request.not_found() from None
        # sudo: it was checked that the user may listen, and logged that he does
        stream = request.env["ir.binary"]._get_stream_from(
            recording.sudo(), "data", recording.name
        )
        return stream.get_response(as_attachment=bool(download))
