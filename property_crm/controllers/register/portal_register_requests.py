import secrets

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

from ...models.register.property_decoration_portal import MAX_FILE_SIZE, MAX_FILES

GET = {"auth": "user", "website": True, "readonly": True}
POST = {"type": "http", "auth": "user", "website": True, "methods": ["POST"]}
DECORATION = "/my/decoration"
GOODS = "/my/goods-passes"
COUNTERS = {
    "property_decoration_count": "property.decoration.permit",
    "property_goods_pass_count": "property.goods.pass",
}


class PortalRegisterRequests(CustomerPortal):
    """Decoration permits and goods-out passes that residents ask for."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        for name in COUNTERS.keys() & set(counters):
            # sudo: residents have no right on the model; their own are counted
            lines_sudo = request.env[COUNTERS[name]].sudo()
            values[name] = lines_sudo.search_count(
                request.env[COUNTERS[name]]._get_portal_domain()
                & lines_sudo._get_open_domain()
            )
        return values

    def _show_requests(self, model, template, form, refusal=None, **values):
        lines = request.env[model]
        units = lines._get_portal_units()
        today = units[:1].sudo().site_id._get_today()  # sudo: the day at his own site
        defaults = {"token": secrets.token_urlsafe(16), "today": today}
        return request.render(
            template,
            {
                **self._prepare_portal_layout_values(),
                "cards": lines._get_portal_cards(),
                "units": units,
                "form": defaults | form,
                "refusal": refusal,
                "format_day": self._format_day,
                **values,
            },
        )

    def _format_day(self, day):
        return fields.Date.to_string(day) if day else ""

    # Decoration

    def _show_decoration(self, form, refusal=None):
        return self._show_requests(
            "property.decoration.permit",
            "property_crm.portal_my_decoration",
            form,
            refusal,
            page_name="property_decoration",
        )

    @route(DECORATION, **GET)
    def portal_decoration(self, **_form):
        return self._show_decoration({})

    @route(f"{DECORATION}/new", **POST)
    def portal_decoration_new(self, **form):
        form.pop("csrf_token", None)
        form["drawings"] = self._read_drawings()
        try:
            made = request.env["property.decoration.permit"]._portal_create(form)
        except (AccessError, UserError) as error:
            return self._show_decoration(form, refusal=str(error))
        return request.redirect(f"{DECORATION}/{made.id}", code=303)

    def _read_drawings(self):
        """Return what was sent, one more and a little longer than is allowed."""
        files = request.httprequest.files.getlist("drawings")
        files = [file for file in files if file.filename][: MAX_FILES + 1]
        return [(file.filename, file.read(MAX_FILE_SIZE + 1)) for file in files]

    @route(f"{DECORATION}/<int:permit_id>", **GET)
    def portal_decoration_permit(self, permit_id):
        permit_sudo = request.env["property.decoration.permit"]._find_own(permit_id)
        if not permit_sudo:
            return request.redirect(DECORATION)
        return request.render(
            "property_crm.portal_my_decoration_permit",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_decoration_permit",
                "card": permit_sudo._get_portal_details(),
                "format_day": self._format_day,
            },
        )

    @route(f"{DECORATION}/<int:permit_id>/file/<int:file_id>", **GET)
    def portal_decoration_file(self, permit_id, file_id):
        permit_sudo = request.env["property.decoration.permit"]._find_own(permit_id)
        found = permit_sudo and permit_sudo._get_drawings().filtered(
            lambda file: file.id == file_id
        )
        if not found:
            return request.redirect(DECORATION)
        stream = request.env["ir.binary"]._get_stream_from(found)
        return stream.get_response(as_attachment=True)

    @route(f"{DECORATION}/<int:permit_id>/withdraw", **POST)
    def portal_decoration_withdraw(self, permit_id, **_form):
        request.env["property.decoration.permit"]._portal_withdraw(permit_id)
        return request.redirect(DECORATION, code=303)

    # Goods-out passes

    def _show_goods(self, form, refusal=None):
        lines = request.env["property.goods.pass"]
        reasons = lines._fields["reason"]._description_selection(request.env)
        return self._show_requests(
            lines._name,
            "property_crm.portal_my_goods_passes",
            {"reason": "goods"} | form,
            refusal,
            page_name="property_goods_passes",
            reasons=reasons,
        )

    @route(GOODS, **GET)
    def portal_goods_passes(self, **_form):
        return self._show_goods({})

    @route(f"{GOODS}/new", **POST)
    def portal_goods_pass_new(self, **form):
        form.pop("csrf_token", None)
        try:
            made = request.env["property.goods.pass"]._portal_create(form)
        except (AccessError, UserError) as error:
            return self._show_goods(form, refusal=str(error))
        return request.redirect(f"{GOODS}/{made.id}", code=303)

    @route(f"{GOODS}/<int:pass_id>", **GET)
    def portal_goods_pass(self, pass_id):
        line_sudo = request.env["property.goods.pass"]._find_own(pass_id)
        if not line_sudo:
            return request.redirect(GOODS)
        [card] = line_sudo._to_cards()
        return request.render(
            "property_crm.portal_my_goods_pass",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_goods_pass",
                "card": card,
                "format_day": self._format_day,
            },
        )

    @route(f"{GOODS}/<int:pass_id>/withdraw", **POST)
    def portal_goods_pass_withdraw(self, pass_id, **_form):
        request.env["property.goods.pass"]._portal_withdraw(pass_id)
        return request.redirect(GOODS, code=303)
