from markupsafe import Markup

from odoo import fields, models
from odoo.tools.mail import plaintext2html


class PropertyIncident(models.Model):
    """What residents hear of an incident: each once."""

    _inherit = "property.incident"

    def _tell_residents(self):
        """Answer the open requests that have had no answer yet."""
        for incident in self:
            if incident.state != "open" or not incident.resident_text:
                continue
            # sudo: who answers need not see every request of the incident
            tickets_sudo = incident.sudo().ticket_ids.filtered(
                lambda t: not t.stage_id.closed and not t.incident_told_at
            )
            if tickets_sudo:
                incident._answer(tickets_sudo)

    def _answer(self, tickets_sudo):
        """Put the text on each request, and send it to each person once."""
        # sudo: the same
        told = self.sudo().ticket_ids.filtered("incident_told_at")
        people = {ticket._get_person() for ticket in told}
        messages = self._post_answers(tickets_sudo)
        vals_list = []
        for ticket, message in zip(tickets_sudo, messages, strict=True):
            person = ticket._get_person()
            address = ticket.partner_id.email or ticket.partner_email
            if not address or person in people:
                continue
            people.add(person)
            vals_list.append(
                {
                    "mail_message_id": message.id,
                    "is_notification": True,
                    "subject": f"{ticket.number} {ticket.name}",
                    "body_html": message.body,
                    "email_from": message.email_from,
                    "email_to": address,
                    "auto_delete": True,
                }
            )
        # sudo: mail is for the system to send
        self.env["mail.mail"].sudo().create(vals_list)
        tickets_sudo.incident_told_at = fields.Datetime.now()

    def _post_answers(self, tickets_sudo):
        # sudo: the residents read who looks after it
        author_sudo = self.sudo().user_id.partner_id or self.company_id.partner_id
        email_from = author_sudo.email_formatted or self.env.user.email_formatted
        body = Markup("<p>%s</p>%s") % (
            self.env._("We know of this problem and are working on it."),
            plaintext2html(self.resident_text),
        )
        values = {
            "author_id": author_sudo.id,
            "email_from": email_from,
            "model": "helpdesk.ticket",
            "message_type": "auto_comment",
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment"),
            "body": body,
        }
        reply_tos = tickets_sudo._notify_get_reply_to(default=email_from)
        return tickets_sudo._message_create(
            [
                {**values, "res_id": ticket.id, "reply_to": reply_tos[ticket.id]}
                for ticket in tickets_sudo
            ]
        )
