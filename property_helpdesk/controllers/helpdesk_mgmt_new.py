"""helpdesk_mgmt 19.0.1.3.2: its form for new tickets has no unit, and posting it with
a bad category or without a description is a server error. Old links end at our page."""

from odoo.http import request, route

from .helpdesk_mgmt_close import HelpdeskTicketClose


class HelpdeskTicketNew(HelpdeskTicketClose):
    @route()
    def create_new_ticket(self, **_kw):
        return request.redirect("/my/report", code=303)

    @route(methods=["POST"])
    def submit_ticket(self, **_kw):
        return request.redirect("/my/report", code=303)
