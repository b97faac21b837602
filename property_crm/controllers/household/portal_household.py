import secrets

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.http import request, route

from ..people.portal_units import PortalUnits

PAGE = "/my/units/<int:unit_id>"


class PortalHousehold(PortalUnits):
    """Who lives in a unit of the resident, and whom he announces."""

    @route(PAGE, auth="user", website=True, readonly=True)
    def portal_my_unit(self, unit_id, **form):
        return self._show_unit(unit_id, form)

    def _find_my_unit(self, unit_id):
        domain = Domain(self._get_portal_unit_domain()) & Domain("id", "=", unit_id)
        return request.env["property.unit"].search(domain)

    def _show_unit(self, unit_id, form, refusal=None):
        unit = self._find_my_unit(unit_id)
        if not unit:
            return request.redirect("/my/units")
        Newcomer = request.env["property.newcomer"]
        return request.render(
            "property_crm.portal_my_unit",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_unit",
                **unit._get_portal_household(),
                "roles": Newcomer._fields["role"]._description_selection(request.env),
                "form": {"token": secrets.token_urlsafe(16), **form},
                "refusal": refusal,
            },
        )

    @route(f"{PAGE}/announce", type="http", auth="user", website=True, methods=["POST"])
    def portal_my_unit_announce(self, unit_id, **form):
        unit = self._find_my_unit(unit_id)
        if not unit:
            return request.redirect("/my/units", code=303)
        form.pop("csrf_token", None)
        try:
            request.env["property.newcomer"]._portal_announce(unit, form)
        except (AccessError, UserError) as error:
            return self._show_unit(unit_id, form, refusal=str(error))
        return request.redirect(f"/my/units/{unit_id}#announced", code=303)
