from odoo.exceptions import UserError
from odoo.http import request, route

from ..notice.portal_suggestion import POST
from .portal_assembly import PortalAssembly


class PortalObjection(PortalAssembly):
    """What an owner holds against a result, and what he is answered."""

    def _prepare_assembly_values(self, assembly_sudo):
        partner = request.env.user.partner_id
        return {
            **super()._prepare_assembly_values(assembly_sudo),
            "objections": assembly_sudo._portal_get_objections(partner),
            "may_object": assembly_sudo._portal_may_object(partner),
            "objection": "",
        }

    @route("/my/assemblies/<int:assembly_id>/objection", **POST)
    def portal_my_objection(self, assembly_id, text=None, **_form):
        assembly_sudo = self._find_assembly(assembly_id)
        try:
            assembly_sudo._portal_object(request.env.user.partner_id, text)
        except UserError as error:
            page = self._render_assembly(assembly_sudo, error=str(error))
            page.qcontext["objection"] = text or ""
            return page
        return request.redirect(
            f"/my/assemblies/{assembly_sudo.id}#objection", code=303
        )
