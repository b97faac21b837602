from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

DEFAULT_HOURS = 24
# Who answers for a request that nobody has: the first named of the nearest territory.
RESPONSIBLE_ROLES = ("dispatcher", "steward", "manager")
MANAGERS = "property_crm.group_property_company_manager"


class HelpdeskTicket(models.Model):
    """Every open request has one owner and a next date, whatever happens to it."""

    _inherit = "helpdesk.ticket"

    owner_id = fields.Many2one(
        "res.users",
        string="Case owner",
        compute="_compute_owner_id",
        store=True,
        copy=False,
        index="btree_not_null",
        help="Who has it; while nobody has, who answers for its territory.",
    )
    date_next = fields.Datetime(
        string="Next date",
        compute="_compute_date_next",
        store=True,
        copy=False,
        index="btree_not_null",
        help="When somebody has to look at it again: the deferral date, the deadline"
        " or the usual time after the last step, whichever comes first. What is done"
        " waits for the requester to confirm it.",
    )
    is_nobodys_case = fields.Boolean(
        string="Nobody's case",
        compute="_compute_is_nobodys_case",
        search="_search_is_nobodys_case",
        help="Open, and nobody has it, or its next date has passed.",
    )

    @api.depends("user_id", "territory_id", "team_id", "company_id")
    def _compute_owner_id(self):
        """A closed request keeps its last owner."""
        free = self.filtered(lambda t: not t.user_id)
        for ticket in self - free:
            ticket.owner_id = ticket.user_id
        todo = free.filtered(lambda t: not (t.closed_date and t.owner_id))
        for ticket in free - todo:
            ticket.owner_id = ticket.owner_id
        chains = self._get_responsible_chains({t._get_owner_key() for t in todo})
        barred = todo._get_barred_user_ids()
        for ticket in todo:
            chain = chains[ticket._get_owner_key()]
            fitting = [i for i in chain if i not in barred.get(ticket.id, ())]
            ticket.owner_id = (fitting or chain)[0]

    def _get_owner_key(self):
        return (self.territory_id.id, self.team_id.id, self.company_id.id)

    @api.depends(
        "closed_date",
        "confirm_until",
        "date_deadline",
        "deferred_until",
        "user_id",
        "stage_id",
        "last_step_at",
        "team_id",
    )
    def _compute_date_next(self):
        now = fields.Datetime.now()
        for ticket in self:
            # sudo: who works on it need not be able to read its team
            hours = ticket.team_id.sudo().next_date_hours
            ticket.date_next = not ticket.closed_date and (
                ticket.confirm_until
                or self._get_date_next(
                    now, hours, ticket.date_deadline, ticket.deferred_until
                )
            )

    @api.model
    def _get_date_next(self, now, hours, deadline, deferred_until):
        usual = deferred_until or now + timedelta(hours=hours or DEFAULT_HOURS)
        return min(deadline, usual) if deadline else usual

    @api.depends("user_id", "date_next", "deferred_until", "closed_date", "done_at")
    def _compute_is_nobodys_case(self):
        now = fields.Datetime.now()
        for ticket in self:
            is_free = not ticket.user_id and not ticket.deferred_until
            is_late = ticket.date_next and ticket.date_next < now
            is_done = ticket._get_finished_at()
            ticket.is_nobodys_case = not is_done and (is_free or is_late)

    def _search_is_nobodys_case(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_free = Domain("user_id", "=", False) & Domain("deferred_until", "=", False)
        is_late = Domain("date_next", "<", fields.Datetime.now())
        return self._get_work_domain() & (is_free | is_late)

    @api.model
    def _get_open_domain(self):
        return Domain("closed_date", "=", False)

    @api.model
    def _get_work_domain(self):
        """Return what is open and not done: what waits to be confirmed is no work."""
        return self._get_open_domain() & Domain("done_at", "=", False)

    @api.model
    def _get_visible_domain(self):
        """Whoever answers for a request sees it, and whoever is offered it."""
        domain = super()._get_visible_domain()
        if not self.env.user._is_internal():
            return domain
        mine = [self.env.uid]
        return (
            domain
            | Domain("owner_id", "in", mine)
            | Domain("handover_user_id", "in", mine)
        )

    def _get_barred_user_ids(self):
        """Return ``{ticket id: ids of users who must never be given it}``."""
        return {}

    # Who answers for what nobody has.

    @api.model
    def _get_responsible_chains(self, keys):
        """Return ``{(territory, team, company): user ids}``, the first to answer first.

        The primary dispatcher, steward or manager of the nearest territory; the
        leader of the team; others in these roles; a manager of the company.
        """
        if not keys:
            return {}
        Territory = self.env["property.territory"].sudo()
        # sudo: who answers is decided by people whom the writer need not know
        teams = self.env["helpdesk.ticket.team"].sudo()
        territories = Territory.browse({key[0] for key in keys if key[0]})
        nearest = territories._get_responsible_ids(RESPONSIBLE_ROLES)
        managers = self._get_company_manager_ids({key[2] for key in keys})
        chains = {}
        for territory_id, team_id, company_id in keys:
            first, others = nearest.get(territory_id, ((), ()))
            leader = teams.browse(team_id or ()).user_id.filtered("active")
            chains[territory_id, team_id, company_id] = [
                *first,
                *leader.ids,
                *others,
                *managers[company_id],
            ]
        return chains

    @api.model
    def _get_company_manager_ids(self, company_ids):
        """Return ``{company id: users}``; somebody always is responsible in the end."""
        find = self.env["ir.model.data"]._xmlid_to_res_id  # env.ref asks each time
        group_sudo = self.env["res.groups"].sudo().browse(find(MANAGERS))  # as above
        admin_id = find("base.user_admin") or find("base.user_root")
        users = group_sudo.all_user_ids.filtered(lambda u: u.active and not u.share)
        return {
            company_id: users.filtered(
                lambda user, company_id=company_id: company_id in user.company_ids.ids
            )
            .sorted("id")
            .ids
            or [admin_id]
            for company_id in company_ids
        }

    @api.model
    def _complete_vals_list(self, vals_list):
        vals_list = super()._complete_vals_list(vals_list)
        self._complete_owner(vals_list)
        return vals_list

    @api.model
    def _complete_owner(self, vals_list):
        """Give a whole batch its owners and next dates."""
        now = fields.Datetime.now()
        teams = self.env["helpdesk.ticket.team"].sudo()  # sudo: as above
        free = [vals for vals in vals_list if not vals["user_id"]]
        keys = {self._get_vals_key(vals) for vals in free}
        chains = self._get_responsible_chains(keys)
        for vals in vals_list:
            key = self._get_vals_key(vals)
            vals["owner_id"] = vals["user_id"] or chains[key][0]
            team = teams.browse(vals["team_id"] or ())
            vals["date_next"] = not vals.get("closed_date") and self._get_date_next(
                now,
                team.next_date_hours,
                fields.Datetime.to_datetime(vals.get("date_deadline")),
                fields.Datetime.to_datetime(vals.get("deferred_until")),
            )

    @api.model
    def _get_vals_key(self, vals):
        return (vals.get("territory_id") or False, vals["team_id"], vals["company_id"])

    @api.model
    def _refresh_owners(self, domain):
        """Ask again who answers for the open requests of the domain nobody has."""
        # sudo: who changes the staff need not see the requests
        tickets_sudo = self.sudo().search(
            Domain(domain) & self._get_open_domain() & Domain("user_id", "=", False)
        )
        self.env.add_to_compute(self._fields["owner_id"], tickets_sudo)
        return tickets_sudo
