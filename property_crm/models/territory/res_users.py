from odoo import fields, models, tools


class ResUsers(models.Model):
    _inherit = "res.users"

    territory_staff_ids = fields.One2many("property.territory.staff", "user_id")

    def _sees_whole_company(self):
        """Tell whether no territory limits what the user sees."""
        self.ensure_one()
        return (
            self._is_superuser()
            or self.has_group("property_crm.group_property_company_manager")
            or self.has_group("property_crm.group_property_auditor")
        )

    def _get_territory_ids(self):
        """Return the ids of the territories the user works in today.

        The territories below them are included. None stands for all.
        """
        if self._sees_whole_company():
            return None
        return self._get_territory_and_site_ids(fields.Date.context_today(self))[0]

    def _get_site_ids(self):
        """Return the ids of the sites the user works in today, None for all."""
        if self._sees_whole_company():
            return None
        return self._get_territory_and_site_ids(fields.Date.context_today(self))[1]

    def _get_only_site(self):
        """Return the site the user works in today; none if he has several, or all."""
        site_ids = self._get_site_ids() or ()
        return self.env["property.site"].browse(site_ids if len(site_ids) == 1 else ())

    @tools.ormcache("self.id", "day")
    def _get_territory_and_site_ids(self, day):
        # sudo: the user need not be allowed to read the staff list to be on it
        staff_sudo = self.env["property.territory.staff"].sudo()
        own = staff_sudo.search(
            staff_sudo._get_on_date_domain(day) & fields.Domain("user_id", "=", self.id)
        ).territory_id
        # archived ones count: their closed requests stay with their staff
        everything = own.with_context(active_test=False)
        territories = own and everything.search([("id", "child_of", own.ids)])
        return frozenset(territories.ids), frozenset(territories.site_id.ids)
