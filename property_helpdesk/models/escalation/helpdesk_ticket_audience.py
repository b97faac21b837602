from odoo import api, fields, models

LADDER = ("holder", "lead", "site_manager", "area_manager", "company_manager")
HEAD_OFFICE = "property_crm.group_property_company_manager"


class HelpdeskTicket(models.Model):
    """Whom a level tells."""

    _inherit = "helpdesk.ticket"

    def _get_audience(self, level):
        """Return ``{ticket: people}``; nobody is told of what he may not see.

        Where there is no such person, the next one up is told, so that no level ends
        in silence. The committee has no users: see ``_tell_committee``.
        """
        staff = self._get_staff_by_territory()
        managers = self.env.ref(HEAD_OFFICE).all_user_ids
        on_duty = self._get_people_on_duty() if level.also_on_duty else {}
        is_step = level.audience in LADDER
        steps = LADDER[LADDER.index(level.audience) :] if is_step else ()
        ladders, others = {}, {}
        for ticket in self:
            roles = staff.get(ticket.territory_id.id, {})
            ladders[ticket] = [
                ticket._get_step_people(step, {**roles, "company_manager": managers})
                for step in steps
            ]
            others[ticket] = on_duty.get(ticket.territory_id, self.env["res.users"])
            if level.also_dispatchers and "dispatcher" in roles:
                others[ticket] |= roles["dispatcher"]
        self._drop_blind(ladders, others)
        return {
            ticket: next(filter(None, ladder), self.env["res.users"]) | others[ticket]
            for ticket, ladder in ladders.items()
        }

    def _get_step_people(self, step, roles):
        """Return who stands on a step of the ladder for the single ticket."""
        Users = self.env["res.users"]
        if step == "holder":
            users = self.user_id
        elif step == "lead":
            users = self.team_id.user_id
        else:
            users = roles.get(step, Users)
        return users.filtered(
            lambda user: (
                user.active and not user.share and self.company_id in user.company_ids
            )
        )

    def _get_people_on_duty(self):
        """Return ``{territory: people}`` of the duty roster, at this moment."""
        return self.env["property.duty"]._get_on_duty_by_territory(self.territory_id)

    def _get_staff_by_territory(self):
        """Return ``{territory id: {step or role: people}}`` of today, nearest first."""
        chains = {
            territory.id: [int(i) for i in territory.parent_path.split("/") if i]
            for territory in self.territory_id
        }
        Staff = self.env["property.territory.staff"]
        today = fields.Date.context_today(self)
        staff = Staff.search(
            Staff._get_on_date_domain(today)
            & fields.Domain("territory_id", "in", list({*sum(chains.values(), [])}))
            & fields.Domain("role", "in", ("manager", "dispatcher"))
            & fields.Domain("user_id.active", "=", True)
        ).grouped("territory_id")
        by_id = {territory.id: (territory, rows) for territory, rows in staff.items()}
        return {
            territory_id: self._sort_staff(
                [by_id[i] for i in reversed(chain) if i in by_id]
            )
            for territory_id, chain in chains.items()
        }

    @api.model
    def _sort_staff(self, around):
        roles = {}
        for territory, rows in around:
            for role, users in rows.grouped("role").items():
                step = role
                if role == "manager":
                    is_area = territory.kind == "district"
                    step = "area_manager" if is_area else "site_manager"
                roles.setdefault(step, users.user_id)
        return roles

    def _drop_blind(self, ladders, others):
        """Leave out who may not see the request, by one question for each person."""
        users = self.env["res.users"].union(
            *others.values(), *(step for ladder in ladders.values() for step in ladder)
        )
        sees = {}
        for user in users:
            mine = self.with_user(user).with_context(
                allowed_company_ids=user.company_ids.ids
            )
            sees[user] = set(mine._filtered_access("read").ids)
        for ticket, ladder in ladders.items():
            can_see = [user.id for user in users if ticket.id in sees[user]]
            sighted = users.browse(can_see)
            ladders[ticket] = [step & sighted for step in ladder]
            others[ticket] &= sighted
