from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class PortalSurvey(CustomerPortal):
    """The questionnaires that wait for the person who is signed in."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_survey_count" in counters:
            values["property_survey_count"] = request.env[
                "property.survey.invitation"
            ]._portal_count(request.env.user.partner_id)
        return values

    @route(
        "/my/surveys",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_my_surveys(self, **_kw):
        invitations = request.env["property.survey.invitation"]
        return request.render(
            "property_survey.portal_my_surveys",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_surveys",
                "invitations": invitations._portal_search(request.env.user.partner_id),
            },
        )
