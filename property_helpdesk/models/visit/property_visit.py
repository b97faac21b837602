from contextlib import contextmanager
from datetime import timedelta

from psycopg2.errors import ExclusionViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.property_crm.models.api.quiet_sql import refusals_expected

from ...tools.visit_windows import find_window

STATES = [
    ("planned", "Planned"),
    ("on_the_way", "On the way"),
    ("on_site", "On site"),
    ("done", "Done"),
    ("missed", "Came to nothing"),
    ("cancelled", "Cancelled"),
]
OPEN = ("planned", "on_the_way", "on_site")
MISS_REASONS = [
    ("not_at_home", "Nobody at home"),
    ("no_access", "No way in"),
    ("refused", "Sent away"),
    ("not_made", "We did not make it"),
]
# What the system keeps about a visit. Buttons and calls change it, nobody by hand.
FACTS = frozenset(
    {
        "state",
        "left_at",
        "arrived_at",
        "ended_at",
        "miss_reason",
        "agreed_at",
        "event_id",
        "sender_key",
    }
)
TIMES = frozenset({"start", "stop"})
PLAN = TIMES | {"user_id", "subcontract_id", "window_start", "window_stop"}


class PropertyVisit(models.Model):
    """Somebody goes to the place of a request, at a time the resident knows."""

    _name = "property.visit"
    _description = "Visit"
    _order = "start desc, id desc"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="ticket_id.company_id", store=True)
    site_id = fields.Many2one(related="ticket_id.site_id", store=True, index=True)
    place_name = fields.Char(string="Where", compute="_compute_place_name")
    requester_name = fields.Char(string="Requester", compute="_compute_place_name")
    user_id = fields.Many2one(
        "res.users",
        string="Technician",
        compute="_compute_user_id",
        store=True,
        precompute=True,
        readonly=False,
        index=True,
        ondelete="restrict",
        domain=[("share", "=", False)],
    )
    subcontract_id = fields.Many2one(
        "property.subcontract",
        string="Firm",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('site_id', '=', site_id), ('is_current', '=', True)]",
        help="The firm that goes there, instead of one of our people.",
    )
    start = fields.Datetime(required=True, index=True)
    stop = fields.Datetime(
        string="Until",
        compute="_compute_stop",
        store=True,
        precompute=True,
        readonly=False,
    )
    planned_minutes = fields.Integer(
        string="Planned minutes",
        compute="_compute_planned_minutes",
        store=True,
        aggregator="sum",
    )
    window_start = fields.Datetime(
        string="Promised from",
        compute="_compute_window",
        store=True,
        readonly=False,
        help="What the resident was told: between these hours somebody comes.",
    )
    window_stop = fields.Datetime(
        string="Promised until", compute="_compute_window", store=True, readonly=False
    )
    window_text = fields.Char(string="Promised", compute="_compute_window_text")
    agreed_at = fields.Datetime(
        string="Agreed on",
        copy=False,
        readonly=True,
        help="When the resident chose this time, or agreed to it.",
    )
    state = fields.Selection(
        STATES, required=True, default="planned", copy=False, readonly=True, index=True
    )
    left_at = fields.Datetime(string="Set off", copy=False, readonly=True)
    arrived_at = fields.Datetime(string="On site since", copy=False, readonly=True)
    ended_at = fields.Datetime(string="Ended", copy=False, readonly=True)
    site_minutes = fields.Integer(
        string="Minutes on site",
        compute="_compute_site_minutes",
        store=True,
        aggregator="sum",
    )
    miss_reason = fields.Selection(
        MISS_REASONS, string="Why missed", copy=False, readonly=True
    )
    reason = fields.Char(
        string="Remark", copy=False, help="Why it was moved, missed or cancelled."
    )
    clash_reason = fields.Char(
        string="Why although busy",
        copy=False,
        help="The technician has something else at that time, and goes all the same.",
    )
    event_id = fields.Many2one(
        "calendar.event",
        string="Calendar entry",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    sender_key = fields.Char(copy=False, export_string_translation=False)

    _order_of_time = models.Constraint(
        "CHECK(stop > start)", "A visit ends after it begins."
    )
    _order_of_window = models.Constraint(
        "CHECK(window_stop > window_start)", "A window ends after it begins."
    )
    _one_doer = models.Constraint(
        "CHECK((user_id IS NULL) <> (subcontract_id IS NULL))",
        "A visit is made by a technician or by a firm: choose one of them.",
    )
    _one_place_at_a_time = models.Constraint(
        "EXCLUDE USING gist (user_id WITH =, tsrange(start, stop) WITH &&)"
        " WHERE (state IN ('planned', 'on_the_way', 'on_site')"
        " AND user_id IS NOT NULL)",
        "This technician has been given another visit at that time. Choose another"
        " time, or somebody else.",
    )
    _sender_key_uniq = models.UniqueIndex(
        "(ticket_id, sender_key) WHERE sender_key IS NOT NULL",
        "This visit has been received already.",
    )

    @api.depends("ticket_id")
    def _compute_place_name(self):
        for visit in self:
            visit.place_name = visit.ticket_id.place_name
            visit.requester_name = visit.ticket_id.partner_name

    @api.depends("ticket_id", "subcontract_id")
    def _compute_user_id(self):
        """Offer who has the request; a firm goes alone."""
        for visit in self:
            if visit.subcontract_id:
                visit.user_id = False
            elif not visit.user_id:
                visit.user_id = visit.ticket_id.user_id

    @api.depends("start")
    def _compute_stop(self):
        """Keep the length when the beginning is moved in a form."""
        for visit in self.filtered("start"):
            former = visit._origin
            is_edited = former and former.id != visit.id and former.start
            if is_edited and visit.stop == former.stop:
                visit.stop = visit.start + (former.stop - former.start)
            elif not visit.stop or visit.stop <= visit.start:
                minutes = visit._get_usual_minutes()
                visit.stop = visit.start + timedelta(minutes=minutes)

    @api.depends("start", "stop")
    def _compute_planned_minutes(self):
        for visit in self:
            length = visit.stop and visit.start and visit.stop - visit.start
            visit.planned_minutes = length and length // timedelta(minutes=1)

    @api.depends("start", "stop", "ticket_id")
    def _compute_window(self):
        """Keep what was promised as long as it holds; else take the usual hours."""
        spans = {}
        for visit in self.filtered(lambda v: v.start and v.stop):
            promised = (visit.window_start, visit.window_stop)
            if all(promised) and find_window([(0, *promised)], visit.start, visit.stop):
                continue
            site = visit.ticket_id.site_id
            day = site._to_local(visit.start).date()
            if (site, day) not in spans:
                Window = self.env["property.visit.window"]
                spans[site, day] = Window._get_spans(site, day, 1)
            found = find_window(spans[site, day], visit.start, visit.stop)
            _key, visit.window_start, visit.window_stop = found or (
                0,
                visit.start,
                visit.stop,
            )

    @api.depends("window_start", "window_stop", "start", "stop")
    @api.depends_context("lang")
    def _compute_window_text(self):
        for visit in self:
            site = visit.ticket_id.site_id
            start = visit.window_start or visit.start
            stop = visit.window_stop or visit.stop
            visit.window_text = start and stop and site._format_span(start, stop)

    @api.depends("arrived_at", "ended_at", "state")
    def _compute_site_minutes(self):
        for visit in self:
            is_known = visit.state == "done" and visit.arrived_at and visit.ended_at
            length = is_known and visit.ended_at - visit.arrived_at
            visit.site_minutes = length and length // timedelta(minutes=1)

    @api.depends("ticket_id", "start")
    def _compute_display_name(self):
        for visit in self:
            ticket = visit.ticket_id
            day = visit.start and ticket.site_id._to_local(visit.start)
            parts = [ticket.number, day and f"{day:%m-%d %H:%M}", ticket.place_name]
            visit.display_name = " · ".join(filter(None, parts)) or self.env._("Visit")

    def _get_usual_minutes(self):
        company = self.ticket_id.company_id or self.env.company
        return company.sudo().visit_minutes  # sudo: a setting everybody plans with

    # Planning and moving.

    @api.model_create_multi
    def create(self, vals_list):
        given = {name for vals in vals_list for name in vals if vals[name]}
        defaults = {key.removeprefix("default_") for key in self.env.context}
        self._check_facts(given | defaults)
        with self._taken_is_told():
            visits = super().create(vals_list)
        visits._check_plan()
        visits._take_time()
        visits._log("visit_planned")
        visits._take_requests()
        visits._refresh_requests()
        visits._tell("planned")
        return visits

    def write(self, vals):
        self._check_facts(vals)
        if "ticket_id" in vals and not self.env.su:
            raise AccessError(self.env._("A visit stays with its request."))
        if PLAN.isdisjoint(vals):
            return super().write(vals)
        if "start" in vals and "stop" not in vals:
            return self._write_start(vals)
        before = {visit.id: visit._get_plan() for visit in self}
        with self._taken_is_told():
            result = super().write(vals)
            self.flush_recordset()
        moved = self.filtered(lambda visit: visit._get_plan() != before[visit.id])
        moved._follow_move(before)
        return result

    @contextmanager
    def _taken_is_told(self):
        """Say in words that somebody was faster; the database decides who was."""
        try:
            with refusals_expected(), self.env.cr.savepoint():
                yield
        except ExclusionViolation as error:
            raise ValidationError(self._sql_error_to_message(error)) from error

    def _write_start(self, vals):
        """Begin at another time, and last as long as before."""
        start = fields.Datetime.to_datetime(vals["start"])
        for visit in self:
            stop = start + (visit.stop - visit.start)
            visit.write({**vals, "stop": stop})
        return True

    def _get_plan(self):
        return {name: self[name] for name in PLAN}

    def _follow_move(self, before):
        """Do what another time or another technician brings along."""
        self._check_plan()
        self._take_time()
        self._log("visit_moved", before)
        self._refresh_requests()
        window = ("window_start", "window_stop")
        promised = self.filtered(
            lambda visit: any(before[visit.id][name] != visit[name] for name in window)
        )
        # sudo: the system keeps whether the resident has agreed
        promised.sudo().write({"agreed_at": False})
        promised._tell("moved")

    def _check_facts(self, names):
        """Refuse to write by hand what the system keeps."""
        refused = FACTS.intersection(names)
        if refused and not self.env.su:
            field = self._fields[min(refused)]
            raise AccessError(
                self.env._(
                    "%(field)s: the system keeps it; nobody writes it by hand.",
                    field=field._description_string(self.env),
                )
            )

    def _take_requests(self):
        """Who goes to see a request that nobody has looks after it, too."""
        for visit in self.filtered("user_id"):
            ticket, user = visit.ticket_id, visit.user_id
            may_give = ticket._may_assign_others() or user == self.env.user
            if not ticket.user_id and may_give:
                ticket._assign(user)
        held = self.filtered(lambda visit: visit.user_id == visit.ticket_id.user_id)
        held.ticket_id._note_step()

    def _refresh_requests(self):
        """Keep on each request when somebody comes next."""
        tickets_sudo = self.ticket_id.sudo()  # sudo: the system keeps it
        rows = self.sudo()._read_group(
            [("ticket_id", "in", tickets_sudo.ids), ("state", "in", OPEN)],
            ["ticket_id"],
            ["start:min"],
        )
        nexts = {ticket.id: start for ticket, start in rows}
        groups = tickets_sudo.grouped(lambda ticket: nexts.get(ticket.id, False))
        for start, group in groups.items():
            group.filtered(lambda t, at=start: t.visit_at != at).write(
                {"visit_at": start}
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("Visits are kept. Cancel the visit instead."))
