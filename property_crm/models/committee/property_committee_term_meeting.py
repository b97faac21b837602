from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.vote_days import get_deadline
from .batches import act_in_batches

REMIND_DAYS = 14
GOING_ON = ("planned", "called")
IN_OFFICE = ("filed", "handing_over")


class PropertyCommitteeTerm(models.Model):
    """How often the committee has to meet, and by when it has to answer."""

    _inherit = "property.committee.term"

    next_meeting_due_on = fields.Date(
        string="Next meeting until",
        compute="_compute_next_meeting_due_on",
        help="By the rule of the place, counted from the last meeting.",
    )
    meeting_count = fields.Integer(compute="_compute_meeting_count")
    open_matter_count = fields.Integer(
        string="Matters without an answer", compute="_compute_open_matter_count"
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

    @api.depends("meeting_ids")
    def _compute_meeting_count(self):
        self._count_of_term("property.committee.meeting", "meeting_count")

    @api.depends("matter_ids.state")
    def _compute_open_matter_count(self):
        unanswered = Domain("state", "=", "open")
        self._count_of_term(
            "property.committee.matter", "open_matter_count", unanswered
        )

    def _count_of_term(self, model, name, domain=Domain.TRUE):
        domain &= Domain("term_id", "in", self.ids)
        counts = dict(self.env[model]._read_group(domain, ["term_id"], ["__count"]))
        for term in self:
            term[name] = counts.get(term, 0)

    def action_view_meetings(self):
        return self._action_view_lines("property_committee_meeting_action")

    def action_view_matters(self):
        return self._action_view_lines("property_committee_matter_action")

    def _action_view_lines(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(f"property_crm.{name}")
        return action | {
            "domain": [("term_id", "=", self.id)],
            "context": {"default_term_id": self.id},
        }

    def _get_deadline(self, day, days):
        """Return the day by which something is due; a day off moves it on."""
        self.ensure_one()
        return get_deadline(day, days, self.site_id._get_day_off_test())

    @api.model
    def _cron_remind_meetings(self, batch_size=200):
        """Remind once of each meeting that the rule asks for and nobody has planned."""
        bound = Domain("state", "in", IN_OFFICE) & Domain(
            "rule_id.meeting_every_months", ">", 0
        )
        act_in_batches(self.browse(), bound, "_remind_of_meetings", batch_size)

    def _remind_of_meetings(self):
        coming = self.env["property.committee.meeting"]._read_group(
            [
                ("term_id", "in", self.ids),
                ("state", "in", GOING_ON),
                ("start", ">=", fields.Datetime.now()),
            ],
            ["term_id"],
            ["start:min"],
        )
        nearest = dict(coming)
        for term in self:
            if not term._meets_in_time(nearest.get(term)):
                term._remind_of_meeting()

    def _meets_in_time(self, start):
        """Return whether the coming meeting, if any, is the one that is due.

        One that was planned and forgotten, or that comes too late, is not.
        """
        due = self.next_meeting_due_on
        return bool(start and due) and self.site_id._to_local(start).date() <= due

    def _remind_of_meeting(self):
        due = self.next_meeting_due_on
        early = due and due - timedelta(days=REMIND_DAYS)
        if not due or self.site_id._get_today() < early:
            return
        if self.meeting_reminded_for == due:
            return
        keeper = self._get_keeper()
        told = self.with_context(lang=keeper.lang)
        told.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=due,
            summary=told.env._("Plan the next meeting of the committee"),
            user_id=keeper.id,
        )
        self.meeting_reminded_for = due
