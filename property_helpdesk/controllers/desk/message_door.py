from odoo.http import Controller, request, route

MAX_BODY = 256 * 1024
CODES = {"error": 422}


class MessageDoor(Controller):
    @route(
        "/property/message/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def message_in(self, token, **_kw):
        """Take one signed message of a messenger; see ``property.message.adapter``."""
        # sudo: the token finds the account, and the signature opens it
        Channel = request.env["property.message.channel"].sudo()
        channel_sudo = Channel.search([("token", "=", token[:64])], limit=1)
        if (request.httprequest.content_length or 0) > MAX_BODY:
            return request.make_json_response({"status": "error"}, status=413)
        body = request.httprequest.get_data()
        signature = request.httprequest.headers.get("X-Signature")
        if not channel_sudo or not channel_sudo._is_signed(body, signature):
            return request.make_json_response({"status": "error"}, status=403)
        answer = channel_sudo._receive(channel_sudo._read_json(body) or {})
        status = CODES.get(answer["status"], 200)
        return request.make_json_response(answer, status=status)
