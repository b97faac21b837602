from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

READ = {"type": "http", "auth": "user", "website": True, "readonly": True}


class PortalQuality(CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_quality_count" in counters:
            values["property_quality_count"] = request.env[
                "property.survey.result"
            ]._portal_count(request.env.user.partner_id)
        return values

    @route(["/my/quality", "/my/quality/<int:result_id>"], methods=["GET"], **READ)
    def portal_my_quality(self, result_id=None, **_kw):
        Result = request.env["property.survey.result"]
        partner = request.env.user.partner_id
        results_sudo = Result._portal_search(partner)
        result_sudo = results_sudo[:1]
        if result_id:
            result_sudo = Result._portal_find(result_id, partner)
            if not result_sudo:
                raise request.not_found()
        return request.render(
            "property_survey.portal_my_quality",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_quality",
                "results": results_sudo,
                **(result_sudo._get_portal_values() if result_sudo else {}),
            },
        )
