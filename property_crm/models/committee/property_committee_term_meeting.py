from datetime import timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ...tools.vote_days import get_deadline
from ...tools.working_time import NoWorkingTime

LONGEST_REST = timedelta(days=60)
REMIND_DAYS = 14
GOING_ON = ("planned", "called")


class PropertyCommitteeTerm(models.Model):
    """How often the committee has to meet, and by when it has to answer."""

    _inherit = "property.committee.term"

    next_meeting_due_on = fields.Date(
        string="Next meeting until",
        compute="_compute_next_meeting_due_on",
        help="By the rule of the place, counted from the last meeting.",
    )
    meeting_reminded_for = fields.Date(
        readonly=True, copy=False, export_string_translation=False
    )

    @api.depends("date_start", "rule_id.meeting_every_months", "meeting_ids.state")
    def _compute_next_meeting_due_on(self):
        held = self.env["property.committee.meeting"]._read_group(
            [("term_id", "in", self.ids), ("state", "in", ("held", "published"))],
            ["term_id"],
            ["start:max"],
        )
        last = dict(held)
        for term in self:
            months = term.rule_id.meeting_every_months
            start = last.get(term)
            day = term.site_id._to_local(start).date() if start else term.date_start
            term.next_meeting_due_on = (
                day + relativedelta(months=months) if months and day else False
            )

    def _get_deadline(self, day, days):
        """Return the day by which something is due; off days move it on."""
        self.ensure_one()
        zone = ZoneInfo(self.site_id.tz or "UTC")
        start = fields.Datetime.to_datetime(day) - timedelta(days=1)
        stop = start + timedelta(days=days) + LONGEST_REST
        # sudo: the hours of the service centre
        site_sudo = self.site_id.sudo()
        clock = site_sudo._get_working_clocks(start, stop)[site_sudo]

        def is_off(one):
            midnight = fields.Datetime.to_datetime(one).replace(tzinfo=zone)
            first = midnight.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
            try:
                return not clock.measure(first, first + timedelta(days=1))
            except NoWorkingTime:
                return False

        try:
            return get_deadline(day, days, is_off)
        except ValueError:  # a service centre that never works moves nothing
            return day + timedelta(days=days)

    @api.model
    def _cron_remind_meetings(self, batch_size=200):
        """Remind once of each meeting that the rule asks for and nobody has planned."""
        terms = self.search(
            [
                ("state", "in", ("filed", "handing_over")),
                ("rule_id.meeting_every_months", ">", 0),
                ("meeting_ids", "not any", [("state", "in", GOING_ON)]),
            ],
            limit=batch_size,
        ).try_lock_for_update()
        for term in terms:
            term._remind_of_meeting()

    def _remind_of_meeting(self):
        due = self.next_meeting_due_on
        early = due and due - timedelta(days=REMIND_DAYS)
        if not due or self.site_id._get_today() < early:
            return
        if self.meeting_reminded_for == due:
            return
        keeper = (
            self.user_id or self.site_id.manager_id or self.env.ref("base.user_admin")
        )
        told = self.with_context(lang=keeper.lang)
        told.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=due,
            summary=told.env._("Plan the next meeting of the committee"),
            user_id=keeper.id,
        )
        self.meeting_reminded_for = due
