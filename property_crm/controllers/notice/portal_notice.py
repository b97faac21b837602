from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

PER_PAGE = 20
READ = {"type": "http", "auth": "user", "website": True, "readonly": True}


class PortalNotice(CustomerPortal):
    """The notices of the person who is signed in, and the one behind a code."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_notice_count" in counters:
            values["property_notice_count"] = request.env[
                "property.notice"
            ]._portal_count(request.env.user.partner_id)
        return values

    @route(["/my/notices", "/my/notices/page/<int:page>"], methods=["GET"], **READ)
    def portal_my_notices(self, page=1, **_kw):
        notices, partner = request.env["property.notice"], request.env.user.partner_id
        pages = pager(
            url="/my/notices",
            total=notices._portal_count(partner),
            page=page,
            step=PER_PAGE,
        )
        return request.render(
            "property_crm.portal_my_notices",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_notices",
                "rows": notices._portal_search(partner, PER_PAGE, pages["offset"]),
                "pager": pages,
            },
        )

    @route("/my/notices/<int:notice_id>", methods=["GET"], **READ)
    def portal_my_notice(self, notice_id, **_kw):
        partner = request.env.user.partner_id
        notice_sudo = request.env["property.notice"]._portal_find(notice_id, partner)
        if not notice_sudo:
            raise request.not_found()
        return request.render(
            "property_crm.portal_my_notice",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_notice",
                "notice": notice_sudo,
                "text": notice_sudo._get_text(),
                "is_unread": not any(
                    notice_sudo._get_recipient_sudo(partner).mapped("read_at")
                ),
            },
        )

    @route("/my/notices/<int:notice_id>/read", type="jsonrpc", auth="user")
    def portal_my_notice_read(self, notice_id):
        partner = request.env.user.partner_id
        return request.env["property.notice"]._portal_mark_read(notice_id, partner)

    @route("/my/notices/<int:notice_id>/file/<int:file_id>", methods=["GET"], **READ)
    def portal_my_notice_file(self, notice_id, file_id, **_kw):
        partner = request.env.user.partner_id
        notice_sudo = request.env["property.notice"]._portal_find(notice_id, partner)
        file_sudo = notice_sudo.attachment_ids.filtered(lambda one: one.id == file_id)
        if not file_sudo or notice_sudo.state != "published":
            raise request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(file_sudo)
        return stream.get_response(as_attachment=True)

    @route(
        "/notice/<string:code>",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        sitemap=False,
    )
    def notice_of_the_hall(self, code, lang=None, **_kw):
        """What hangs in the hall, for whoever stands before it with a telephone."""
        notice_sudo = request.env["property.notice"]._find_by_code(code)
        if not notice_sudo:
            raise request.not_found()
        wanted = [lang, *self._get_browser_langs(), request.env.lang]
        known = {text.lang for text in (notice_sudo, *notice_sudo.text_ids)}
        lang = next((one for one in wanted if one in known), notice_sudo.lang)
        request.update_context(lang=lang)
        page = request.render(
            "property_crm.notice_public",
            {
                "notice": notice_sudo,
                "text": notice_sudo._get_public_text(notice_sudo._get_text(lang)),
                "langs": [
                    one
                    for one in request.env["res.lang"].get_installed()
                    if one[0] in known
                ],
            },
        )
        page.headers["X-Robots-Tag"] = "noindex"
        page.headers["Referrer-Policy"] = "no-referrer"
        return page

    def _get_browser_langs(self):
        """Return the installed languages that the browser asks for, best first."""
        codes = [code for code, _name in request.env["res.lang"].get_installed()]
        for wanted in request.httprequest.accept_languages.values():
            for code in codes:
                if code.partition("_")[0] == wanted.partition("-")[0].lower():
                    yield code
