from datetime import datetime, time

import psycopg2
import pytz

from odoo import api, fields, models

from .mail_activity import NEGLECTED


class PropertyLeadAlarm(models.Model):
    """A level that a prospect has reached: once for each time it was left waiting."""

    _name = "property.lead.alarm"
    _description = "Told about a neglected prospect"
    _order = "fired_at desc, id desc"
    _rec_name = "level_id"

    lead_id = fields.Many2one(
        "crm.lead", string="Prospect", required=True, ondelete="cascade"
    )
    level_id = fields.Many2one(
        "property.lead.level", required=True, index=True, ondelete="restrict"
    )
    since = fields.Datetime(string="Waits since", required=True)
    fired_at = fields.Datetime(
        string="Told on", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one("res.users", string="Who was told", index=True)

    _once = models.Constraint(
        "UNIQUE(lead_id, level_id, since)",
        "A prospect reaches each level once each time it waits.",
    )

    @api.model
    def _tell_once(self, level, waiting):
        """Store who is told, and tell; nothing if another run was faster."""
        if not waiting:
            return self.browse()
        leads = self.env["crm.lead"].union(*waiting)
        people = leads._get_audience(level.audience)
        try:
            with self.env.cr.savepoint():
                alarms = self.create(
                    [
                        {
                            "lead_id": lead.id,
                            "level_id": level.id,
                            "since": since,
                            "user_id": people[lead.id],
                        }
                        for lead, since in waiting.items()
                    ]
                )
                self.env.flush_all()
        except psycopg2.errors.UniqueViolation:
            return self.browse()
        alarms._plan_activities()
        leads._log_events(
            [
                {
                    "lead_id": alarm.lead_id.id,
                    "kind": "alarm",
                    "old_value": level.name,
                    "new_value": alarm.user_id.name,
                }
                for alarm in alarms
            ]
        )
        return alarms

    def _plan_activities(self):
        neglected = self.env.ref(NEGLECTED)
        model_id = self.env["ir.model"]._get_id("crm.lead")
        today = fields.Date.context_today(self)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": alarm.lead_id.id,
                    "activity_type_id": neglected.id,
                    "summary": alarm.level_id.with_context(
                        lang=alarm.user_id.lang
                    ).name,
                    "user_id": alarm.user_id.id,
                    "date_deadline": today,
                }
                for alarm in self
            ]
        )


class CrmLead(models.Model):
    _inherit = "crm.lead"

    alarm_ids = fields.One2many("property.lead.alarm", "lead_id", string="Told")

    def _get_audience(self, audience):
        """Return ``{lead id: user id}``: the one told, or the next one up."""
        if audience == "owner":
            return {lead.id: lead.owner_id.id for lead in self}
        # sudo: who answers is decided by people whom the teller need not know
        leads_sudo = self.sudo()
        if audience == "manager":
            chains = leads_sudo._get_responsible_chains()
            return {lead_id: chain[0] for lead_id, chain in chains.items()}
        of_company = leads_sudo._get_company_manager_ids()
        return {lead.id: of_company(lead.company_id)[0] for lead in leads_sudo}

    def _get_next_due(self):
        """Return the end of the day of the next action, by the place's clock."""
        if not self.date_next:
            return None
        zone = pytz.timezone(self.site_id.sudo().tz or self.env.tz.zone)  # sudo: as tz
        end = datetime.combine(self.date_next, time(23, 59, 59))
        return zone.localize(end).astimezone(pytz.utc).replace(tzinfo=None)
