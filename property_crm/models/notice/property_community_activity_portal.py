from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class PropertyCommunityActivity(models.Model):
    """What residents see of it. They have no rights to the records themselves."""

    _inherit = "property.community.activity"

    @api.model
    def _get_portal_domain(self, partner):
        """Return the domain of what comes for the person, and of what just was."""
        ids = self.env["property.unit"]._get_unit_ids_of(partner)
        # sudo: his own units
        units_sudo = self.env["property.unit"].sudo().browse(sorted(ids))
        return (
            Domain("state", "in", ("open", "cancelled"))
            & Domain("stop", ">", fields.Datetime.now() - timedelta(hours=12))
            & Domain("site_id", "in", units_sudo.site_id.ids)
            & Domain("building_id", "in", [False, *units_sudo.building_id.ids])
        )

    @api.model
    def _portal_count(self, partner):
        # sudo: only a number, of what is for this person
        return self.sudo().search_count(self._get_portal_domain(partner))

    @api.model
    def _portal_find(self, activity_id, partner):
        """Return the activity as sudo, if it is for the person."""
        domain = self._get_portal_domain(partner) & Domain("id", "=", activity_id)
        return self.sudo().search(domain)  # sudo: only what is for this person

    @api.model
    def _portal_search(self, partner):
        """Return the cards of the person's page, the next activity first."""
        # sudo: only what is for this person
        found_sudo = self.sudo().search(
            self._get_portal_domain(partner), order="start, id"
        )
        signups_sudo = self.env["property.activity.signup"].sudo()  # sudo: his own
        ids = self.env["property.unit"]._get_unit_ids_of(partner)
        units_sudo = self.env["property.unit"].sudo().browse(sorted(ids))  # sudo: too
        mine = signups_sudo.search(
            signups_sudo._get_household_domain(found_sudo, units_sudo)
        ).grouped("activity_id")
        return [
            {
                "activity": activity,
                "units": signups_sudo._portal_get_units(activity, partner),
                "signup": mine.get(activity, signups_sudo)[:1],
                "free": max(0, activity.capacity - activity.signed_count)
                if activity.capacity
                else None,
                "is_open": activity._is_open(),
                "tz": activity.site_id.tz,
            }
            for activity in found_sudo
        ]
