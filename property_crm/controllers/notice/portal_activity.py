from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

from .portal_notice import READ
from .portal_suggestion import POST


class PortalActivity(CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_activity_count" in counters:
            values["property_activity_count"] = request.env[
                "property.community.activity"
            ]._portal_count(request.env.user.partner_id)
        return values

    @route("/my/activities", methods=["GET"], **READ)
    def portal_my_activities(self, **_kw):
        return self._render_activities()

    @route("/my/activities/<int:activity_id>/sign-up", **POST)
    def portal_my_activity_sign_up(self, activity_id, **form):
        signups = request.env["property.activity.signup"]
        return self._act(
            activity_id,
            lambda activity, partner: signups._portal_sign_up(activity, form, partner),
        )

    @route("/my/activities/<int:activity_id>/cancel", **POST)
    def portal_my_activity_cancel(self, activity_id, **_form):
        signups = request.env["property.activity.signup"]
        return self._act(activity_id, signups._portal_cancel)

    def _act(self, activity_id, act):
        partner = request.env.user.partner_id
        activity_sudo = request.env["property.community.activity"]._portal_find(
            activity_id, partner
        )
        if not activity_sudo:
            raise request.not_found()
        try:
            act(activity_sudo, partner)
        except UserError as error:
            return self._render_activities(error=str(error))
        return request.redirect(f"/my/activities#activity_{activity_sudo.id}", code=303)

    def _render_activities(self, error=None):
        return request.render(
            "property_crm.portal_my_activities",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_activities",
                "cards": request.env["property.community.activity"]._portal_search(
                    request.env.user.partner_id
                ),
                "error": error,
            },
        )
