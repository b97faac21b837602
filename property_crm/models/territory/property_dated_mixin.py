from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain

# Who may read what ties people to places; portal users have pages of their own.
STAFF_GROUPS = (
    "property_crm.group_property_agent,property_crm.group_property_auditor,"
    "property_crm.group_property_integration"
)


class PropertyDatedMixin(models.AbstractModel):
    """Facts that hold from a day to a day, both included; an empty date is open."""

    _name = "property.dated.mixin"
    _description = "Holds for a time"

    date_from = fields.Date(
        string="From",
        default=fields.Date.context_today,
        help="First day. Empty: since before the records begin.",
    )
    date_to = fields.Date(string="Until", help="Last day. Empty: until further notice.")
    is_current = fields.Boolean(
        string="Current", compute="_compute_is_current", search="_search_is_current"
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The last day cannot come before the first."
    )

    @api.model
    def _get_on_date_domain(self, day):
        """Return the domain of what holds on that day."""
        return (Domain("date_from", "=", False) | Domain("date_from", "<=", day)) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    def _on_date(self, day=None):
        """Return the records that hold on that day, today if none is given."""
        day = day or fields.Date.context_today(self)
        current = self.filtered(
            lambda record: (
                (not record.date_from or record.date_from <= day)
                and (not record.date_to or record.date_to >= day)
            )
        )
        return current.with_prefetch(self._prefetch_ids)

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        current = self._on_date()
        for record in self:
            record.is_current = record in current

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_today_domain()

    @api.model
    def _get_today_domain(self):
        """Return the domain of what holds today."""
        return self._get_on_date_domain(fields.Date.context_today(self))

    def _overlaps(self, other):
        """Tell whether there is a day on which both hold."""
        first, last = date.min, date.max
        return (self.date_from or first) <= (other.date_to or last) and (
            other.date_from or first
        ) <= (self.date_to or last)

    def _get_common_period(self, other):
        """Return the values of the dates that hold both periods."""
        starts = (self.date_from, other.date_from)
        ends = (self.date_to, other.date_to)
        return {
            "date_from": min(starts) if all(starts) else False,
            "date_to": max(ends) if all(ends) else False,
        }
