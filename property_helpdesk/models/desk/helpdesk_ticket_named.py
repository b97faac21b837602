from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

NAMED_TABLE = "property_ticket_named_user_rel"
NAMED_PARTNER_TABLE = "property_ticket_named_partner_rel"
NAMED_FIELDS = ("named_employee_ids", "named_partner_ids")
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
        inverse="_inverse_named",
        domain=[("share", "=", False)],
        copy=False,
        groups=INFORMED,
        help="The colleagues it complains about. From now on they see nothing of this"
        " request, and it cannot be given to them.",
    )
    named_partner_ids = fields.Many2many(
        "res.partner",
        NAMED_PARTNER_TABLE,
        "ticket_id",
        "partner_id",
        string="Complaint about, without a login",
        inverse="_inverse_named",
        domain=[("is_company", "=", False)],
        copy=False,
        groups=INFORMED,
        help="Staff without a login, people of a subcontractor. They are told nothing"
        " of this request, and see nothing of it should they get a login.",
    )

    @api.depends(*NAMED_FIELDS)
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        return super()._compute_in_my_territory()

    @api.model
    def _get_visible_domain(self):
        return super()._get_visible_domain() & self._get_not_named_domain()

    @api.model
    def _get_not_named_domain(self):
        """Return the requests that do not complain about the user."""
        uid, partner = self.env.uid, self.env.user.partner_id

        def to_sql(_model, alias, _query):
            ticket_id = SQL.identifier(alias, "id")
            return SQL("%s NOT IN %s", ticket_id, self._get_named_query(uid))

        def is_kept(ticket):
            # sudo: nobody but dispatchers reads who is named, and all are asked here
            return partner not in ticket.sudo()._get_named_partners()

        return Domain.custom(to_sql=to_sql, predicate=is_kept)

    def _get_named_partners(self):
        """Return the contacts of everybody named; ask it as superuser."""
        requests = self.with_context(active_test=False)
        return requests.named_employee_ids.partner_id | requests.named_partner_ids

    @api.model
    def _get_named_query(self, uid):
        """Return a subquery of the requests that complain about the user."""
        named = self._get_named_users()
        return SQL("(SELECT ticket_id FROM %s AS named WHERE user_id = %s)", named, uid)

    @api.model
    def _get_named_users(self):
        """Return a subquery of ticket_id and user_id: by the login, or the contact."""
        return SQL(
            "(SELECT ticket_id, user_id FROM %s UNION ALL"
            " SELECT rel.ticket_id, res_users.id FROM %s AS rel"
            " JOIN res_users ON res_users.partner_id = rel.partner_id)",
            SQL.identifier(NAMED_TABLE),
            SQL.identifier(NAMED_PARTNER_TABLE),
        )

    @api.model
    def _get_named_pairs(self, ticket_ids):
        """Return ``{(ticket id, partner id)}`` of who must not hear of which."""
        # sudo: nobody else may know; of what was made just now it costs no query
        return {
            (ticket.id, partner.id)
            for ticket in self.sudo().browse(ticket_ids)
            for partner in ticket._get_named_partners()
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
                self._get_named_users(),
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

    @api.depends(*NAMED_FIELDS)
    def _compute_owner_id(self):
        return super()._compute_owner_id()

    @api.depends(*NAMED_FIELDS)
    def _compute_assignable_user_ids(self):
        result = super()._compute_assignable_user_ids()
        for ticket in self:
            # sudo: only a dispatcher reads who is named; to all others they are no
            # candidates
            named = ticket.sudo()._get_named_partners()._origin
            ticket.assignable_user_ids -= named.user_ids.sudo(False)
        return result

    @api.constrains("user_id", "subcontract_id", *NAMED_FIELDS)
    def _check_holder_not_named(self):
        for ticket_sudo in self.sudo():  # sudo: see above
            holders = ticket_sudo.user_id.partner_id
            holders |= ticket_sudo.subcontract_id.partner_id
            if named := holders & ticket_sudo._get_named_partners():
                raise ValidationError(
                    self.env._(
                        "Assigned to: %(user)s cannot look after %(ticket)s.",
                        user=named[0].name,
                        ticket=ticket_sudo.display_name,
                    )
                )
