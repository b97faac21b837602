from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class PortalUnits(CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_unit_count" in counters:
            Unit = request.env["property.unit"]
            values["property_unit_count"] = (
                Unit.search_count(self._get_portal_unit_domain())
                if Unit.has_access("read")
                else 0
            )
        return values

    def _get_portal_unit_domain(self):
        """Return the domain of the user's own units, for staff who live there too."""
        return [("is_mine", "=", True)]

    @route("/my/units", auth="user", website=True, readonly=True)
    def portal_my_units(self):
        units = request.env["property.unit"].search(self._get_portal_unit_domain())
        return request.render(
            "property_crm.portal_my_units",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_units",
                "cards": units._get_portal_cards(),
            },
        )
