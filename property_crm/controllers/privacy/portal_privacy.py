import secrets
from tempfile import SpooledTemporaryFile

from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

from ...models.privacy.personal_data_export import IN_MEMORY

POST = {"type": "http", "auth": "user", "website": True, "methods": ["POST"]}
PAGE = "/my/privacy"


class PortalPrivacy(CustomerPortal):
    """What is stored of the resident, and what he decides about it."""

    @route(PAGE, auth="user", website=True, readonly=True)
    def portal_my_privacy(self, **_form):
        return self._show_privacy()

    def _show_privacy(self, **more):
        page = request.render(
            "property_crm.portal_my_privacy",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_privacy",
                "token": secrets.token_urlsafe(16),
                "refusal": None,
                "detail": "",
                **request.env["res.partner"]._get_portal_privacy(),
                **more,
            },
        )
        page.headers["Cache-Control"] = "no-store"
        return page

    @route(f"{PAGE}/notice", **POST)
    def portal_privacy_notice(self, **_form):
        request.env["res.partner"]._portal_read_notice()
        return request.redirect(f"{PAGE}#consents", code=303)

    @route(f"{PAGE}/consent/<int:purpose_id>", **POST)
    def portal_privacy_consent(self, purpose_id, give="", **_form):
        try:
            request.env["res.partner"]._portal_switch_consent(purpose_id, give == "1")
        except UserError as error:
            return self._show_privacy(refusal=str(error))
        return request.redirect(f"{PAGE}#consents", code=303)

    @route(f"{PAGE}/ask", **POST)
    def portal_privacy_ask(self, **form):
        try:
            request.env["res.partner"]._portal_ask(form)
        except UserError as error:
            return self._show_privacy(
                refusal=str(error), detail=str(form.get("detail") or "")
            )
        return request.redirect(f"{PAGE}#requests", code=303)

    @route(f"{PAGE}/copy", **POST)
    def portal_privacy_copy(self, **_form):
        with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
            request.env["res.partner"]._portal_copy(file)
            return request.make_response(
                file.read(),
                [
                    ("Content-Type", "application/zip"),
                    ("Content-Disposition", content_disposition("my-data.zip")),
                    ("Cache-Control", "no-store"),
                ],
            )
