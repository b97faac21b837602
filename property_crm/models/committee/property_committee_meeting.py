from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.committee_rules import has_quorum
from ...tools.vote_days import count_notice_days, get_last_notice_day

# Whoever was invited came to this meeting, and whoever reads the minutes reads these.
FROZEN_FIELDS = frozenset(
    ("name", "kind", "start", "end", "place", "invitation", "minutes", "attachment_ids")
)
KEPT_FIELDS = frozenset(("state", "called_on", "published_on", "publish_due_on"))
CLOSED_STATES = ("published", "cancelled")


class PropertyCommitteeMeeting(models.Model):
    """A meeting of the committee, from the plan to the minutes on the board."""

    _name = "property.committee.meeting"
    _inherit = [
        "property.committee.mixin",
        "html.field.history.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Committee meeting"
    _order = "start desc, id desc"

    term_id = fields.Many2one(
        required=True,
        default=lambda self: self._default_term_id(),
        domain=[("state", "!=", "ended")],
        tracking=True,
    )
    name = fields.Char(
        string="Meeting",
        required=True,
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
    )
    kind = fields.Selection(
        [("regular", "Regular"), ("interim", "Interim")],
        required=True,
        default="regular",
        tracking=True,
    )
    start = fields.Datetime(required=True, tracking=True, index=True)
    end = fields.Datetime()
    place = fields.Char(tracking=True, help="For example: meeting room, building 2.")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("called", "Called"),
            ("held", "Held"),
            ("published", "Published"),
            ("cancelled", "Called off"),
        ],
        string="Status",
        required=True,
        default="planned",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    invitation = fields.Text(
        help="A few words to the members. Time, place and agenda are added."
    )
    called_on = fields.Date(string="Members called on", readonly=True, copy=False)
    call_until = fields.Date(
        string="Last day for the call",
        compute="_compute_call_until",
        help="By the rule of the place. The day of the call itself does not count.",
    )
    notice_warning = fields.Char(compute="_compute_notice_warning")
    minutes = fields.Html(string="Minutes of the meeting", copy=False)
    publish_due_on = fields.Date(string="Publish until", readonly=True, copy=False)
    published_on = fields.Date(
        string="Minutes published on", readonly=True, copy=False, index=True
    )
    is_publish_late = fields.Boolean(
        string="Publication overdue",
        compute="_compute_is_publish_late",
        search="_search_is_publish_late",
    )
    cancel_reason = fields.Char(string="Why called off", copy=False, tracking=True)
    notice_id = fields.Many2one(
        "property.notice",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="What the residents are told of the decisions.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        string="Files",
        copy=False,
        help="For example: the signed minutes. Owners see them once they are"
        " published.",
    )
    agenda_ids = fields.One2many(
        "property.committee.agenda.item", "meeting_id", copy=True
    )
    attendance_ids = fields.One2many("property.committee.attendance", "meeting_id")
    decision_ids = fields.One2many(
        "property.committee.decision", "meeting_id", string="Decisions"
    )
    action_ids = fields.One2many(
        "property.committee.action", "meeting_id", string="Actions"
    )
    member_count = fields.Integer(
        string="Members of the day", compute="_compute_quorum"
    )
    present_count = fields.Integer(string="Present", compute="_compute_quorum")
    unrecorded_count = fields.Integer(
        string="Attendance not noted", compute="_compute_quorum"
    )
    has_quorum = fields.Boolean(
        string="Quorum",
        compute="_compute_quorum",
        help="More than half of all members are there themselves.",
    )
    decision_count = fields.Integer(compute="_compute_counts")
    open_action_count = fields.Integer(compute="_compute_counts")

    _end_later = models.Constraint(
        'CHECK("end" > start)', "A meeting ends after it has begun."
    )

    @api.model
    def _default_term_id(self):
        """Return the term in office, if the user looks after one only."""
        terms = self.env["property.committee.term"].search(
            [("state", "=", "filed")], limit=2
        )
        return terms if len(terms) == 1 else False

    @api.depends("kind", "start", "term_id")
    def _compute_name(self):
        for meeting in self:
            meeting.name = meeting.name or meeting._propose_name()

    def _propose_name(self):
        """Return what a meeting of that day is called, unless somebody names it."""
        if not self.start:
            return False
        day = self._format_day(self._get_day())
        if self.kind == "interim":
            return self.env._("Interim meeting of %(day)s", day=day)
        return self.env._("Committee meeting of %(day)s", day=day)

    @api.depends("start", "term_id.rule_id.committee_notice_days")
    def _compute_call_until(self):
        for meeting in self:
            days = meeting._get_notice_days()
            meeting.call_until = (
                days and meeting.start and get_last_notice_day(meeting._get_day(), days)
            )

    @api.depends("start", "called_on", "term_id.rule_id.committee_notice_days")
    def _compute_notice_warning(self):
        for meeting in self:
            wanted = meeting._get_notice_days()
            called = meeting.called_on
            given = (
                called
                and meeting.start
                and count_notice_days(called, meeting._get_day())
            )
            meeting.notice_warning = (
                called
                and given < wanted
                and self.env._(
                    "Called %(given)s days before; the rule of the place asks for"
                    " %(wanted)s.",
                    given=given,
                    wanted=wanted,
                )
            )

    @api.depends("state", "publish_due_on")
    def _compute_is_publish_late(self):
        for meeting in self:
            meeting.is_publish_late = (
                meeting.state == "held"
                and bool(meeting.publish_due_on)
                and meeting.publish_due_on < meeting.site_id._get_today()
            )

    def _search_is_publish_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "held") & self.env[
            "property.site"
        ]._get_today_domain(lambda day: Domain("publish_due_on", "<", day))

    @api.depends("attendance_ids.presence")
    def _compute_quorum(self):
        for meeting in self:
            presences = meeting.attendance_ids.mapped("presence")
            meeting.member_count = len(presences)
            meeting.present_count = presences.count("present")
            meeting.unrecorded_count = presences.count(False)
            meeting.has_quorum = has_quorum(meeting.member_count, meeting.present_count)

    @api.depends("decision_ids", "action_ids.done_on")
    def _compute_counts(self):
        for meeting in self:
            meeting.decision_count = len(meeting.decision_ids)
            meeting.open_action_count = len(
                meeting.action_ids.filtered(lambda action: not action.done_on)
            )

    # What may still be changed

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                for name in KEPT_FIELDS:
                    vals.pop(name, None)
        meetings = super().create(vals_list)
        meetings._adopt_files()
        return meetings

    def write(self, vals):
        if not self.env.su:
            self._check_may_write(vals)
        unnamed = self.filtered(lambda meeting: meeting.name == meeting._propose_name())
        result = super().write(vals)
        if {"start", "kind"} & vals.keys() and "name" not in vals:
            for meeting in unnamed:
                meeting.name = meeting._propose_name()
        if {"start", "place"} & vals.keys():
            self._tell_moved()
        if "attachment_ids" in vals:
            self._adopt_files()
        return result

    def _check_may_write(self, vals):
        if KEPT_FIELDS & vals.keys():
            raise UserError(self.env._("The system keeps the state of a meeting."))
        closed = any(meeting.state in CLOSED_STATES for meeting in self)
        if closed and FROZEN_FIELDS & vals.keys():
            raise UserError(
                self.env._("This meeting is closed: its records stay as they are.")
            )
        if "term_id" in vals and any(meeting.state != "planned" for meeting in self):
            raise UserError(
                self.env._("Term: the members of this one were called already.")
            )

    def _adopt_files(self):
        """Show files to whoever sees the meeting, not only to who has uploaded them."""
        for meeting in self:
            # sudo: files that nobody else has; the user has put them here himself
            files_sudo = meeting.attachment_ids.sudo().filtered(
                lambda file: not file.res_id and file.create_uid == self.env.user
            )
            files_sudo.write({"res_model": self._name, "res_id": meeting.id})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        if any(meeting.called_on for meeting in self):
            raise UserError(
                self.env._("Members were called to it: call it off instead.")
            )

    def _get_versioned_fields(self):
        return ["minutes"]

    # Of its day

    def _get_day(self):
        """Return the day of the meeting by the clock of the site."""
        self.ensure_one()
        return self.site_id._to_local(self.start).date()

    def _get_members(self):
        """Return who is a member, not an alternate, on the day of the meeting."""
        self.ensure_one()
        return self.term_id._get_members(self._get_day())

    def _get_present_members(self):
        rows = self.attendance_ids.filtered(lambda row: row.presence == "present")
        return rows.member_id

    def _get_notice_days(self):
        """Return how many days before the rule of the place asks for the call."""
        return self.term_id.rule_id.committee_notice_days
