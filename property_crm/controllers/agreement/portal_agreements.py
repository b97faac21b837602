from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

PUBLIC = {"auth": "public", "website": True}


class PortalAgreements(CustomerPortal):
    """Customers read, sign and refuse what was offered to them."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_agreement_count" in counters:
            # sudo: customers have no right on the model; the domain finds their own
            agreements_sudo = request.env["agreement"].sudo()
            values["property_agreement_count"] = agreements_sudo.search_count(
                agreements_sudo._get_portal_domain()
            )
        return values

    @route("/my/agreements", auth="user", website=True, readonly=True)
    def portal_my_agreements(self, **_kw):
        waiting, others = request.env["agreement"]._get_portal_groups()
        return request.render(
            "property_crm.portal_my_agreements",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_agreements",
                "waiting": waiting,
                "others": others,
            },
        )

    @route("/my/agreements/<int:agreement_id>", readonly=True, **PUBLIC)
    def portal_agreement(self, agreement_id, access_token=None, report=None, **_kw):
        agreement = self._find_agreement(agreement_id, access_token)
        if not agreement:
            return request.redirect("/my")
        if report == "pdf":
            return self._print_agreement(agreement)
        return request.render(
            "property_crm.portal_agreement",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_agreements",
                "agreement": agreement,
                "breadcrumb": agreement.code,
                "format_day": agreement._format_day,
                "token": access_token or "",
                "refusal": request.session.pop("my_agreement_refusal", None),
            },
        )

    @route("/my/agreements/<int:agreement_id>/accept", type="jsonrpc", **PUBLIC)
    def portal_agreement_accept(
        self, agreement_id, access_token=None, name=None, signature=None
    ):
        token = access_token or request.httprequest.args.get("access_token")
        agreement = self._find_agreement(agreement_id, token)
        if not agreement:
            return {"error": request.env._("This offer is not known.")}
        try:
            agreement._portal_accept(name, signature, **self._get_trace())
        except UserError as error:
            return {"error": str(error)}
        url = f"/my/agreements/{agreement.id}?access_token={token or ''}"
        return {"force_refresh": True, "redirect_url": url}

    @route("/my/agreements/<int:agreement_id>/refuse", methods=["POST"], **PUBLIC)
    def portal_agreement_refuse(
        self, agreement_id, access_token=None, reason="", **_kw
    ):
        agreement = self._find_agreement(agreement_id, access_token)
        if not agreement:
            return request.redirect("/my")
        request.session.pop("my_agreement_refusal", None)
        try:
            agreement._portal_refuse(reason[:2000], **self._get_trace())
        except UserError as error:
            request.session["my_agreement_refusal"] = str(error)
        url = f"/my/agreements/{agreement.id}?access_token={access_token or ''}"
        return request.redirect(url, code=303)

    def _find_agreement(self, agreement_id, token):
        agreement = request.env["agreement"]._find_for_portal(agreement_id, token)
        return agreement.with_context(lang=request.env.lang)

    def _get_trace(self):
        """Return where the answer came from, for the log."""
        client = request.httprequest
        return {
            "ip_address": client.remote_addr,
            "user_agent": (client.user_agent.string or "")[:300],
        }

    def _print_agreement(self, agreement):
        name, content = agreement._render_pdf()
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name, "inline")),
        ]
        return request.make_response(content, headers=headers)
