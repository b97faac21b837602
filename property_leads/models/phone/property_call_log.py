from odoo import api, fields, models
from odoo.fields import Command, Domain

from ..pursuit.calendar_event import LOGGED

# What calls about are also a prospect's, if somebody's prospect has called.
ABOUT = ("sales", "enquiry")
# Writing these can make a call one that is over, or one of a prospect.
TRIGGERS = frozenset(
    {"lead_ids", "ended_at", "answered_at", "failure", "purpose", "partner_id"}
)


class PropertyCall(models.Model):
    """A call with a prospect stands in his log once it is over."""

    _inherit = "property.call"

    @api.model_create_multi
    def create(self, vals_list):
        calls = super().create(vals_list)
        calls._log_on_leads()
        return calls

    def write(self, vals):
        result = super().write(vals)
        is_logged = self.env.context.get("lead_logged") is LOGGED
        if not is_logged and not TRIGGERS.isdisjoint(vals):
            self._log_on_leads()
        return result

    def _log_on_leads(self):
        """Find whose prospects these were with, and log each once."""
        # sudo: whoever takes the call need not see the prospects
        over_sudo = self.sudo().filtered(
            lambda call: call.ended_at and (call.answered_at or call._is_try())
        )
        if not over_sudo:
            return
        over_sudo._link_leads()
        linked_sudo = over_sudo.filtered("lead_ids")
        known = linked_sudo._get_logged_calls()
        self.env["crm.lead"]._log_events(
            [
                call._prepare_lead_event_vals(lead)
                for call in linked_sudo
                for lead in call.lead_ids
                if (lead.id, call.id) not in known
            ]
        )

    def _is_try(self):
        return self.direction == "outbound"

    def _link_leads(self):
        """Link calls about sales with the open prospects of who was called or called.

        The same queries for one and for thousands.
        """
        asked = self.filtered(lambda call: call.purpose in ABOUT and not call.lead_ids)
        numbers = set(filter(None, asked.mapped("number")))
        if not numbers and not asked.partner_id:
            return
        found = self.env["crm.lead"].search(
            self.env["crm.lead"]._get_pursued_domain()
            & (
                Domain("phone_sanitized", "in", list(numbers))
                | Domain("partner_id", "in", asked.partner_id.ids)
            )
        )
        by_number = found.grouped("phone_sanitized")
        by_partner = found.grouped("partner_id")
        for call in asked if found else ():
            leads = by_partner.get(call.partner_id) if call.partner_id else None
            leads = (leads or by_number.get(call.number) or found.browse()).filtered(
                call._may_be_of
            )
            if leads:
                links = [Command.link(lead.id) for lead in leads]
                call.with_context(lead_logged=LOGGED).lead_ids = links

    def _may_be_of(self, lead):
        """Tell whether the prospect was there already, in the same company."""
        is_here = not lead.company_id or lead.company_id == self.company_id
        is_his = not (lead.partner_id and self.partner_id) or (
            lead.partner_id == self.partner_id
        )
        return is_here and is_his and lead.create_date <= self.ended_at

    def _get_logged_calls(self):
        """Return ``{(prospect id, call id)}`` of what stands in the log."""
        events = self.env["property.lead.event"].search_fetch(
            [
                ("kind", "in", ("call", "tried")),
                ("lead_id", "in", self.lead_ids.ids),
                ("new_ref", "in", self.ids),
            ],
            ["lead_id", "new_ref"],
        )
        return {(event.lead_id.id, event.new_ref) for event in events}

    def _prepare_lead_event_vals(self, lead):
        seconds = self.handle_seconds if self.answered_at else 0
        return {
            "lead_id": lead.id,
            "kind": "call" if self.answered_at else "tried",
            "date": self.answered_at or self.offered_at,
            "user_id": self.user_id.id or self.env.uid,
            "new_value": self.name,
            "new_ref": self.id,
            "minutes": -(-seconds // 60),
            "note": self.note or False,
        }


class CrmLead(models.Model):
    _inherit = "crm.lead"

    call_ids = fields.Many2many(
        "property.call",
        "crm_lead_property_call_rel",
        "lead_id",
        "call_id",
        string="Calls",
        copy=False,
    )

    def write(self, vals):
        result = super().write(vals)
        if "call_ids" in vals:
            self.call_ids._log_on_leads()
        return result
