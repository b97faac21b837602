import uuid

from odoo.http import content_disposition, request, route

from ..notice.portal_notice import READ
from ..notice.portal_suggestion import POST
from .portal_identity import PortalIdentity

ANYBODY = {"type": "http", "auth": "public", "website": True}


class PortalAssembly(PortalIdentity):
    """The assemblies in whose register the person stands, and his vote."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_assembly_count" in counters:
            assemblies = request.env["property.assembly"]
            found = assemblies._portal_search(request.env.user.partner_id)
            values["property_assembly_count"] = len(found)
        return values

    @route("/my/assemblies", methods=["GET"], **READ)
    def portal_my_assemblies(self, **_kw):
        assemblies = request.env["property.assembly"]
        return request.render(
            "property_crm.portal_my_assemblies",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_assembly",
                "breadcrumb": None,
                "assemblies": assemblies._portal_search(request.env.user.partner_id),
            },
        )

    @route("/my/assemblies/<int:assembly_id>", methods=["GET"], **READ)
    def portal_my_assembly(self, assembly_id, **_kw):
        return self._render_assembly(self._find_assembly(assembly_id))

    @route("/my/assemblies/<int:assembly_id>/vote", **POST)
    def portal_my_vote(self, assembly_id, token=None, password=None, **form):
        """Show what was chosen; cast it once the person has said again who he is."""
        assembly_sudo = self._find_assembly(assembly_id)
        partner = request.env.user.partner_id
        cards = assembly_sudo._portal_get_cards(
            assembly_sudo._portal_get_parts(partner)
        )
        chosen = request.httprequest.form.getlist
        votes = assembly_sudo._portal_read_votes(cards, chosen)
        if not votes:
            problem = assembly_sudo._portal_explain_no_votes(cards, chosen)
            return self._render_assembly(assembly_sudo, error=problem)
        values = {
            **self._prepare_assembly_values(assembly_sudo),
            "votes": votes,
            "token": token or uuid.uuid4().hex,
            "is_refused": False,
        }
        is_asked = password is None or "send_code" in form
        if is_asked or not self._is_same_person(password):
            values |= {"is_refused": not is_asked, "identity": self._prepare_identity()}
            return request.render("property_crm.portal_assembly_confirm", values)
        values["done"] = assembly_sudo._portal_cast(votes, partner, values["token"])
        return request.render("property_crm.portal_assembly_receipts", values)

    @route("/my/assemblies/<int:assembly_id>/result.pdf", methods=["GET"], **READ)
    def portal_my_result(self, assembly_id, **_kw):
        assembly_sudo = self._find_published(assembly_id)
        name, content = assembly_sudo._portal_render_result()
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name)),
        ]
        return request.make_response(content, headers=headers)

    @route("/my/assemblies/<int:assembly_id>/result.json", methods=["GET"], **READ)
    def portal_my_result_file(self, assembly_id, **_kw):
        assembly_sudo = self._find_published(assembly_id)
        stream = request.env["ir.binary"]._get_stream_from(assembly_sudo.result_file_id)
        return stream.get_response(as_attachment=True)

    def _find_published(self, assembly_id):
        assembly_sudo = self._find_assembly(assembly_id)
        if not assembly_sudo._is_published():
            raise request.not_found()
        return assembly_sudo

    @route("/assembly/verify", methods=["GET"], sitemap=False, **ANYBODY)
    def assembly_verify(self, motion=None, serial=None, **_kw):
        return self._render_verify({"motion": motion, "serial": serial})

    @route("/assembly/verify", methods=["POST"], sitemap=False, **ANYBODY)
    def assembly_verify_receipt(self, **form):
        """Look for a receipt; what was typed here is stored nowhere."""
        number = (form.get("motion") or "").strip()
        motions = request.env["property.motion"]
        motion_sudo = motions._portal_find_closed(
            int(number) if number.isdecimal() and len(number) < 10 else 0
        )
        if not motion_sudo:
            return self._render_verify(form, is_missing=True)
        chosen = request.httprequest.form.getlist("choice")
        ids = sorted(int(one) for one in chosen if one.isdecimal())
        found = motion_sudo._check_receipt(
            form.get("serial"), form.get("secret"), ids or (chosen or [None])[0]
        )
        return self._render_verify(form, motion=motion_sudo, found=found)

    def _render_verify(self, form, motion=None, found=None, is_missing=False):
        return request.render(
            "property_crm.portal_assembly_verify",
            {
                "form": form,
                "motion": motion,
                "found": found,
                "is_missing": is_missing,
                "labels": request.env["property.motion"]._get_choice_labels(),
            },
        )

    def _find_assembly(self, assembly_id):
        assembly_sudo = request.env["property.assembly"]._portal_find(
            assembly_id, request.env.user.partner_id
        )
        if not assembly_sudo:
            raise request.not_found()
        return assembly_sudo

    def _prepare_assembly_values(self, assembly_sudo):
        return {
            **self._prepare_portal_layout_values(),
            "page_name": "property_assembly",
            "breadcrumb": assembly_sudo.name,
            "assembly": assembly_sudo,
            "error": None,
        }

    def _render_assembly(self, assembly_sudo, error=None):
        parts = assembly_sudo._portal_get_parts(request.env.user.partner_id)
        return request.render(
            "property_crm.portal_my_assembly",
            {
                **self._prepare_assembly_values(assembly_sudo),
                "error": error,
                "parts": parts,
                "cards": assembly_sudo._portal_get_cards(parts),
                "labels": request.env["property.motion"]._get_choice_labels(),
                "is_open": assembly_sudo._is_voting(),
                "token": uuid.uuid4().hex,
            },
        )
