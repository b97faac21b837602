from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.erlang import get_agents_needed, get_load, get_rostered, get_service
from ...tools.half_hours import SLOT, format_slot, get_covered

# what changes the numbers of agents
ASSUMPTIONS = (
    "answer_within",
    "target_level",
    "max_occupancy",
    "shrinkage",
    "staffing_weeks",
)


class PropertyCallQueue(models.Model):
    """What the staffing of a queue is counted with."""

    _inherit = "property.call.queue"

    staffing_weeks = fields.Integer(
        string="Weeks counted", default=8, required=True, aggregator=None
    )
    target_level = fields.Integer(
        string="Answered in time (%)", default=80, required=True, aggregator=None
    )
    max_occupancy = fields.Integer(
        string="Highest occupancy (%)",
        default=85,
        required=True,
        aggregator=None,
        help="The most of their time that agents are to be on the phone.",
    )
    shrinkage = fields.Integer(
        string="Shrinkage (%)",
        default=30,
        required=True,
        aggregator=None,
        help="Share of the rostered time that breaks, training and absence take.",
    )
    staffing_at = fields.Datetime(string="Staffing of", readonly=True, copy=False)

    _staffing_in_range = models.Constraint(
        "CHECK(staffing_weeks BETWEEN 1 AND 52 AND target_level BETWEEN 1 AND 99"
        " AND max_occupancy BETWEEN 1 AND 100 AND shrinkage BETWEEN 0 AND 90)",
        "Staffing: 1 to 52 weeks, a level of 1 to 99 %, an occupancy of 1 to 100 %, a"
        " shrinkage of 0 to 90 %.",
    )

    def write(self, vals):
        result = super().write(vals)
        if not set(ASSUMPTIONS).isdisjoint(vals):
            # who has not counted yet, decides when
            self.filtered("staffing_at")._count_staffing()
        return result

    def action_staffing(self):
        """Count the staffing of the queues anew, and show it."""
        self.check_access("write")
        self._count_staffing()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_call_staffing_action"
        )
        return {**action, "domain": [("queue_id", "in", self.ids)]}

    def _count_staffing(self):
        # sudo: rows are made by this count only
        staffing_sudo = self.env["property.call.staffing"].sudo()
        staffing_sudo.search([("queue_id", "in", self.ids)]).unlink()
        duties = self._get_duties()
        vals_list = []
        for queue in self:
            present = queue._count_present(duties)
            vals_list += queue._prepare_staffing(queue._count_volumes(), present)
        staffing_sudo.create(vals_list)
        self.write({"staffing_at": fields.Datetime.now()})

    def _get_zone(self):
        # sudo: by which clock a queue works is known to who counts
        queue_sudo = self.sudo()
        sites_sudo = queue_sudo.site_ids
        if not sites_sudo:  # those of all sites
            ours = Domain("company_id", "=", queue_sudo.company_id.id)
            sites_sudo = sites_sudo.search(ours, limit=1)
        tz = queue_sudo.calendar_id.tz or sites_sudo[:1].tz
        return pytz.timezone(tz or self.env.user.tz or "UTC")

    def _count_volumes(self):
        """Return ``{(weekday, slot): (calls a week, average handle seconds)}``."""
        rows = self._read_volumes()
        answered = sum(row[3] for row in rows)
        usual = sum(row[4] for row in rows) / answered if answered else 0
        return {
            (day, slot): (
                count / self.staffing_weeks,
                float(handle / answers if answers else usual),
            )
            for day, slot, count, answers, handle in rows
        }

    def _read_volumes(self):
        """Return ``[(weekday, slot, calls, answered, handle seconds)]``."""
        self.env["property.call"].flush_model()
        zone = self._get_zone()
        today = zone.localize(datetime.combine(self._get_now(), time.min))
        until = today.astimezone(pytz.utc).replace(tzinfo=None)
        since = until - timedelta(weeks=self.staffing_weeks)
        return self.env.execute_query(
            SQL(
                """
                SELECT EXTRACT(ISODOW FROM local.time)::int - 1,
                       (EXTRACT(HOUR FROM local.time) * 2
                           + floor(EXTRACT(MINUTE FROM local.time) / 30))::int,
                       COUNT(*),
                       COUNT(*) FILTER (WHERE call.result = 'answered'),
                       COALESCE(SUM(call.handle_seconds), 0)
                  FROM property_call AS call
                 CROSS JOIN LATERAL (
                     SELECT call.offered_at AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s
                         AS time
                 ) AS local
                 WHERE call.queue_id = %(queue_id)s
                   AND call.direction = 'inbound'
                   AND call.result IN ('answered', 'abandoned')
                   AND call.offered_at >= %(since)s AND call.offered_at < %(until)s
                 GROUP BY 1, 2
                """,
                tz=zone.zone,
                queue_id=self.id,
                since=since,
                until=until,
            )
        )

    def _get_duties(self):
        """Return the duties of all agents in the days to come."""
        now = fields.Datetime.now()
        # sudo: a number is shown of the colleagues, not their plans
        duties_sudo = self.env["property.duty"].sudo()
        period = duties_sudo._get_period_domain(
            now - timedelta(days=1), now + timedelta(days=9)
        )
        agents_sudo = self.sudo().user_ids
        return duties_sudo.search(
            period
            & Domain("kind", "=", "duty")
            & Domain("user_id", "in", agents_sudo.ids)
        )

    def _count_present(self, duties):
        """Return ``{(weekday, slot): agents on duty all of that half hour}``."""
        first = self._get_now().date()
        present = {}
        agents_sudo = self.sudo().user_ids  # sudo: as for their duties
        for duty in duties.filtered(lambda duty: duty.user_id in agents_sudo):
            shift = (self._to_wall(moment) for moment in (duty.start, duty.stop))
            for key in get_covered(*shift, first):
                present.setdefault(key, set()).add(duty.user_id.id)
        return {key: len(users) for key, users in present.items()}

    def _to_wall(self, moment):
        """Return the moment by the clock of the queue, without a time zone."""
        local = pytz.utc.localize(moment).astimezone(self._get_zone())
        return local.replace(tzinfo=None)

    def _get_now(self):
        return self._to_wall(fields.Datetime.now())

    def _prepare_staffing(self, volumes, present):
        return [
            self._prepare_slot(day, slot, volumes.get((day, slot), (0, 0)), present)
            for day, slot in sorted({*volumes, *present})
        ]

    def _prepare_slot(self, day, slot, volume, present):
        calls, handle = volume
        load = get_load(calls, handle, SLOT.total_seconds())
        needed = get_agents_needed(
            load,
            handle,
            self.target_level / 100,
            self.answer_within,
            self.max_occupancy / 100,
        )
        rostered, there = (
            get_rostered(needed, self.shrinkage),
            present.get((day, slot), 0),
        )
        working = there * (100 - self.shrinkage) // 100
        service = get_service(load, working, handle or 1)
        return {
            "queue_id": self.id,
            "weekday": str(day),
            "half_hour": format_slot(slot),
            "call_count": calls,
            "handle_seconds": round(handle),
            "agent_count": needed,
            "rostered_count": rostered,
            "duty_count": there,
            "shortage": max(rostered - there, 0),
            "level": 100 * service.get_level(self.answer_within) if load else 100,
            "occupancy": 100 * service.occupancy if load else 0,
        }
