from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

from .portal_notice import READ


class PortalDocument(CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_document_count" in counters:
            values["property_document_count"] = request.env[
                "property.document"
            ]._portal_count(request.env.user.partner_id)
        return values

    @route("/my/documents", methods=["GET"], **READ)
    def portal_my_documents(self, **_kw):
        partner = request.env.user.partner_id
        return request.render(
            "property_crm.portal_my_documents",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_documents",
                "documents": request.env["property.document"]._portal_search(partner),
                "langs": {
                    code: name.split(" / ")[-1]
                    for code, name in request.env["res.lang"].get_installed()
                },
            },
        )

    @route("/my/documents/<int:document_id>", methods=["GET"], **READ)
    def portal_my_document(self, document_id, **_kw):
        partner = request.env.user.partner_id
        document_sudo = request.env["property.document"]._portal_find(
            document_id, partner
        )
        if not document_sudo:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(
            document_sudo,
            "file",
            filename=document_sudo.file_name or document_sudo.name,
        )
        return stream.get_response(as_attachment=True)
