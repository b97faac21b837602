from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..notice.portal_notice import READ


class PortalFund(CustomerPortal):
    """The maintenance fund of the units that the person owns."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_fund_count" in counters:
            accounts = request.env["property.fund.account"]
            found = accounts._portal_search(request.env.user.partner_id)
            values["property_fund_count"] = len(found)
        return values

    @route("/my/fund", methods=["GET"], **READ)
    def portal_my_fund(self, **_kw):
        accounts = request.env["property.fund.account"]
        partner = request.env.user.partner_id
        return request.render(
            "property_crm.portal_my_fund",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_fund",
                "cards": accounts._portal_get_cards(partner),
                "shared": accounts._portal_search_shared(partner),
                "uses": accounts._portal_get_uses(partner),
                "assemblies": request.env["property.assembly"]._portal_search(partner),
            },
        )
