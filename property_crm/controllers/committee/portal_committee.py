import uuid

from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..notice.portal_notice import READ
from ..notice.portal_suggestion import POST


class PortalCommittee(CustomerPortal):
    """The committee of the sites of which the person is an owner."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_committee_count" in counters:
            terms = request.env["property.committee.term"]
            partner = request.env.user.partner_id
            values["property_committee_count"] = terms._portal_count(partner)
        return values

    @route("/my/committee", methods=["GET"], **READ)
    def portal_my_committee(self, thanks=None, **_kw):
        return self._render_committee({}, thanks=thanks)

    @route("/my/committee", **POST)
    def portal_my_matter(self, **form):
        partner = request.env.user.partner_id
        try:
            matter_sudo = request.env["property.committee.matter"]._portal_raise(
                form, partner
            )
        except UserError as error:
            return self._render_committee(form, error=str(error))
        return request.redirect(f"/my/committee?thanks={matter_sudo.id}", code=303)

    @route("/my/committee/<int:meeting_id>", methods=["GET"], **READ)
    def portal_my_committee_meeting(self, meeting_id, **_kw):
        meeting_sudo = self._find_meeting(meeting_id)
        return request.render(
            "property_crm.portal_committee_meeting",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_committee",
                "breadcrumb": meeting_sudo.name,
                "meeting": meeting_sudo,
            },
        )

    @route("/my/committee/<int:meeting_id>/minutes.pdf", methods=["GET"], **READ)
    def portal_my_committee_minutes(self, meeting_id, **_kw):
        name, content = self._find_meeting(meeting_id)._render_minutes()
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name)),
        ]
        return request.make_response(content, headers=headers)

    @route("/my/committee/<int:meeting_id>/file/<int:file_id>", methods=["GET"], **READ)
    def portal_my_committee_file(self, meeting_id, file_id, **_kw):
        meeting_sudo = self._find_meeting(meeting_id)
        file_sudo = meeting_sudo.attachment_ids.filtered(lambda one: one.id == file_id)
        if not file_sudo:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(file_sudo)
        return stream.get_response(as_attachment=True)

    def _find_meeting(self, meeting_id):
        meeting_sudo = request.env["property.committee.term"]._portal_find_meeting(
            meeting_id, request.env.user.partner_id
        )
        if not meeting_sudo:
            raise request.not_found()
        return meeting_sudo

    def _render_committee(self, form, error=None, thanks=None):
        partner = request.env.user.partner_id
        terms = request.env["property.committee.term"]
        matters = request.env["property.committee.matter"]._portal_search(partner)
        new = matters.filtered(lambda one: str(one.id) == thanks)
        return request.render(
            "property_crm.portal_my_committee",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_committee",
                "breadcrumb": None,
                "cards": terms._portal_get_cards(partner),
                "terms": terms._portal_get_terms(partner),
                "matters": matters,
                "form": form,
                "error": error,
                "thanks": new.answer_due_on,
                "token": form.get("token") or uuid.uuid4().hex,
            },
        )
