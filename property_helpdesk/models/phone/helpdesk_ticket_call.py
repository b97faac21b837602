from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.mail import plaintext2html

from odoo.addons.property_crm.tools.masking import is_masked

RELATION = "property_call_ticket_rel"
MAX_TITLE = 80


class HelpdeskTicket(models.Model):
    """The calls in which a request was told, asked about or answered."""

    _inherit = "helpdesk.ticket"

    call_ids = fields.Many2many(
        "property.call", RELATION, "ticket_id", "call_id", string="Calls", copy=False
    )
    call_count = fields.Integer(string="Number of calls", compute="_compute_call_count")
    caller_sentiment = fields.Selection(
        selection=lambda self: self.env["property.call"]._fields["sentiment"].selection,
        string="Mood of the caller",
        help="As whoever took the first call about it heard it.",
    )

    def _compute_call_count(self):
        # asked of the calls the user may see
        calls = self.env["property.call"].search_fetch(
            [("ticket_ids", "in", self.ids)], ["ticket_ids"]
        )
        # sudo: which of these requests a call is about, no other request is shown
        linked = [
            ticket_id for call in calls.sudo() for ticket_id in call.ticket_ids._ids
        ]
        for ticket in self:
            ticket.call_count = linked.count(ticket._origin.id)

    def action_view_calls(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_call_action"
        )
        return action | {
            "domain": [("ticket_ids", "in", self.ids)],
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_unit_id": self.unit_id.id,
                "default_user_id": self.env.uid,
                "default_ticket_ids": [fields.Command.link(self.id)],
            },
        }


class PropertyCall(models.Model):
    """Any number of requests, told on the telephone."""

    _inherit = "property.call"

    ticket_ids = fields.Many2many(
        "helpdesk.ticket",
        RELATION,
        "call_id",
        "ticket_id",
        string="Requests",
        copy=False,
    )
    ticket_count = fields.Integer(
        string="Number of requests", compute="_compute_ticket_count"
    )

    @api.depends("ticket_ids")
    @api.depends_context("uid")
    def _compute_ticket_count(self):
        for call in self:
            call.ticket_count = len(call.ticket_ids)

    @api.model_create_multi
    def create(self, vals_list):
        calls = super().create(vals_list)
        calls._check_tickets()
        return calls

    def write(self, vals):
        result = super().write(vals)
        if "ticket_ids" in vals:
            self._check_tickets()
        return result

    def _check_tickets(self):
        """Refuse requests that the user may not see: a call would show their names."""
        if self.env.su:
            return
        # sudo: all requests linked now, also those the user does not see
        linked = self.sudo().ticket_ids.sudo(False)
        if linked - linked._filtered_access("read"):
            raise AccessError(self.env._("Requests: one of them is not yours to see."))

    @api.model
    def _can_request(self):
        return self.env["helpdesk.ticket"].has_access("create")

    def action_new_request(self):
        """Open a new request with what was said, by whom and in what mood."""
        self.ensure_one()
        self.check_access("read")
        note = (self.note or "").strip()
        context = {
            "default_name": note.partition("\n")[0][:MAX_TITLE],
            "default_description": plaintext2html(note) if note else False,
            "default_partner_id": self.partner_id.id,
            "default_unit_id": self.unit_id.id,
            "default_site_id": self.site_id.id,
            "default_channel_id": self._get_phone_channel().id,
            "default_caller_phone": self._get_shown_number(),
            "default_caller_sentiment": self.sentiment,
            "default_call_ids": [fields.Command.link(self.id)],
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New request"),
            "res_model": "helpdesk.ticket",
            "views": [(False, "form")],
            "target": "current",
            "context": {name: value for name, value in context.items() if value},
        }

    @api.model
    def _get_phone_channel(self):
        return self.env["helpdesk.ticket.channel"].search(
            [("code", "=", "phone")], limit=1
        )

    def _get_shown_number(self):
        """Return the number of a caller who is no contact, if the user sees it."""
        # read() masks what the user sees masked
        number = self.read(["number"])[0]["number"]
        return False if self.partner_id or is_masked(number) else number

    def action_view_tickets(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Requests"),
            "res_model": "helpdesk.ticket",
            "views": [(False, "list"), (False, "form")],
            "domain": [("call_ids", "in", self.ids)],
        }
