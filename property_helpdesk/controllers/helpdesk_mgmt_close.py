"""helpdesk_mgmt 19.0.1.3.2: /ticket/close closes anybody's ticket (sudo search by an
id from the request), answers GET without CSRF protection, and fails with a server
error on an id that is no number."""

from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route

from odoo.addons.helpdesk_type.controllers.main import HelpdeskTicketControllerTypes


class HelpdeskTicketClose(HelpdeskTicketControllerTypes):
    @route("/ticket/close", type="http", auth="user", methods=["POST"], csrf=True)
    def support_ticket_close(self, ticket_id=None, **_kw):
        if not str(ticket_id or "").isdecimal():
            return request.redirect("/my/tickets")
        ticket = request.env["helpdesk.ticket"].browse(int(ticket_id))
        try:
            ticket.check_access("read")
            ticket._portal_close()
        except (AccessError, MissingError):
            return request.redirect("/my/tickets")
        return request.redirect(f"/my/ticket/{ticket.id}")
