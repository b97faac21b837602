from datetime import datetime, time, timedelta

import pytz
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.property_crm.tools.working_time import NoWorkingTime
from odoo.addons.property_helpdesk.models.work.helpdesk_ticket_rework import WORKED

from ...tools.return_visit import Request, draw, give

# So long after a month its least is still drawn.
LATE = 7


class PropertyReturnVisitPlan(models.Model):
    """Draws the requests, and gives them to people who had no part in the work."""

    _inherit = "property.return.visit.plan"

    @api.model
    def _cron_draw(self):
        """Draw for all plans; what was drawn is not drawn again."""
        for plan in self.search([("active", "=", True)]):
            plan._draw()
            self.env["ir.cron"]._commit_progress(1)

    def _draw(self):
        """Draw of this month what its shares give; of the last one the least, too."""
        drawn = self.env["property.return.visit"]
        # sudo: the lots decide, not what whoever starts it may see
        for plan_sudo in self.sudo():
            for zone, sites in plan_sudo._get_sites().grouped("tz").items():
                for first, last, least in plan_sudo._get_months(zone):
                    drawn |= plan_sudo._draw_period(sites, first, last, least)
        return drawn.with_env(self.env)

    def _get_sites(self):
        """Return the plan's sites: its own, else those no other plan speaks of."""
        self.ensure_one()
        if self.site_ids:
            return self.site_ids
        others = self.search(
            [("company_id", "=", self.company_id.id), ("site_ids", "!=", False)]
        )
        first = self.search(
            [("company_id", "=", self.company_id.id), ("site_ids", "=", False)], limit=1
        )
        if self != first:
            return self.site_ids
        return self.env["property.site"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("id", "not in", others.site_ids.ids),
            ]
        )

    def _get_months(self, zone):
        """Return ``(first moment, last moment, least)`` of the months, in UTC."""
        zone = pytz.timezone(zone or "UTC")
        now = fields.Datetime.now()
        today = pytz.utc.localize(now).astimezone(zone).date()
        month = today.replace(day=1)
        before = month - relativedelta(months=1)
        months = [(month, today + timedelta(days=1), 0)]
        if today.day <= LATE:
            months.insert(0, (before, month, self.least))
        return [
            (
                self._get_moment(max(first, self.date_from), zone),
                self._get_moment(last, zone),
                least,
            )
            for first, last, least in months
        ]

    @api.model
    def _get_moment(self, day, zone):
        local = zone.localize(datetime.combine(day, time()))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    def _draw_period(self, sites, first, last, least):
        tickets = self._find_finished(sites, first, last)
        drawn = draw(
            [
                Request(ticket._get_return_visit_key(), worker, share / 100)
                for ticket, worker, share in self._get_shares(tickets)
            ],
            self.seed,
            least,
        )
        known = {
            (visit.ticket_id, visit.closing)
            for visit in self.env["property.return.visit"].search(
                [("ticket_id", "in", tickets.ids)]
            )
        }
        new = tickets.filtered(
            lambda t: (
                t._get_return_visit_key() in drawn and (t, t.reopen_count) not in known
            )
        )
        return self._create_visits(
            {ticket: drawn[ticket._get_return_visit_key()] for ticket in new}
        )

    def _find_finished(self, sites, first, last):
        """Return what somebody worked on for a resident and was over in that time."""
        over = Domain("done_at", ">=", first) & Domain("done_at", "<", last)
        over |= (
            Domain("done_at", "=", False)
            & Domain("closed_date", ">=", first)
            & Domain("closed_date", "<", last)
        )
        return self.env["helpdesk.ticket"].search(
            over
            & Domain("site_id", "in", sites.ids)
            & Domain("stage_id.is_finished", "=", True)
            & Domain("close_cause", "in", WORKED)
            & Domain("partner_id", "!=", False)
            & Domain("follow_of_id", "=", False),
            order="id",
        )

    def _get_shares(self, tickets):
        """Return ``(ticket, worker, share)`` of each, by the first rule that fits."""
        left, shares = tickets, {}
        for rule in self.rule_ids:
            fitting = left.filtered_domain(rule._get_domain())
            shares |= dict.fromkeys(fitting, rule.share)
            left -= fitting
        return [
            (ticket, ticket._get_worker().id, shares.get(ticket, self.share))
            for ticket in tickets
        ]

    def _create_visits(self, reasons):
        """Create a visit of each ticket of ``{ticket: reason}`` and give it away."""
        tickets = self.env["helpdesk.ticket"].union(*reasons)
        askers = self._choose_askers(tickets)
        due = self._get_due_dates(tickets.site_id)
        return self.env["property.return.visit"].create(
            [
                {
                    "plan_id": self.id,
                    "ticket_id": ticket.id,
                    "reason": reason,
                    "channel": self.channel,
                    "user_id": askers[ticket.id],
                    "date_deadline": due[ticket.site_id],
                }
                for ticket, reason in reasons.items()
            ]
        )

    def _choose_askers(self, tickets):
        """Return ``{ticket id: user id or None}``, even shares among who may ask."""
        users = self.user_ids.filtered("active")
        rows = self.env["property.return.visit"]._read_group(
            [("state", "=", "planned"), ("user_id", "in", users.ids)],
            ["user_id"],
            ["__count"],
        )
        seen = {
            user.id: set(tickets.with_user(user)._filtered_access("read").ids)
            for user in users
        }
        barred = tickets._get_return_visit_barred()
        wanted = {
            ticket.id: [
                user.id
                for user in users
                if ticket.id in seen[user.id] and user not in barred[ticket]
            ]
            for ticket in tickets
        }
        return give(wanted, {user.id: count for user, count in rows})

    def _get_due_dates(self, sites):
        """Return ``{site: until when}`` of what is drawn now."""
        now = fields.Datetime.now()
        clocks = sites._get_working_clocks(now)
        due = {}
        for site in sites:
            try:
                due[site] = clocks[site].add(now, self.due_hours * 60)
            except NoWorkingTime:
                due[site] = now + timedelta(hours=self.due_hours)
        return due
