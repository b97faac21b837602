import secrets
from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import fields
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

GET = {"auth": "user", "website": True, "readonly": True}
POST = {"type": "http", "auth": "user", "website": True, "methods": ["POST"]}
PAGE = "/my/visitor-passes"


class PortalVisitorPass(CustomerPortal):
    """Passes that residents make for their visitors, and what waits for them."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        for name, model in (
            ("property_visitor_pass_count", "property.visitor.pass"),
            ("property_parcel_count", "property.parcel"),
        ):
            if name in counters:
                lines = request.env[model]
                values[name] = (
                    lines.search_count(
                        lines._get_portal_domain() & lines._get_open_domain()
                    )
                    if lines.has_access("read")
                    else 0
                )
        return values

    @route(PAGE, **GET)
    def portal_visitor_passes(self, **form):
        return self._show_passes(form)

    def _show_passes(self, form, refusal=None):
        passes = request.env["property.visitor.pass"]
        units = passes._get_portal_units()
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "property_visitor_passes",
            "passes": passes._get_portal_passes(),
            "units": units,
            "purposes": passes._fields["purpose"]._description_selection(request.env),
            "form": self._get_form_defaults(units) | form,
            "refusal": refusal,
        }
        return request.render("property_crm.portal_my_visitor_passes", values)

    def _get_form_defaults(self, units):
        # sudo: the clock of the user's own site
        zone = ZoneInfo(units[:1].sudo().site_id.tz or "UTC")
        now = fields.Datetime.now().replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
        return {
            "token": secrets.token_urlsafe(16),
            "purpose": "visit",
            "valid_from": now.strftime("%Y-%m-%dT%H:%M"),
            "valid_until": (now + timedelta(hours=12)).strftime("%Y-%m-%dT%H:%M"),
        }

    @route(f"{PAGE}/new", **POST)
    def portal_visitor_pass_new(self, **form):
        form.pop("csrf_token", None)
        try:
            made = request.env["property.visitor.pass"]._portal_create(form)
        except (AccessError, UserError) as error:
            return self._show_passes(form, refusal=str(error))
        return request.redirect(f"{PAGE}/{made.id}", code=303)

    @route(f"{PAGE}/<int:pass_id>", **GET)
    def portal_visitor_pass(self, pass_id):
        passes = request.env["property.visitor.pass"]
        mine = passes.search(
            passes._get_portal_domain() & passes._get_id_domain(pass_id)
        )
        if not mine:
            return request.redirect(PAGE)
        [card] = mine._show_on_portal()
        return request.render(
            "property_crm.portal_my_visitor_pass",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_visitor_pass",
                "card": card,
            },
        )

    @route(f"{PAGE}/<int:pass_id>/cancel", **POST)
    def portal_visitor_pass_cancel(self, pass_id, **_form):
        try:
            request.env["property.visitor.pass"].browse(pass_id)._portal_cancel()
        except (AccessError, MissingError, UserError):
            return request.redirect(PAGE, code=303)
        return request.redirect(PAGE, code=303)

    @route("/my/parcels", **GET)
    def portal_parcels(self):
        parcels = request.env["property.parcel"]
        return request.render(
            "property_crm.portal_my_parcels",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_parcels",
                "parcels": parcels._get_portal_parcels(),
            },
        )
