from odoo.exceptions import UserError
from odoo.http import request, route

from ..notice.portal_notice import READ
from ..notice.portal_suggestion import POST
from .portal_assembly import PortalAssembly

PAGE = "/my/assemblies/<int:assembly_id>/proxies"


class PortalProxy(PortalAssembly):
    """An owner gives a proxy on his telephone, and revokes it."""

    @route(PAGE, methods=["GET"], **READ)
    def portal_my_proxies(self, assembly_id, **_kw):
        return self._render_proxies(self._find_assembly(assembly_id), {})

    @route(PAGE, **POST)
    def portal_my_proxy_give(self, assembly_id, password=None, **form):
        """Give a proxy, once the person has said again who he is."""
        assembly_sudo = self._find_assembly(assembly_id)
        if not self._is_same_person(password or ""):
            return self._render_proxies(
                assembly_sudo, form, error=self._explain_password()
            )
        try:
            request.env["property.proxy"]._portal_give(
                request.env.user.partner_id, assembly_sudo, form
            )
        except UserError as error:
            return self._render_proxies(assembly_sudo, form, error=str(error))
        return request.redirect(f"{self._get_url(assembly_sudo)}?done=given", code=303)

    @route(f"{PAGE}/<int:proxy_id>/revoke", **POST)
    def portal_my_proxy_revoke(self, assembly_id, proxy_id, password=None, **_form):
        """Revoke a proxy; asked again, it tells that this was done."""
        assembly_sudo = self._find_assembly(assembly_id)
        partner = request.env.user.partner_id
        proxies = request.env["property.proxy"]._portal_search(partner, assembly_sudo)
        proxy_sudo = proxies.filtered(lambda one: one.id == proxy_id)
        if not proxy_sudo:
            raise request.not_found()
        if not self._is_same_person(password or ""):
            return self._render_proxies(
                assembly_sudo, {}, error=self._explain_password()
            )
        try:
            proxy_sudo._portal_revoke(partner)
        except UserError as error:
            return self._render_proxies(assembly_sudo, {}, error=str(error))
        url = self._get_url(assembly_sudo)
        return request.redirect(f"{url}?done=revoked", code=303)

    def _explain_password(self):
        return request.env._("This is not your password. Nothing was done.")

    def _get_url(self, assembly_sudo):
        return f"/my/assemblies/{assembly_sudo.id}/proxies"

    def _render_proxies(self, assembly_sudo, form, error=None):
        partner = request.env.user.partner_id
        proxies = request.env["property.proxy"]
        mine = proxies._portal_search(partner, assembly_sudo)
        heads = proxies._portal_get_heads(partner, assembly_sudo)
        return request.render(
            "property_crm.portal_assembly_proxies",
            {
                **self._prepare_assembly_values(assembly_sudo),
                "form": form,
                "error": error,
                "done": request.params.get("done"),
                "given": mine.filtered(lambda one: one.partner_id == partner),
                "received": mine.filtered(lambda one: one.agent_id == partner),
                "heads": {
                    head: ", ".join(rows.mapped("unit_name"))
                    for head, rows in heads.items()
                },
                "may_give": proxies._portal_may_give(assembly_sudo),
                "partner": partner,
                "labels": request.env["property.motion"]._get_choice_labels(),
            },
        )
