from odoo import api, fields, models, tools
from odoo.fields import Domain

from ...tools.pursuit import Lead, is_reached

BATCH = 100


class PropertyLeadLevel(models.Model):
    """When a prospect waits too long, and whom to tell."""

    _name = "property.lead.level"
    _description = "Level of neglected prospects"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    trigger = fields.Selection(
        [
            ("contact", "Not contacted in time"),
            ("overdue", "Next action overdue"),
            ("silence", "Nothing happens"),
        ],
        string="When",
        required=True,
        default="contact",
    )
    minutes = fields.Integer(
        string="Working minutes",
        help="After the first contact was due, after the day of the next action, or"
        " since the last sign of life.",
    )
    audience = fields.Selection(
        [
            ("owner", "Who answers for it"),
            ("manager", "Manager of the territory"),
            ("company", "Head office"),
        ],
        string="Tell",
        required=True,
        default="owner",
    )
    alarm_count = fields.Integer(string="Fired", compute="_compute_alarm_count")

    _minutes_not_negative = models.Constraint(
        "CHECK(minutes >= 0)", "Working minutes cannot be negative."
    )

    def _compute_alarm_count(self):
        counts = dict(
            self.env["property.lead.alarm"]._read_group(
                [("level_id", "in", self.ids)], ["level_id"], ["__count"]
            )
        )
        for level in self:
            level.alarm_count = counts.get(level, 0)

    @api.model
    def _cron_alarm(self, batch_size=BATCH):
        """Climb the ladder.

        Each batch is a transaction of its own: what was told is kept if the next one
        is killed, and what was not told is found again by the next run.
        """
        now = fields.Datetime.now()
        for level in self.search([("active", "=", True)]):
            due = level._get_due(now)
            for ids in tools.split_every(batch_size, list(due)):
                leads = self.env["crm.lead"].browse(ids).try_lock_for_update()
                level._fire({lead: due[lead.id] for lead in leads})
                if not self.env["ir.cron"]._commit_progress(len(ids)):
                    return

    def _get_due(self, now):
        """Return ``{lead id: since when it waits}`` of the single level."""
        leads = self.env["crm.lead"].search(self._get_candidate_domain(now), order="id")
        clocks = leads._get_clocks()
        found = {}
        for lead in leads:
            facts = Lead(
                lead.create_date,
                lead.contact_due,
                lead.contacted_at or None,
                lead._get_next_due(),
                lead.last_action_at or None,
            )
            measure = clocks[lead].measure
            if since := is_reached(self.trigger, facts, now, self.minutes, measure):
                found[lead.id] = since.replace(microsecond=0)
        told = self._get_told(found)
        return {
            lead_id: since
            for lead_id, since in found.items()
            if (lead_id, since) not in told
        }

    def _get_told(self, found):
        """Return ``{(lead id, since)}`` of what was told already."""
        alarms = self.env["property.lead.alarm"].search_fetch(
            [("level_id", "=", self.id), ("lead_id", "in", list(found))],
            ["lead_id", "since"],
        )
        return {(alarm.lead_id.id, alarm.since) for alarm in alarms}

    def _get_candidate_domain(self, now):
        pursued = self.env["crm.lead"]._get_pursued_domain()
        domain = pursued
        if self.company_id:
            domain &= Domain("company_id", "=", self.company_id.id)
        if self.trigger == "contact":
            waits = Domain("contacted_at", "=", False)
            return domain & waits & Domain("contact_due", "<=", now)
        if self.trigger == "overdue":
            return domain & Domain("date_next", "<=", now.date())
        limit = fields.Datetime.subtract(now, minutes=self.minutes)
        return domain & Domain("last_action_at", "<=", limit)

    def _fire(self, waiting):
        """Tell about ``{lead: since}``, once for each."""
        return self.env["property.lead.alarm"]._tell_once(self, waiting)

    def action_view_alarms(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_leads.property_lead_alarm_action"
        )
        return {**action, "domain": [("level_id", "=", self.id)]}
