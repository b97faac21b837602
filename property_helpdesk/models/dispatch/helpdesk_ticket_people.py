from dataclasses import replace
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.dispatch_score import USUAL_LOAD, Need, Person


class HelpdeskTicket(models.Model):
    """What counts about the people who can take requests, for a whole batch at once."""

    _inherit = "helpdesk.ticket"

    _holder_idx = models.Index(
        "(user_id, assigned_date DESC) WHERE user_id IS NOT NULL"
    )

    def _get_dispatch_people(self):
        """Return ``{ticket: [Person]}`` of everybody of its territory and team."""
        users = self.assignable_user_ids
        staff = self._get_staff_of(users)
        people = self._get_people(users, staff)
        chains = self.territory_id.sudo()._get_chain_ids()  # sudo: ids only
        history = self._get_history(users)
        barred = self._get_barred_user_ids()
        return {
            ticket: [
                replace(
                    people[user.id],
                    distance=self._get_distance(
                        staff.get(user, ()), chains.get(ticket.territory_id.id, ())
                    ),
                    history=history.get((ticket.partner_id.id, user.id), 0),
                    is_barred=user.id in barred.get(ticket.id, ()),
                    load=people[user.id].load - (ticket.user_id == user),
                )
                for user in ticket.assignable_user_ids
            ]
            for ticket in self
        }

    def _get_dispatch_needs(self):
        """Return ``{ticket: Need}``."""
        needs = self.env["property.dispatch.skill"]._get_needs(self)
        return {
            # sudo: the customer's language is no secret to who serves him
            ticket: Need(required, optional, ticket.partner_id.sudo().lang or "")
            for ticket, (required, optional) in needs.items()
        }

    @api.model
    def _get_people(self, users, staff):
        """Return ``{user id: Person}`` as far as it is the same for every request."""
        now = fields.Datetime.now()
        skills = self.env["property.dispatch.skill"]._get_skills(users)
        absent = self._get_absent_user_ids(users, now)
        loads, last = self._get_workloads(users)
        ratings = self._get_user_ratings(users)
        people = {}
        for user in users.sudo():  # sudo: of colleagues, for who dispatches
            has, expired = skills.get(user.id, ({}, frozenset()))
            since = last.get(user.id)
            people[user.id] = Person(
                user.id,
                skills=has,
                expired=expired,
                languages=frozenset(filter(None, [user.lang])),
                load=loads.get(user.id, 0),
                capacity=self._get_capacity(staff.get(user)),
                rating=ratings.get(user.partner_id.id),
                idle=since and (now - since) // timedelta(minutes=1),
                is_on_shift=user.id not in absent,
            )
        return people

    @api.model
    def _get_absent_user_ids(self, users, now):
        """Return who has no shift now, or is on leave; who has no hours is there."""
        # sudo: that somebody is absent is told, why is not
        employees_sudo = (
            self.env["hr.employee"].sudo().search([("user_id", "in", users.ids)])
        )
        start = pytz.utc.localize(now)
        end = start + timedelta(minutes=1)
        present, known = set(), set()
        for calendar, employees in employees_sudo.grouped(
            "resource_calendar_id"
        ).items():
            if not calendar:
                continue
            known.update(employees.user_id.ids)
            resources = employees.resource_id
            intervals = calendar._work_intervals_batch(start, end, resources=resources)
            present.update(
                employee.user_id.id
                for employee in employees
                if list(intervals[employee.resource_id.id])
            )
        return known - present

    @api.model
    def _get_workloads(self, users):
        """Return ``{user id: open requests}`` and ``{user id: last given}``."""
        # sudo: what people have elsewhere counts, too
        tickets_sudo = self.sudo()
        held = Domain("user_id", "in", users.ids)
        loads = tickets_sudo._read_group(
            held & self._get_work_domain() & Domain("deferred_until", "=", False),
            ["user_id"],
            ["__count"],
        )
        last = tickets_sudo._read_group(held, ["user_id"], ["assigned_date:max"])
        return (
            {user.id: count for user, count in loads},
            {user.id: date for user, date in last},
        )

    @api.model
    def _get_user_ratings(self, users):
        """Return ``{partner id: mean rating}`` of what customers have said."""
        # sudo: the mean of many is shown to who dispatches, no single rating
        rows = (
            self.env["rating.rating"]
            .sudo()
            ._read_group(
                [
                    ("res_model", "=", "helpdesk.ticket"),
                    ("rated_partner_id", "in", users.sudo().partner_id.ids),
                    ("consumed", "=", True),
                ],
                ["rated_partner_id"],
                ["rating:avg"],
            )
        )
        return {partner.id: mean for partner, mean in rows}

    def _get_history(self, users):
        """Return ``{(customer id, user id): requests closed}``."""
        # sudo: as for the workload
        rows = self.sudo()._read_group(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("user_id", "in", users.ids),
                ("closed_date", "!=", False),
            ],
            ["partner_id", "user_id"],
            ["__count"],
        )
        return {(partner.id, user.id): count for partner, user, count in rows}

    @api.model
    def _get_staff_of(self, users):
        """Return ``{user: memberships}`` of today."""
        Staff = self.env["property.territory.staff"].sudo()  # sudo: as above
        today = fields.Date.context_today(self)
        staff_sudo = Staff.search(
            Staff._get_on_date_domain(today) & Domain("user_id", "in", users.ids)
        )
        return staff_sudo.grouped("user_id")

    @api.model
    def _get_capacity(self, staff):
        """Return how many requests at a time; who is only in a team takes the usual."""
        limits = staff.mapped("ticket_capacity") if staff else [USUAL_LOAD]
        return 0 if 0 in limits else max(limits)

    @api.model
    def _get_distance(self, staff, chain):
        """Return how many territories above the request he works; None: nowhere."""
        own = {one.territory_id.id for one in staff}
        return next((i for i, key in enumerate(chain) if key in own), None)
