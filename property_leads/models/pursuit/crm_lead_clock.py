import pytz

from odoo import api, fields, models

from odoo.addons.property_crm.tools.working_time import WorkingClock


class CrmLead(models.Model):
    """The time until the first contact, by the working hours of the site."""

    _inherit = "crm.lead"

    contact_due = fields.Datetime(
        string="First contact due",
        compute="_compute_contact_due",
        store=True,
        copy=False,
        help="So many working minutes after it came in. Without a site the hours of"
        " the company count.",
    )
    contact_result = fields.Selection(
        [("on_time", "In time"), ("late", "Too late")],
        string="Contacted",
        compute="_compute_contact_result",
        store=True,
    )

    _contact_due_idx = models.Index(
        "(contact_due) WHERE contacted_at IS NULL AND active IS TRUE"
    )

    @api.depends("site_id")
    def _compute_contact_due(self):
        clocks = self._get_clocks()
        for lead in self:
            start = lead.create_date or fields.Datetime.now()
            # sudo: the rule of the company holds for whoever works on it
            company_sudo = (lead.company_id or self.env.company).sudo()
            minutes = company_sudo.lead_contact_minutes
            due = clocks[lead].add(start, minutes)
            lead.contact_due = due.replace(microsecond=0)

    @api.depends("contact_due", "contacted_at")
    def _compute_contact_result(self):
        for lead in self:
            if not lead.contacted_at or not lead.contact_due:
                lead.contact_result = False
                continue
            is_late = lead.contacted_at > lead.contact_due
            lead.contact_result = "late" if is_late else "on_time"

    def _get_clocks(self):
        """Return ``{lead: WorkingClock}``, whatever their number in few queries."""
        start = min(
            (lead.create_date or fields.Datetime.now() for lead in self),
            default=fields.Datetime.now(),
        )
        by_site = self.site_id._get_working_clocks(start)
        by_company = {}
        for lead in self.filtered(lambda lead: not lead.site_id):
            company = lead.company_id or self.env.company
            if company not in by_company:
                by_company[company] = self._get_company_clock(company, start)
        return {
            lead: by_site.get(lead.site_id)
            or by_company.get(lead.company_id or self.env.company)
            or WorkingClock.always()
            for lead in self
        }

    @api.model
    def _get_company_clock(self, company, start):
        # sudo: as the hours of a site, these run for whoever works on it
        calendar_sudo = company.sudo().resource_calendar_id
        if not calendar_sudo:
            return WorkingClock.always()
        plans = calendar_sudo._get_working_plans(company)
        zone = pytz.timezone(calendar_sudo.tz or "UTC")
        return plans[calendar_sudo].get_clock(zone, start, None)
