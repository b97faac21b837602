from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command, Domain
from odoo.tools import SQL

NAMED_TABLE = "property_ticket_named_user_rel"
# Who may know whom a complaint is about.
INFORMED = "property_crm.group_property_dispatcher"


class HelpdeskTicket(models.Model):
    """A complaint about a colleague does not exist for the colleague.

    Whatever else he may do: the global record rule of requests leaves it out, and
    what hangs on a request (messages, activities, ratings, events, files) goes by it.
    """

    _inherit = "helpdesk.ticket"

    named_employee_ids = fields.Many2many(
        "res.users",
        NAMED_TABLE,
        "ticket_id",
        "user_id",
        string="Complaint about",
        inverse="_inverse_named_employee_ids",
        domain=[("share", "=", False)],
        copy=False,
        groups=INFORMED,
        help="The colleagues it complains about. From now on they see nothing of this"
        " request, and it cannot be given to them.",
    )

    @api.depends("named_employee_ids")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        return super()._compute_in_my_territory()

    @api.model
    def _get_visible_domain(self):
        return super()._get_visible_domain() & self._get_not_named_domain()

    @api.model
    def _get_not_named_domain(self):
        """Return the requests that do not complain about the user."""
        uid = self.env.uid

        def to_sql(_model, alias, _query):
            ticket_id = SQL.identifier(alias, "id")
            return SQL("%s NOT IN %s", ticket_id, self._get_named_query(uid))

        def is_kept(ticket):
            # sudo: nobody but dispatchers reads who is named, and all are asked here
            return uid not in ticket.sudo().named_employee_ids.ids

        return Domain.custom(to_sql=to_sql, predicate=is_kept)

    @api.model
    def _get_named_query(self, uid):
        """Return a subquery of the requests that complain about the user."""
        return SQL(
            "(SELECT ticket_id FROM %s WHERE user_id = %s)",
            SQL.identifier(NAMED_TABLE),
            uid,
        )

    @api.model
    def _get_named_pairs(self, ticket_ids):
        """Return ``{(ticket id, partner id)}`` of who must not hear of which."""
        # sudo: nobody else may know; of what was made just now it costs no query
        tickets_sudo = self.sudo().with_context(active_test=False).browse(ticket_ids)
        return {
            (ticket.id, user.partner_id.id)
            for ticket in tickets_sudo
            for user in ticket.named_employee_ids
        }

    def _get_barred_user_ids(self):
        """Return who is named in each request, or in a complaint of its requester."""
        barred = super()._get_barred_user_ids()
        partners = self.partner_id
        if not self.ids and not partners:
            return barred
        self.flush_model(["partner_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT ticket.id, ticket.partner_id, named.user_id FROM %s AS named"
                " JOIN helpdesk_ticket AS ticket ON ticket.id = named.ticket_id"
                " WHERE ticket.id IN %s OR ticket.partner_id IN %s",
                SQL.identifier(NAMED_TABLE),
                tuple(self.ids) or (0,),
                tuple(partners.ids) or (0,),
            )
        )
        for ticket in self:
            barred[ticket.id] = set(barred.get(ticket.id, ())) | {
                user_id
                for ticket_id, partner_id, user_id in rows
                if ticket_id == ticket.id
                or (partner_id and partner_id == ticket.partner_id.id)
            }
        return barred

    @api.depends("named_employee_ids")
    def _compute_owner_id(self):
        return super()._compute_owner_id()

    @api.depends("named_employee_ids")
    def _compute_assignable_user_ids(self):
        result = super()._compute_assignable_user_ids()
        for ticket in self:
            # sudo: only a dispatcher reads who is named; to all others they are no
            # candidates
            ticket.assignable_user_ids -= ticket.sudo().named_employee_ids._origin
        return result

    @api.constrains("user_id", "named_employee_ids")
    def _check_holder_not_named(self):
        for ticket_sudo in self.sudo():  # sudo: see above
            if ticket_sudo.user_id & ticket_sudo.named_employee_ids:
                raise ValidationError(
                    self.env._(
                        "Assigned to: %(user)s cannot look after %(ticket)s.",
                        user=ticket_sudo.user_id.name,
                        ticket=ticket_sudo.display_name,
                    )
                )

    def _inverse_named_employee_ids(self):
        """Take the request out of the hands of who is named, without saying why."""
        # sudo: who names himself does not see the request any more
        tickets_sudo = self.sudo()
        tickets_sudo.filtered("named_employee_ids")._release_named()
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
        held = self.filtered(lambda t: t.user_id & t.named_employee_ids)
        held._assign(
            self.env["res.users"], self.env._("Taken back by the service desk.")
        )
        self.filtered(
            lambda t: t.handover_user_id & t.named_employee_ids
        ).handover_user_id = False
        self.env.add_to_compute(self._fields["owner_id"], self)
        for ticket in self:
            partners = ticket.named_employee_ids.partner_id
            ticket.message_unsubscribe(partners.ids)
            ticket._forget_notices(partners)
            ticket.activity_ids.filtered(
                lambda activity, ticket=ticket: (
                    activity.user_id in ticket.named_employee_ids
                )
            ).with_context(mail_activity_quick_update=True).write(
                {"user_id": self._get_clerk_id(ticket)}
            )
        self._forget_links()

    @api.model
    def _get_clerk_id(self, ticket):
        """Return who takes over the activities: the user, unless he is named."""
        clerk = self.env.user
        return False if clerk in ticket.named_employee_ids else clerk.id

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
