import uuid

from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

from .portal_notice import READ

POST = {"type": "http", "auth": "user", "website": True, "methods": ["POST"]}


class PortalSuggestion(CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_suggestion_count" in counters:
            units = request.env["property.suggestion"]._portal_get_units(
                request.env.user.partner_id
            )
            # whoever may suggest finds the box, also before his first idea
            values["property_suggestion_count"] = len(units)
        return values

    @route("/my/suggestions", methods=["GET"], **READ)
    def portal_my_suggestions(self, thanks=None, **_kw):
        return self._render_box({}, thanks=thanks)

    @route("/my/suggestions", **POST)
    def portal_my_suggest(self, **form):
        partner = request.env.user.partner_id
        try:
            suggestion_sudo = request.env["property.suggestion"]._portal_suggest(
                form, partner
            )
        except UserError as error:
            return self._render_box(form, error=str(error))
        return request.redirect(
            f"/my/suggestions?thanks={suggestion_sudo.id}", code=303
        )

    def _render_box(self, form, error=None, thanks=None):
        partner = request.env.user.partner_id
        suggestions = request.env["property.suggestion"]
        mine = suggestions._portal_search(partner)
        new = mine.filtered(lambda one: str(one.id) == thanks)
        return request.render(
            "property_crm.portal_my_suggestions",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_suggestions",
                "units": suggestions._portal_get_units(partner),
                "mine": mine,
                "others": suggestions._portal_search_public(partner),
                "form": form,
                "error": error,
                "thanks": new.due_date,
                "token": form.get("token") or uuid.uuid4().hex,
            },
        )
