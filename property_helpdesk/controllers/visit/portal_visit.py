from odoo.http import route

from ..desk.portal_request import POST, PortalRequest


class PortalVisit(PortalRequest):
    """What residents do with the visits of their requests."""

    @route("/my/ticket/<int:ticket_id>/visit", **POST)
    def portal_visit(self, ticket_id, **form):
        return self._act(ticket_id, lambda ticket: ticket._portal_visit(form))
