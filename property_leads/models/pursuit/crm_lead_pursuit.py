from odoo import api, fields, models
from odoo.fields import Domain

from .mail_activity import NEGLECTED

MANAGERS = "property_crm.group_property_company_manager"


class CrmLead(models.Model):
    """Every open prospect has somebody who answers for it, and a next date."""

    _inherit = "crm.lead"

    owner_id = fields.Many2one(
        "res.users",
        string="Answers for it",
        compute="_compute_owner_id",
        store=True,
        copy=False,
        index="btree_not_null",
        help="Who has it; while nobody has, the manager of its territory.",
    )
    date_next = fields.Date(
        string="Next action on",
        compute="_compute_date_next",
        store=True,
        copy=False,
        index="btree_not_null",
        help="The first planned activity; until the first contact the day it is due;"
        " otherwise some days after the last sign of life.",
    )
    is_neglected = fields.Boolean(
        string="Neglected",
        compute="_compute_is_neglected",
        search="_search_is_neglected",
        help="Not contacted in time, or its next date has passed.",
    )

    @api.depends("user_id", "territory_id", "team_id", "company_id")
    def _compute_owner_id(self):
        free = self.filtered(lambda lead: not lead.user_id)
        for lead in self - free:
            lead.owner_id = lead.user_id
        if not free:
            return
        # sudo: who answers is decided by people whom the writer need not know
        chains = free.sudo()._get_responsible_chains()
        for lead in free:
            lead.owner_id = chains[lead.id][0]

    @api.depends("won_status", "active", "last_action_at", "contacted_at")
    def _compute_date_next(self):
        """Activities tell themselves when they change."""
        planned = self._get_planned_days()
        for lead in self:
            if not lead.active or lead.won_status != "pending":
                lead.date_next = False
            else:
                lead.date_next = planned.get(lead.id) or lead._get_usual_day()

    def _get_planned_days(self):
        """Return ``{lead id: day of its first open activity}``.

        To be told that it is neglected is no plan.
        """
        ids = [lead.id for lead in self if isinstance(lead.id, int)]
        if not ids:
            return {}
        # sudo: what colleagues have planned counts
        rows = (
            self.env["mail.activity"]
            .sudo()
            ._read_group(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", ids),
                    ("activity_type_id", "!=", self._get_neglected_type_id()),
                ],
                ["res_id"],
                ["date_deadline:min"],
            )
        )
        return dict(rows)

    @api.model
    def _get_neglected_type_id(self):
        """Return False while we are being installed where there are prospects."""
        return self.env["ir.model.data"]._xmlid_to_res_id(NEGLECTED)

    def _get_usual_day(self):
        """Return the day to look at it again where nothing is planned."""
        last = self.last_action_at or fields.Datetime.now()
        if not self.contacted_at:
            return self._get_local_day(self.contact_due or last)
        # sudo: the rule of the company holds for whoever works on it
        days = (self.company_id or self.env.company).sudo().lead_next_days
        return fields.Date.add(self._get_local_day(last), days=days)

    def _get_local_day(self, moment):
        # sudo: the time zone of a place is no secret
        zone = self.site_id.sudo().tz or self.env.tz.zone
        local = self.with_context(tz=zone)
        return fields.Datetime.context_timestamp(local, moment).date()

    @api.depends("date_next", "contact_due", "contacted_at", "won_status", "active")
    def _compute_is_neglected(self):
        neglected = self.filtered_domain(self._get_neglected_domain())
        for lead in self:
            lead.is_neglected = lead in neglected

    def _search_is_neglected(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_neglected_domain()

    @api.model
    def _get_neglected_domain(self):
        is_waiting = Domain("contacted_at", "=", False) & Domain(
            "contact_due", "<", fields.Datetime.now()
        )
        is_late = Domain("date_next", "<", fields.Date.context_today(self))
        return self._get_pursued_domain() & (is_waiting | is_late)

    def _get_responsible_chains(self):
        """Return ``{lead id: user ids}``, who answers first for what nobody has.

        The manager of the nearest territory, primary ones first; the leader of the
        team; a manager of the company.
        """
        nearest = self.territory_id._get_manager_ids()
        by_company = self._get_company_manager_ids()
        return {
            lead.id: [
                *nearest.get(lead.territory_id.id, ()),
                *lead.team_id.user_id.filtered("active").ids,
                *by_company(lead.company_id),
            ]
            for lead in self
        }

    @api.model
    def _get_company_manager_ids(self):
        """Return a function from company to users: in the end there is somebody."""
        find = self.env["ir.model.data"]._xmlid_to_res_id
        admin_id = find("base.user_admin") or find("base.user_root")
        group = self.env["res.groups"].browse(find(MANAGERS))
        managers = group.all_user_ids.filtered(lambda u: u.active and not u.share)
        ids = {user.id: set(user.company_ids._ids) for user in managers.sorted("id")}

        def of(company):
            found = [
                user_id
                for user_id, companies in ids.items()
                if not company or company.id in companies
            ]
            return found or [admin_id]

        return of

    @api.model
    def _refresh_dates(self, lead_ids):
        """Look again when these are next, after what is planned for them changed."""
        # sudo: whoever plans for a colleague
        leads_sudo = self.sudo().browse(lead_ids).exists()
        self.env.add_to_compute(self._fields["date_next"], leads_sudo)
        return leads_sudo
