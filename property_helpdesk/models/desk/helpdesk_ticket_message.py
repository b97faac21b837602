from odoo import fields, models
from odoo.tools.mail import html2plaintext


class HelpdeskTicket(models.Model):
    """Who asked by a messenger reads the answers there."""

    _inherit = "helpdesk.ticket"

    message_in_ids = fields.One2many(
        "property.message",
        "ticket_id",
        string="Messenger",
        groups="base.group_system",
        export_string_translation=False,
    )

    def _message_post_after_hook(self, message, msg_values):
        """Send on what staff write to the requester."""
        result = super()._message_post_after_hook(message, msg_values)
        is_answer = (
            not self.env.context.get("property_message_in")
            and message.message_type == "comment"
            and message.subtype_id == self.env.ref("mail.mt_comment")
            and not message.author_id.partner_share
        )
        if is_answer:
            self._queue_answers({self.id: html2plaintext(message.body or "").strip()})
        return result

    def _queue_answers(self, texts):
        """Let the texts go to whoever asked by a messenger.

        :param dict texts: ``{ticket id: text}``
        """
        vals_list = []
        # sudo: what comes by messengers is for the system to keep
        for ticket_sudo in self.sudo():
            incoming = ticket_sudo.message_in_ids.filtered(
                lambda one: one.direction == "in"
            )
            if incoming and texts[ticket_sudo.id]:
                last = incoming.sorted("id")[-1:]
                vals_list.append(last._prepare_out_vals(texts[ticket_sudo.id]))
        self.env["property.message"].sudo().create(vals_list)  # sudo: see above

    def _close(self, solution, cause="solved", stage=None, **values):
        closed = super()._close(solution, cause, stage, **values)
        closed._queue_answers(
            {
                ticket.id: self.env._(
                    "Your request %(number)s is done: %(solution)s",
                    number=ticket.number,
                    solution=solution,
                )
                for ticket in closed
            }
        )
        return closed
