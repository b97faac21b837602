import uuid

from odoo.exceptions import AccessError, UserError
from odoo.http import Controller, request, route

from ..models.intake.helpdesk_ticket_portal import MAX_FILE_SIZE, MAX_FILES


class PortalReport(Controller):
    @route("/my/report", type="http", auth="user", website=True, methods=["GET"])
    def report(self, **kw):
        return self._render_form(kw)

    @route("/my/report", type="http", auth="user", website=True, methods=["POST"])
    def submit_report(self, **form):
        Ticket = request.env["helpdesk.ticket"]
        files = self._read_files()
        try:
            Ticket._check_portal_files(files)
            ticket_id = Ticket._portal_intake(form, request.env.user.partner_id)
        except (AccessError, UserError) as error:
            return self._render_form(form, error=str(error))
        Ticket._portal_attach(ticket_id, files)
        return request.redirect(f"/my/ticket/{ticket_id}?thanks=1", code=303)

    def _read_files(self):
        """Return what was sent, one more and a little longer than is allowed."""
        files = request.httprequest.files.getlist("files")
        files = [file for file in files if file.filename][: MAX_FILES + 1]
        return [(file.filename, file.read(MAX_FILE_SIZE + 1)) for file in files]

    def _render_form(self, form, error=None):
        Ticket = request.env["helpdesk.ticket"]
        units = Ticket._get_resident_units(request.env.user.partner_id)
        values = {
            "page_name": "report",
            # sudo: names of the resident's own units, and what he may report
            "units_sudo": units.sudo(),
            "classes_sudo": Ticket._get_resident_classes(units),
            "form": form,
            "error": error,
            "token": form.get("token") or uuid.uuid4().hex,
        }
        return request.render("property_helpdesk.portal_report", values)
