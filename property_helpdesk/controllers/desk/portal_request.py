from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import Controller, request, route

POST = {"type": "http", "auth": "user", "website": True, "methods": ["POST"]}


class PortalRequest(Controller):
    """What residents do with their request that is done or closed."""

    @route("/my/ticket/<int:ticket_id>/return", **POST)
    def portal_return(self, ticket_id, reason="", **_kw):
        return self._act(ticket_id, lambda ticket: ticket._portal_return(reason[:2000]))

    @route("/my/ticket/<int:ticket_id>/confirm", **POST)
    def portal_confirm(self, ticket_id, **_kw):
        return self._act(ticket_id, lambda ticket: ticket._portal_confirm())

    @route("/my/ticket/<int:ticket_id>/rate", **POST)
    def portal_rate(self, ticket_id, **form):
        form["reasons"] = request.httprequest.form.getlist("reasons")
        return self._act(ticket_id, lambda ticket: ticket._portal_rate(form))

    def _act(self, ticket_id, act):
        """Do it, and show the page again, with what was wrong if something was."""
        ticket = request.env["helpdesk.ticket"].browse(ticket_id)
        try:
            act(ticket)
        except (AccessError, MissingError):
            return request.redirect("/my/tickets", code=303)
        except UserError as error:
            request.session["my_ticket_refusal"] = str(error)
        return request.redirect(f"/my/ticket/{ticket_id}", code=303)
