from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

PORTAL_KINDS = ("access", "correct", "delete", "withdraw", "review")
MAX_OPEN = 10


class ResPartner(models.Model):
    """What a resident reads and does about his own data on the portal."""

    _inherit = "res.partner"

    @api.model
    def _get_portal_person(self):
        """Return the person who is logged in, and nobody else."""
        # sudo: his own data, consents and requests
        return self.env.user.partner_id.sudo()

    @api.model
    def _get_portal_privacy(self):
        """Return what the privacy page shows."""
        person = self._get_portal_person()
        notice = self.env["property.privacy.notice"]._get_current()
        purposes = person.env["property.privacy.purpose"].search(
            [("active", "=", True)]
        )
        needing = purposes.filtered(lambda purpose: purpose.legal_basis == "consent")
        return {
            "facts": person._get_portal_facts(),
            "stored": person._get_portal_stored(),
            "decisions": person.env["property.personal.data"]._get_decisions(person),
            "notice": notice,
            "is_notice_new": bool(notice) and person.privacy_notice_id != notice,
            "allowed": purposes - needing,
            "consents": [person._show_purpose(purpose) for purpose in needing],
            "requests": person._get_portal_requests(),
            "obstacles": person._get_erasure_obstacles(),
            "kept": person._get_portal_kept(),
        }

    def _get_portal_facts(self):
        """Return ``[(label, value)]`` of the person's own contact data, in clear."""
        names = ["name", "phone", "email", "street", "city", "vat", "pets"]
        return [
            (self._fields[name]._description_string(self.env), self[name])
            for name in names
            if self[name]
        ]

    def _get_portal_stored(self):
        """Return ``[(kind, number)]`` of the records a copy at once holds."""
        Data = self.env["property.personal.data"]
        wanted = Data._get_self_service_fields()
        return [
            (Data._describe_model(name), len(ids))
            for name, ids in Data._find_links(self).items()
            if name in wanted
        ]

    def _show_purpose(self, purpose):
        domain = self._get_open_consent_domain(purpose)
        consent = self.env["property.consent"].search(domain, limit=1)
        return {
            "id": purpose.id,
            "name": purpose.name,
            "text": purpose.description or "",
            "kept_for": purpose.kept_for or "",
            "is_sensitive": purpose.is_sensitive,
            "is_given": bool(consent),
            "since": consent.given_on.date() if consent else None,
        }

    def _get_portal_kept(self):
        """Return why something stays after an erasure, each reason once."""
        Data = self.env["property.personal.data"]
        reasons = Data._get_kept_models() | Data._get_nameless_models()
        found = Data._find_links(self)
        return list(dict.fromkeys(reasons[name] for name in reasons if name in found))

    def _get_portal_requests(self):
        Request = self.env["property.data.request"]
        requests = Request.search([("partner_id", "=", self.id)], limit=20)
        kinds = dict(Request._fields["kind"]._description_selection(self.env))
        states = dict(Request._fields["state"]._description_selection(self.env))
        return [
            {
                "name": request.name,
                "kind": kinds[request.kind],
                "state": states[request.state],
                "is_closed": request.is_closed,
                "deadline": request.deadline,
                "text": request.refusal_reason or request.answer or "",
            }
            for request in requests
        ]

    @api.model
    def _portal_read_notice(self):
        """Note that the resident has read the notice that counts."""
        person = self._get_portal_person()
        notice = self.env["property.privacy.notice"]._get_current()
        if notice and person.privacy_notice_id != notice:
            person.write(
                {
                    "privacy_notice_id": notice.id,
                    "privacy_notice_on": fields.Datetime.now(),
                }
            )

    @api.model
    def _portal_switch_consent(self, purpose_id, is_given):
        """Give or withdraw: one click each."""
        person = self._get_portal_person()
        domain = Domain("id", "=", purpose_id) & Domain("legal_basis", "=", "consent")
        purpose = person.env["property.privacy.purpose"].search(domain)
        if not purpose:
            raise UserError(self.env._("This is not asked for any more."))
        if is_given:
            person._give_consent(purpose, "portal")
        else:
            person._withdraw_consent(purpose, "portal")

    @api.model
    def _portal_ask(self, form):
        """Record what the resident asks for, once for each token of a form."""
        person = self._get_portal_person()
        Request = person.env["property.data.request"]
        token = f"{self.env.uid}:{str(form.get('token') or '')[:64]}"
        if known := Request.search([("form_token", "=", token)], limit=1):
            return known
        kind = form.get("kind")
        detail = str(form.get("detail") or "").strip()[:4000]
        if kind not in PORTAL_KINDS:
            raise UserError(self.env._("Choose what you ask for."))
        if kind == "correct" and not detail:
            raise UserError(self.env._("Write what is wrong, and how it is right."))
        is_open = Domain("partner_id", "=", person.id) & Domain("is_closed", "=", False)
        if Request.search_count(is_open) >= MAX_OPEN:
            raise UserError(
                self.env._("You have asked already; please wait for the answer.")
            )
        return Request.create(person._prepare_portal_request(kind, detail, token))

    def _prepare_portal_request(self, kind, detail, token):
        return {
            "partner_id": self.id,
            "kind": kind,
            "channel": "portal",
            "detail": detail,
            # who is logged in has shown who he is
            "is_identified": True,
            "form_token": token,
        }

    @api.model
    def _portal_copy(self, file):
        """Write the copy of the resident's own data into the open file; logged."""
        person = self._get_portal_person()
        vals = person._prepare_portal_request("copy", False, False)
        vals |= {
            "state": "done",
            "closed_on": fields.Datetime.now(),
            "answer": self.env._("Downloaded on the portal."),
        }
        copied = person.env["property.data.request"].create(vals)
        Data = person.env["property.personal.data"]
        copied._log_copy(Data._export_zip(file, person, self_service=True))
