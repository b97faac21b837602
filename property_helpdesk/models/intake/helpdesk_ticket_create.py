from markupsafe import Markup

from odoo import api, fields, models


class HelpdeskTicket(models.Model):
    """Every request, by whatever door, is made here, as many at once as there are."""

    _inherit = "helpdesk.ticket"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_creation(vals_list)
        vals_list = self._complete_vals_list(self._claim_keys(vals_list))
        self._check_may_create_assigned(vals_list)
        # what the parents do ticket by ticket is done below for the batch
        quiet = self.with_context(
            mail_create_nosubscribe=True,
            mail_create_nolog=True,
            property_helpdesk_batch=True,
        )
        tickets = super(HelpdeskTicket, quiet).create(vals_list).with_env(self.env)
        tickets._check_holders()
        tickets.filtered("stage_id.is_finished")._check_solution()
        tickets._log_created()
        if not self.env.context.get("tracking_disable"):
            tickets._follow_created(vals_list)
            tickets._post_created()
        return tickets

    @api.model
    def _claim_keys(self, vals_list):
        """Whoever gives a key by hand gives one of his own, not one of another door."""
        own = self._get_sender_key("")
        if self.env.su:
            return vals_list
        return [
            {**vals, "intake_key": own + vals["intake_key"].removeprefix(own)}
            if vals.get("intake_key")
            else vals
            for vals in vals_list
        ]

    def _message_auto_subscribe(self, updated_values, followers_existing_policy="skip"):
        if self.env.context.get("property_helpdesk_batch"):
            return True
        return super()._message_auto_subscribe(
            updated_values, followers_existing_policy=followers_existing_policy
        )

    def _get_created_facts(self):
        """Return ``{ticket id: values to add to its first event}``."""
        return {}

    def _log_created(self):
        """Start the log of each ticket: received, assigned, closed."""
        vals_list, extra = [], self._get_created_facts()
        for ticket in self:
            date = min(ticket.reported_at, fields.Datetime.now())
            base = {"ticket_id": ticket.id, "date": date}
            vals_list.append(
                {
                    **base,
                    "kind": "created",
                    "field_name": "channel_id",
                    "new_value": ticket._format_logged("channel_id", ticket.channel_id),
                    "new_ref": ticket.stage_id.id,
                    **extra.get(ticket.id, {}),
                }
            )
            Empty = self.env["res.users"]
            if ticket.user_id:
                vals_list.append(
                    {**ticket._prepare_event_vals("user_id", Empty), **base}
                )
            if ticket.stage_id.closed:
                opened = self.env["helpdesk.ticket.stage"]
                closed = {**base, "date": ticket.closed_date, "reason": ticket.solution}
                vals_list.append(
                    {**ticket._prepare_event_vals("stage_id", opened), **closed}
                )
        self._create_events(vals_list)

    def _post_created(self):
        """Write "Ticket created" into each chatter, and tell who asked to be told."""
        if self.env.context.get("mail_create_nolog") or not self:
            return
        subtype = self._creation_subtype()
        author_id, email_from = self._message_compute_author()
        body = Markup('<div summary="o_mail_notification"><p>%s</p></div>')
        text = body % self[:1]._creation_message()
        values = {
            "author_id": author_id,
            "email_from": email_from,
            "model": self._name,
            "message_type": "notification",
            "subtype_id": subtype.id,
            "body": text,
        }
        # sudo: as the parent does; the author is still the user
        tickets_sudo = self.sudo()
        reply_tos = tickets_sudo._notify_get_reply_to(
            default=email_from, author_id=author_id
        )
        messages = tickets_sudo._message_create(
            [
                {**values, "res_id": ticket.id, "reply_to": reply_tos[ticket.id]}
                for ticket in self
            ]
        )
        self._notify_created(messages, subtype)
