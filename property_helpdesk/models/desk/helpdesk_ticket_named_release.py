from odoo import api, models
from odoo.fields import Command


class HelpdeskTicket(models.Model):
    """Whoever is named holds nothing of the complaint, and is told nothing of it."""

    _inherit = "helpdesk.ticket"

    def _inverse_named(self):
        """Take the request out of the hands of who is named, without saying why."""
        # sudo: who names himself does not see the request any more
        tickets_sudo = self.sudo()
        tickets_sudo.filtered(lambda t: t._get_named_partners())._release_named()
        for name in ("mail.message", "mail.activity"):
            self.env[name].invalidate_model(["is_not_about_me"], flush=False)
        for name in ("mail.followers", "rating.rating"):
            self.env[name].invalidate_model(["in_my_territory"], flush=False)
        if not self.env.context.get("property_helpdesk_batch"):
            tickets_sudo._create_events(
                [{"ticket_id": ticket.id, "kind": "restricted"} for ticket in self]
            )

    def _release_named(self):
        """Undo what would still tell the persons named of the request."""
        self._filter_holds("user_id")._assign(
            self.env["res.users"], self.env._("Taken back by the service desk.")
        )
        self._filter_holds("handover_user_id").handover_user_id = False
        self._filter_holds("subcontract_id").write(
            {"subcontract_id": False, "subcontract_due": False}
        )
        self.env.add_to_compute(self._fields["owner_id"], self)
        for ticket in self:
            partners = ticket._get_named_partners()
            ticket.message_unsubscribe(partners.ids)
            ticket._forget_notices(partners)
            ticket.activity_ids.filtered(
                lambda activity, named=partners: activity.user_id.partner_id & named
            ).with_context(mail_activity_quick_update=True).write(
                {"user_id": self._get_clerk_id(ticket)}
            )
        self._forget_links()

    def _filter_holds(self, name):
        """Return the requests that one of the named holds in a field."""
        return self.filtered(lambda t: t[name].partner_id & t._get_named_partners())

    @api.model
    def _get_clerk_id(self, ticket):
        """Return who takes over the activities: the user, unless he is named."""
        clerk = self.env.user
        return False if clerk.partner_id in ticket._get_named_partners() else clerk.id

    def _forget_notices(self, partners):
        """Take what he was told of it out of the person's inbox."""
        messages = self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "=", self.id)]
        )
        self.env["mail.notification"].search(
            [
                ("mail_message_id", "in", messages.ids),
                ("res_partner_id", "in", partners.ids),
            ]
        ).unlink()
        unlinked = [Command.unlink(partner_id) for partner_id in partners.ids]
        messages.write({"partner_ids": unlinked, "starred_partner_ids": unlinked})

    def _forget_links(self):
        """Links he was sent, or has copied, open nothing any more."""
        self.filtered("access_token").access_token = False
        files = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        files.filtered("access_token").access_token = False

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Tell nobody of a complaint about himself, mentioned or not."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        pairs = self._get_named_pairs(self.ids)
        silent = {partner_id for _ticket_id, partner_id in pairs}
        return [one for one in recipients if one["id"] not in silent]
