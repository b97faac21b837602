from odoo.http import Controller, request, route

from ...tools.call_event import MAX_BODY, BadEvent, read_events


class PhoneEvent(Controller):
    @route(
        "/property/phone/event",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def phone_event(self, **_kw):
        """Take what a telephone system tells of its calls; the README says how."""
        if (request.httprequest.content_length or 0) > MAX_BODY:
            return self._refuse(413, "too_large")
        # kept: Odoo takes the request again where two come at the same moment
        body = request.httprequest.get_data()
        provider_sudo = self._find_provider(body)
        if not provider_sudo:
            return self._refuse(401, "signature")
        if provider_sudo._is_flooded():
            return self._refuse(429, "too_many")
        try:
            events = read_events(body)
        except BadEvent as error:
            return self._refuse(400, "event", [provider_sudo._explain(error)])
        answers = provider_sudo._take_events(events)
        is_bad = all(answer["status"] == "error" for answer in answers)
        return request.make_json_response(
            {"status": "error" if is_bad else "ok", "events": answers},
            status=422 if is_bad and answers else 200,
        )

    def _find_provider(self, body):
        """Return the telephone system that signed the body, with all rights."""
        headers = request.httprequest.headers
        # sudo: the header names the telephone system, and its signature opens the door
        Provider = request.env["property.call.provider"].sudo()
        code = headers.get("X-Property-Provider", "")[:64]
        provider_sudo = Provider.search([("code", "=", code)], limit=1)
        moment = headers.get("X-Property-Time")
        signature = headers.get("X-Property-Signature")
        if provider_sudo and provider_sudo._is_genuine(moment, body, signature):
            return provider_sudo
        return None

    def _refuse(self, status, error, problems=()):
        answer = {"status": "error", "error": error, "problems": list(problems)}
        return request.make_json_response(answer, status=status)
