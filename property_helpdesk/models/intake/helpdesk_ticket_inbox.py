from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.mail import html2plaintext

INBOX_SIZE = 200
SHOWN_OTHERS = 8
CHANNEL_ICONS = {
    "phone": "fa-phone",
    "walk_in": "fa-male",
    "letter": "fa-envelope-open-o",
    "email": "fa-envelope-o",
    "web": "fa-globe",
    "portal": "fa-home",
    "qr": "fa-qrcode",
    "message": "fa-comments-o",
    "mobile": "fa-mobile",
    "suggestion_box": "fa-inbox",
    "staff": "fa-id-badge",
    "api": "fa-exchange",
}


class HelpdeskTicket(models.Model):
    """One list of what nobody has taken care of yet, whatever door it came by."""

    _inherit = "helpdesk.ticket"

    _inbox_idx = models.Index(
        "(reported_at, id) WHERE unattended IS TRUE AND active IS TRUE"
    )

    @api.model
    def _get_inbox_domain(self):
        """Return what is new, and not assigned or not classified."""
        return (
            Domain("unattended", "=", True)
            & Domain("stage_id.closed", "=", False)
            & (Domain("user_id", "=", False) | Domain("class_id", "=", False))
        )

    @api.model
    @api.readonly
    def get_inbox(self):
        """Return the new requests of all channels, the oldest first."""
        domain = self._get_inbox_domain()
        tickets = self.search(domain, order="reported_at, id", limit=INBOX_SIZE)
        total = len(tickets)
        if total == INBOX_SIZE:
            total = self.search_count(domain)
        return {
            "tickets": [ticket._prepare_inbox_row() for ticket in tickets],
            "total": total,
        }

    def _prepare_inbox_row(self):
        # sudo: a channel, a class and a name are labels, readable with the ticket
        channel, item = self.channel_id.sudo(), self.class_id.sudo()
        user = self.user_id.sudo()
        return {
            "id": self.id,
            "number": self.number,
            "name": self.name,
            "channel": channel.name or "",
            "icon": CHANNEL_ICONS.get(channel.code, "fa-question-circle-o"),
            "place": self.place_name or "",
            "who": self.partner_name or "",
            "reported_at": fields.Datetime.to_string(self.reported_at),
            "is_emergency": self.is_emergency,
            "deadline_state": self.deadline_state or "",
            "class_id": item.id,
            "class_name": item.display_name or "",
            "user": user.name or "",
        }

    @api.readonly
    def get_inbox_ticket(self):
        """Return on one page what who takes care of the request should know."""
        self.ensure_one()
        self.check_access("read")
        return {
            **self._prepare_inbox_row(),
            "text": html2plaintext(self.description or "").strip(),
            "suggestions": self.class_suggestions or [],
            "questions": (self.class_questions or "").splitlines(),
            "hints": self.hint_notes or [],
            "unit": self._prepare_inbox_unit(),
            "caller": self._prepare_inbox_caller(),
            "same": self._list_requests(self.same_ticket_ids),
            **self._prepare_inbox_others(),
            "similar": self._list_requests(self.similar_ticket_ids),
            "site_kind": self.site_id.kind or False,
            "is_mine": self.user_id == self.env.user,
        }

    def _prepare_inbox_unit(self):
        """Return the unit and who lives there, but for the caller."""
        unit = self.unit_id
        others = unit.resident_ids - self.partner_id
        return {
            "id": unit.id,
            "name": unit.name or "",
            "people": [{"id": p.id, "name": p.name or ""} for p in others],
        }

    def _prepare_inbox_caller(self):
        """Return who asks, and what is to be asked of him."""
        caller = self.partner_id
        roles = dict(self._fields["requester_role"]._description_selection(self.env))
        answer = {
            "id": caller.id,
            "name": self.partner_name or "",
            "role": roles.get(self.requester_role, ""),
            "phone": self.read(["caller_phone"])[0]["caller_phone"] or "",
            "ask": "",
            "how": "",
        }
        if caller and caller.has_access("read"):
            # read() masks what the user sees masked
            [row] = caller.read(["phone", "next_missing_field", "next_missing_hint"])
            answer["phone"] = row["phone"] or ""
            answer["ask"] = row["next_missing_field"] or ""
            answer["how"] = row["next_missing_hint"] or ""
        return answer

    def _prepare_inbox_others(self):
        """Return what else is open for the unit or the caller, and what was."""
        about = Domain.OR(
            Domain(name, "=", self[name].id)
            for name in ("unit_id", "partner_id")
            if self[name]
        )
        others = self.browse()
        if self.unit_id or self.partner_id:
            domain = about & Domain("id", "!=", self.id)
            others = self.search(domain, order="reported_at desc, id desc", limit=50)
        closed = others.filtered("stage_id.closed")
        return {
            "open": self._list_requests((others - closed)[:SHOWN_OTHERS]),
            "history": self._list_requests(closed[:SHOWN_OTHERS]),
        }

    @api.model
    def _list_requests(self, tickets):
        return [
            {
                "id": ticket.id,
                "number": ticket.number,
                "name": ticket.name,
                "place": ticket.place_name or "",
                "stage": ticket.stage_id.name,
                "date": fields.Datetime.to_string(
                    ticket.closed_date or ticket.reported_at
                ),
                "solution": ticket.solution or "",
            }
            for ticket in tickets
        ]
