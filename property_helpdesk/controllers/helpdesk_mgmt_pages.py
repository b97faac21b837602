"""helpdesk_mgmt 19.0.1.3.2: /my/tickets fails with a server error on an unknown
sorting or grouping and asks the record rules by hand; the page of a ticket shows the
files of internal notes and hands out tokens for them."""

from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route

from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk
from odoo.addons.portal.controllers.portal import pager as portal_pager


def reads_only(_controller, _rule, _arguments):
    """For a replica; a plain True is refused where the parent's route says nothing."""
    return True


class HelpdeskPages(CustomerPortalHelpdesk):
    @route(readonly=reads_only)
    def portal_my_tickets(self, page=1, filterby=None, **kw):
        """List the resident's requests, open ones unless asked otherwise."""
        Ticket = request.env["helpdesk.ticket"]
        if not Ticket.has_access("read"):
            return request.redirect("/my")
        filterby = filterby if filterby in ("open", "closed", "all") else "open"
        search = (kw.get("search") or "").strip()[:80]
        domain = Ticket._get_portal_domain(filterby, search)
        count = Ticket.search_count(domain)
        if filterby == "open" and not count and not search:
            filterby = "all"
            domain = Ticket._get_portal_domain(filterby, search)
            count = Ticket.search_count(domain)
        pager = portal_pager(
            url="/my/tickets",
            url_args={"filterby": filterby, "search": search},
            total=count,
            page=page,
            step=self._items_per_page,
        )
        tickets = Ticket.search(
            domain,
            order="reported_at desc, id desc",
            limit=self._items_per_page,
            offset=pager["offset"],
        )
        request.session["my_tickets_history"] = tickets.ids[:100]
        values = self._prepare_portal_layout_values()
        values.update(
            page_name="ticket",
            default_url="/my/tickets",
            pager=pager,
            filterby=filterby,
            search=search,
            # sudo: names of stages and units, of requests the rules let through
            requests_sudo=tickets.sudo(),
        )
        return request.render("property_helpdesk.portal_my_requests", values)

    @route()
    def portal_my_ticket(self, ticket_id, access_token=None, **kw):
        try:
            ticket_sudo = self._document_check_access(
                "helpdesk.ticket", ticket_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = self._ticket_get_page_view_values(ticket_sudo, access_token, **kw)
        attachments_sudo = ticket_sudo._get_portal_attachments()
        attachments_sudo.filtered(
            lambda attachment: not attachment.access_token
        ).generate_access_token()
        values["attachments_sudo"] = attachments_sudo
        values["steps"] = ticket_sudo._get_portal_steps()
        # the page runs as superuser, who asked for nothing
        me = request.env.user.partner_id
        values["is_requester"] = ticket_sudo.partner_id == me
        return request.render("property_helpdesk.portal_my_request", values)
