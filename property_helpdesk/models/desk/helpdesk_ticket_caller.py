from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.property_crm.fields import MaskedChar


class CallerChar(MaskedChar):
    """What somebody without a contact told of himself: masked until it is asked for.

    There is no person to look up whether he is protected, so that everybody is.
    """

    def _is_masked_for_user(self, value, record, export=False):
        if record.env.user._sees_personal_data(export=export):
            return False
        ticket = record._origin
        if export or not ticket:
            return export
        return not ticket._is_caller_disclosed()

    def _protected_to_sql(self, model, alias, query):
        return SQL("TRUE")


class HelpdeskTicket(models.Model):
    """The phone number that a caller gave, apart from the text of his request."""

    _inherit = "helpdesk.ticket"

    caller_phone = CallerChar(
        mask="phone",
        string="Phone given",
        copy=False,
        help="Of a requester who is no contact. Masked as those of contacts are.",
    )
    is_caller_masked = fields.Boolean(
        compute="_compute_is_caller_masked", export_string_translation=False
    )

    @api.depends("caller_phone")
    @api.depends_context("uid")
    def _compute_is_caller_masked(self):
        field = self._fields["caller_phone"]
        for ticket in self:
            phone = ticket.caller_phone
            ticket.is_caller_masked = bool(
                phone and field._is_masked_for_user(phone, ticket)
            )

    def _is_caller_disclosed(self):
        return self.env["property.disclosure"]._is_open((self._name, self.id))

    def action_disclose(self):
        """Ask for the reason, then show how to reach the requester."""
        self.ensure_one()
        if self.partner_id:
            return self.partner_id.action_disclose()
        return self.env["property.disclosure"]._get_ask_action(ticket_id=self.id)


class PropertyDisclosure(models.Model):
    """A look at what a caller without a contact told of himself."""

    _inherit = "property.disclosure"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", string="Request", index="btree_not_null", readonly=True
    )

    def _check_person(self):
        if not self.ticket_id or self.partner_id:
            return super()._check_person()
        # back to the user's own rights, should the caller have used sudo
        self.ticket_id.sudo(False).check_access("read")
        return None

    def _get_opened(self):
        if self.ticket_id and not self.partner_id:
            return self.ticket_id._name, self.ticket_id.id
        return super()._get_opened()
