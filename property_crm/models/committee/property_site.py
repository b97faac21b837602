from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models
from odoo.fields import Domain

from ...tools.vote_days import get_days_off
from ...tools.working_time import NoWorkingTime

is_weekend = get_days_off(())


class PropertySite(models.Model):
    """The owners' committee of the site, and the days on which nobody works there."""

    _inherit = "property.site"

    committee_term_id = fields.Many2one(
        "property.committee.term",
        string="Committee in office",
        compute="_compute_committee_term_id",
    )

    def _compute_committee_term_id(self):
        """The committee in office, else the one that still hands over."""
        # of two the one "filed" comes last, and stays
        terms = self.env["property.committee.term"].search(
            Domain("site_id", "in", self.ids)
            & Domain("state", "in", ("filed", "handing_over")),
            order="state desc, number",
        )
        by_site = {term.site_id: term for term in terms}
        for site in self:
            site.committee_term_id = by_site.get(site)

    def action_view_committee(self):
        """Open the committee in office; where there is none, all terms of the site."""
        action = self._action_view("property_crm.property_committee_term_action")
        if not self.committee_term_id:
            return action
        return action | {
            "views": [(False, "form")],
            "res_id": self.committee_term_id.id,
        }

    def _get_day_off_test(self):
        """Return a function that tells whether a day is off: for legal deadlines.

        A day is off on which the service centre has no hours. A site that never
        closes, or has no hours at all, rests at weekends.
        """
        self.ensure_one()
        if not self.sudo().resource_calendar_id:  # sudo: hours are no secret
            return is_weekend
        zone = self._get_zone()

        def is_off(day):
            midnight = zone.localize(datetime.combine(day, time()))
            start = midnight.astimezone(pytz.utc).replace(tzinfo=None)
            clock = self._get_working_clock(start, start + timedelta(days=1))
            try:
                return not clock.measure(start, start + timedelta(days=1))
            except NoWorkingTime:
                return is_weekend(day)

        return is_off
