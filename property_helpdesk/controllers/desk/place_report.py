import uuid

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from ...models.desk.helpdesk_ticket_qr import MAX_PHOTO_SIZE, MAX_PHOTOS

ROUTE = {"type": "http", "auth": "public", "sitemap": False}


class PlaceReport(Controller):
    """The form behind the QR code of a place. It works without JavaScript."""

    @route("/report/<string:key>", methods=["GET"], **ROUTE)
    def place_report(self, key, **form):
        return self._answer(key, form)

    @route("/report/<string:key>", methods=["POST"], **ROUTE)
    def place_report_submit(self, key, **form):
        self._set_lang(form)
        code_sudo = request.env["property.intake.code"]._find_by_token(key)
        if not code_sudo:
            raise request.not_found()
        if form.get("website"):  # only robots fill in what nobody sees
            return self._render("place_report_thanks", {})
        try:
            ticket_sudo = request.env["helpdesk.ticket"]._code_intake(
                code_sudo, form, request.httprequest.remote_addr, self._read_photos()
            )
        except UserError as error:
            return self._answer(key, form, str(error))
        url = f"/report/status/{ticket_sudo.follow_token}?lang={request.env.lang}"
        return request.redirect(url, code=303)

    @route("/report/status/<string:key>", methods=["GET"], **ROUTE)
    def place_report_status(self, key, **form):
        self._set_lang(form)
        ticket_sudo = request.env["helpdesk.ticket"]._find_by_follow_token(key)
        if not ticket_sudo:
            raise request.not_found()
        values = {
            "number": ticket_sudo.number,
            "steps": ticket_sudo._get_portal_steps(),
            "is_closed": ticket_sudo.stage_id.closed,
        }
        return self._render("place_report_status", values)

    def _answer(self, key, form, error=None):
        self._set_lang(form)
        code_sudo = request.env["property.intake.code"]._find_by_token(key)
        if not code_sudo:
            raise request.not_found()
        classes_sudo = request.env["helpdesk.ticket"]._get_code_classes(code_sudo)
        values = {
            "code_name": code_sudo.name,
            "phone": code_sudo.site_id.phone,
            "path": f"/report/{code_sudo.token}",
            "classes_sudo": classes_sudo,
            "form": form,
            "error": error,
            "max_photos": MAX_PHOTOS,
            "form_token": form.get("token") or uuid.uuid4().hex,
        }
        return self._render("place_report", values)

    def _render(self, template, values):
        values["langs"] = request.env["res.lang"].get_installed()
        values["lang_code"] = request.env.lang or "en_US"
        page = request.render(f"property_helpdesk.{template}", values)
        page.headers["Referrer-Policy"] = "no-referrer"
        page.headers["X-Robots-Tag"] = "noindex"
        page.headers["Cache-Control"] = "no-store"
        return page

    def _set_lang(self, form):
        """Take the language chosen, or else the best one the browser asks for."""
        codes = [code for code, _name in request.env["res.lang"].get_installed()]
        lang = form.get("lang")
        if lang not in codes:
            by_language = {code.partition("_")[0]: code for code in reversed(codes)}
            wanted = request.httprequest.accept_languages.values()
            found = [by_language.get(one.partition("-")[0].lower()) for one in wanted]
            lang = next(filter(None, found), request.env.lang)
        if lang:
            request.update_context(lang=lang)

    def _read_photos(self):
        """Return what was sent, one more and a little longer than is allowed."""
        files = request.httprequest.files.getlist("photos")
        files = [file for file in files if file.filename][: MAX_PHOTOS + 1]
        return [(file.filename, file.read(MAX_PHOTO_SIZE + 1)) for file in files]
