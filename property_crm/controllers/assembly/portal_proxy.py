from odoo.exceptions import UserError
from odoo.http import request, route

from ..notice.portal_notice import READ
from ..notice.portal_suggestion import POST
from .portal_assembly import PortalAssembly

PAGE = "/my/assemblies/<int:assembly_id>/proxies"
# what goes on to the page that asks who it is
FIELDS = ("head", "name", "contact", "matters", "expires_on")


class PortalProxy(PortalAssembly):
    """An owner gives a proxy on his telephone, and revokes it."""

    @route(PAGE, methods=["GET"], **READ)
    def portal_my_proxies(self, assembly_id, **_kw):
        return self._render_proxies(self._find_assembly(assembly_id), {})

    @route(PAGE, **POST)
    def portal_my_proxy_give(self, assembly_id, password=None, **form):
        """Show what was filled in; give it once the person has said who he is."""
        assembly_sudo = self._find_assembly(assembly_id)
        partner = request.env.user.partner_id
        proxies = request.env["property.proxy"]
        try:
            read = proxies._portal_read(partner, assembly_sudo, form)
            if refusal := self._ask_who(password, form):
                return self._render_confirm(
                    assembly_sudo,
                    refusal,
                    **self._describe_given(assembly_sudo, read, form),
                )
            proxies._give(partner, assembly_sudo, read.pop("agent"), **read)
        except UserError as error:
            return self._render_proxies(assembly_sudo, form, error=str(error))
        return request.redirect(f"{self._get_url(assembly_sudo)}?done=given", code=303)

    @route(f"{PAGE}/<int:proxy_id>/revoke", **POST)
    def portal_my_proxy_revoke(self, assembly_id, proxy_id, password=None, **form):
        """Revoke a proxy, once the person has said who he is."""
        assembly_sudo = self._find_assembly(assembly_id)
        partner = request.env.user.partner_id
        proxies = request.env["property.proxy"]._portal_search(partner, assembly_sudo)
        proxy_sudo = proxies.filtered(lambda one: one.id == proxy_id)
        if not proxy_sudo:
            raise request.not_found()
        if refusal := self._ask_who(password, form):
            return self._render_confirm(
                assembly_sudo,
                refusal,
                revoked=proxy_sudo,
                agent=proxy_sudo.agent_id,
                matters=proxy_sudo._portal_get_matters(),
                hidden={},
                action=f"{self._get_url(assembly_sudo)}/{proxy_sudo.id}/revoke",
            )
        try:
            proxy_sudo._portal_revoke(partner)
        except UserError as error:
            return self._render_proxies(assembly_sudo, {}, error=str(error))
        url = self._get_url(assembly_sudo)
        return request.redirect(f"{url}?done=revoked", code=303)

    def _ask_who(self, password, form):
        """Return why the person is asked who he is, None if he has told it."""
        if password is None or "send_code" in form:
            return "asked"
        return None if self._is_same_person(password) else "refused"

    def _get_url(self, assembly_sudo):
        return f"/my/assemblies/{assembly_sudo.id}/proxies"

    def _describe_given(self, assembly_sudo, read, form):
        motions = read["motions"] or assembly_sudo.motion_ids
        names = (*FIELDS, *(f"motion-{motion.id}" for motion in motions))
        names += tuple(f"told-{motion.id}" for motion in motions)
        return {
            "revoked": None,
            "agent": read["agent"],
            "matters": request.env["property.proxy"]._portal_describe_matters(
                motions, read["instructions"]
            ),
            "hidden": {name: form[name] for name in names if form.get(name)},
            "action": self._get_url(assembly_sudo),
        }

    def _render_confirm(self, assembly_sudo, refusal, **values):
        return request.render(
            "property_crm.portal_assembly_proxy_confirm",
            {
                **self._prepare_assembly_values(assembly_sudo),
                **values,
                "is_refused": refusal == "refused",
                "identity": self._prepare_identity(),
            },
        )

    def _render_proxies(self, assembly_sudo, form, error=None):
        partner = request.env.user.partner_id
        proxies = request.env["property.proxy"]
        mine = proxies._portal_search(partner, assembly_sudo)
        given = mine.filtered(lambda one: one.partner_id == partner)
        received = mine - given
        # one that is for all leaves nothing to give
        full = given.filtered(lambda one: one.state == "valid" and not one.motion_ids)
        heads = proxies._portal_get_heads(partner, assembly_sudo)
        return request.render(
            "property_crm.portal_assembly_proxies",
            {
                **self._prepare_assembly_values(assembly_sudo),
                "form": form,
                "error": error,
                "done": request.params.get("done"),
                "given": given,
                "received": received,
                "holds": "valid" in received.mapped("state"),
                "heads": {
                    head: ", ".join(rows.mapped("unit_name"))
                    for head, rows in heads.items()
                    if head not in full.mapped("head_key")
                },
                "may_give": proxies._portal_may_give(assembly_sudo),
                "partner": partner,
                "labels": request.env["property.motion"]._get_choice_labels(),
            },
        )
