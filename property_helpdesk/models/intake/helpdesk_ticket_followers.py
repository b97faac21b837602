from markupsafe import Markup

from odoo import fields, models


class HelpdeskTicket(models.Model):
    """Followers and notices of new requests, a batch at a time."""

    _inherit = "helpdesk.ticket"

    def _follow_created(self, vals_list):
        """Subscribe the author and, team by team, whom the parent would subscribe."""
        user = self.env.user
        nosubscribe = self.env.context.get("mail_create_nosubscribe")
        if user.active and not user.share and not nosubscribe:
            self.env["mail.followers"]._insert_followers(
                self._name,
                self.ids,
                user.partner_id.ids,
                customer_ids=[],
                check_existing=False,
            )
        groups = {}
        for ticket, vals in zip(self, vals_list, strict=True):
            key = (vals.get("team_id"), vals.get("user_id"))
            groups[key] = groups.get(key, self.browse()) + ticket
        for (team_id, user_id), tickets in groups.items():
            if team_id or user_id:
                tickets.with_context(
                    property_helpdesk_batch=False
                )._message_auto_subscribe(
                    {"team_id": team_id, "user_id": user_id},
                    followers_existing_policy="update",
                )

    def _message_auto_subscribe_notify(self, partner_ids, template):
        """Tell a person about many tickets in one message instead of many."""
        if len(self) < 2:
            return super()._message_auto_subscribe_notify(partner_ids, template)
        if self.env.context.get("mail_auto_subscribe_no_notify"):
            return None
        items = Markup().join(
            Markup('<li><a href="/odoo/helpdesk.ticket/%s">%s</a></li>')
            % (ticket.id, ticket.display_name)
            for ticket in self[:100]
        )
        return self.env["mail.thread"].message_notify(
            subject=self.env._(
                "%(count)s requests have been assigned to you", count=len(self)
            ),
            body=Markup("<ul>%s</ul>") % items,
            partner_ids=partner_ids,
        )

    def _notify_created(self, messages, subtype):
        """Notify the followers who chose to hear of every new ticket."""
        followers = (
            self.env["mail.followers"]
            .sudo()
            .search(  # sudo: as mail does
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("subtype_ids", "in", subtype.ids),
                    ("partner_id", "!=", self.env.user.partner_id.id),
                ]
            )
        )
        wanted = set(followers.mapped("res_id"))
        if len(self) == 1:
            for message in messages.filtered(lambda m: m.res_id in wanted):
                # sudo: the same
                self.sudo()._notify_thread(message)
            return
        partners = followers.partner_id
        inbox = partners.filtered(lambda p: p.main_user_id.notification_type == "inbox")
        by_ticket = {message.res_id: message.id for message in messages}
        self.env["mail.notification"].sudo().create(  # sudo: as mail does
            [
                {
                    "mail_message_id": by_ticket[follower.res_id],
                    "res_partner_id": follower.partner_id.id,
                    "notification_type": "inbox",
                    "notification_status": "sent",
                    "is_read": False,
                    "read_date": False,
                }
                for follower in followers
                if follower.partner_id in inbox
            ]
        )
        self._send_digest(partners - inbox, wanted)

    def _send_digest(self, partners, ticket_ids):
        """Write one mail about the whole batch to those who read by mail."""
        tickets = self.filtered(lambda ticket: ticket.id in ticket_ids)
        if not partners or not tickets:
            return
        items = Markup().join(
            Markup("<li>%s</li>") % ticket.display_name for ticket in tickets[:100]
        )
        self.env["mail.thread"].sudo().message_notify(  # sudo: as mail does
            subject=self.env._("%(count)s new requests", count=len(tickets)),
            body=Markup("<ul>%s</ul>") % items,
            partner_ids=partners.ids,
            date=fields.Datetime.now(),
        )
