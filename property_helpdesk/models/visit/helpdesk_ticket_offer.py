from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.property_crm.tools.busy_time import merge

from ...tools.visit_windows import find_offers, get_free
from .property_visit import OPEN

PEOPLE = 6


class HelpdeskTicket(models.Model):
    """When who could come: free time within working hours and the usual windows."""

    _inherit = "helpdesk.ticket"

    def _get_visit_offers(self, user=None, first=None, minutes=None, each=3, lead=0):
        """Return the ``[Offer]`` of some days, the first first.

        :param user: of this technician; else of the holder, or of who suits best
        :param first: date of the site; default its today
        :param minutes: how long the visit lasts; default as the company plans
        :param each: how many people per window
        :param lead: hours from now before which nobody comes
        """
        self.ensure_one()
        company_sudo = self.company_id.sudo()  # sudo: settings everybody plans with
        site = self.site_id
        first = max(first or site._get_today(), site._get_today())
        days = company_sudo.visit_days
        spans = self.env["property.visit.window"]._get_spans(site, first, days)
        earliest = fields.Datetime.now() + timedelta(hours=lead)
        spans = [span for span in spans if span[2] > earliest]
        users = user or self._get_visitors()
        if not spans or not users:
            return []
        period = (spans[0][1], max(span[2] for span in spans))
        duration = timedelta(minutes=minutes or company_sudo.visit_minutes)
        free = self._get_free_visitors(users, *period)
        return find_offers(spans, free, duration, earliest, each)

    def _get_visitors(self):
        """Return who could be sent: the holder, then who suits best."""
        allowed = self._get_visitor_ids()[self.id]
        known = self._get_technician_ids(allowed) or allowed
        # sudo: who suits is asked for residents, too, who read none of it
        ranked = self.sudo()._rank_people(is_later=True)[self]
        best = [v.key for v in ranked if v.is_eligible and v.key in known]
        holder = self.sudo().user_id
        if holder.id in allowed:
            best = [holder.id, *(key for key in best if key != holder.id)]
        return self.env["res.users"].browse(best[:PEOPLE])

    @api.model
    def _get_technician_ids(self, user_ids):
        """Return those of the users whose job it is to go to places."""
        # sudo: what a colleague does is no secret
        Staff = self.env["property.territory.staff"].sudo()
        today = fields.Date.context_today(self)
        staff_sudo = Staff.search(
            Staff._get_on_date_domain(today)
            & Domain("role", "=", "technician")
            & Domain("user_id", "in", list(user_ids))
        )
        return set(staff_sudo.user_id.ids)

    def _get_free_visitors(self, users, start, stop):
        """Return ``{user id: [(start, stop)]}``, within the hours of the site."""
        Event = self.env["calendar.event"].sudo()  # sudo: only when, not why
        busy = Event._get_busy(users, start, stop)
        working = Event._get_working_intervals(users, start, stop)
        opened = self._get_site_hours(start, stop)
        return {
            user.id: get_free(working[user.id], opened, merge(busy[user.id]))
            for user in users
        }

    def _get_site_hours(self, start, stop):
        """Return ``[(start, stop)]``; a site without hours is always open."""
        site_sudo = self.sudo().site_id  # sudo: hours are no secret
        calendar = site_sudo.resource_calendar_id
        if not calendar:
            return [(start, stop)]
        plan = calendar._get_working_plans(site_sudo.company_id)[calendar]
        return plan.get_intervals(site_sudo._get_zone(), start, stop)

    def _get_visit_loads(self, users):
        """Return ``{user id: (open requests, open visits)}``."""
        # sudo: as for the workload of dispatch
        loads, _last = self._get_workloads(users)
        rows = (
            self.env["property.visit"]
            .sudo()
            ._read_group(
                Domain("user_id", "in", users.ids) & Domain("state", "in", OPEN),
                ["user_id"],
                ["__count"],
            )
        )
        visits = {user.id: count for user, count in rows}
        return {
            user.id: (loads.get(user.id, 0), visits.get(user.id, 0)) for user in users
        }
