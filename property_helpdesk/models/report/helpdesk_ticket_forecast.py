from datetime import timedelta

from babel.dates import format_timedelta

from odoo import api, fields, models
from odoo.tools import SQL, get_lang

from ...tools.survival import Duration, SurvivalCurve
from .property_ticket_passage import IN_STAGE

HALF, MOST = 0.5, 0.8
DAYS = 365
MAX_LIKES = 1000
# Closed without having been done: no sign of how long the work takes.
NOT_DONE = ("duplicate", "withdrawn")
MIN_COUNT = "property_helpdesk.forecast_min_count"
# Of each wanted class or category, how long the requests stayed in each stage.
DURATIONS = """
    SELECT wanted.company_id, wanted.like_id,
        CASE WHEN stage.closed THEN first.id ELSE stage.id END,
        EXTRACT(EPOCH FROM COALESCE(closed_at, %(now)s) - date)::float,
        closed_at IS NOT NULL
            AND COALESCE(close_cause, '') NOT IN %(not_done)s
    FROM unnest(%(companies)s, %(likes)s) AS wanted(company_id, like_id)
    CROSS JOIN LATERAL (
        SELECT id, close_cause FROM helpdesk_ticket
        WHERE %(name)s = wanted.like_id AND active
            AND company_id = wanted.company_id AND reported_at >= %(since)s
        ORDER BY reported_at DESC LIMIT %(limit)s
    ) AS likes
    CROSS JOIN LATERAL (
        SELECT new_ref AS stage_id, kind, date,
            MIN(date) FILTER (WHERE kind IN ('done', 'closed')) OVER (
                ORDER BY date, id
                ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
            ) AS closed_at
        FROM property_ticket_event
        WHERE ticket_id = likes.id AND %(in_stage)s
    ) AS entry
    JOIN helpdesk_ticket_stage AS stage ON stage.id = entry.stage_id
    CROSS JOIN (
        SELECT id FROM helpdesk_ticket_stage
        WHERE active AND is_finished IS NOT TRUE ORDER BY sequence, id LIMIT 1
    ) AS first
    WHERE kind NOT IN ('done', 'closed') AND (
        entry.stage_id = ANY(%(stages)s)
        OR kind = 'created' AND stage.closed
    )
"""


class HelpdeskTicket(models.Model):
    """When it will probably be done, told from how long its like took."""

    _inherit = "helpdesk.ticket"

    stage_since = fields.Datetime(string="Since", compute="_compute_stage_since")
    eta_date = fields.Datetime(
        string="Probably done",
        compute="_compute_eta",
        help="Half of the requests like this one were done by then.",
    )
    eta_late_date = fields.Datetime(
        string="Most like it done",
        compute="_compute_eta",
        help="Four of five requests like this one were done by then.",
    )
    eta_hours = fields.Float(string="Hours left", compute="_compute_eta")
    eta_remaining = fields.Char(string="Time left", compute="_compute_eta_remaining")
    eta_basis = fields.Selection(
        [
            ("class", "Requests of the same class"),
            ("category", "Requests of the same category"),
            ("deadline", "The deadline"),
        ],
        string="Told from",
        compute="_compute_eta",
    )

    @api.depends("stage_id")
    def _compute_stage_since(self):
        # sudo: of requests the user reads already
        passages_sudo = self.env["property.ticket.passage"].sudo()
        since = dict(
            passages_sudo._read_group(
                [("ticket_id", "in", self._origin.ids), ("left_at", "=", False)],
                ["ticket_id"],
                ["entered_at:max"],
            )
            if self._origin.ids
            else []
        )
        for ticket in self:
            ticket.stage_since = since.get(ticket._origin, False)

    @api.depends("stage_id", "class_id", "category_id", "date_deadline", "closed_date")
    def _compute_eta(self):
        now = fields.Datetime.now()
        forecasts = self._origin.filtered(
            lambda t: not t.stage_id.is_finished
        )._forecast(now)
        for ticket in self:
            half, most, basis = forecasts.get(ticket._origin.id, (None, None, False))
            ticket.eta_basis = basis
            ticket.eta_hours = half.total_seconds() / 3600 if half else 0
            ticket.eta_date = half is not None and now + half
            ticket.eta_late_date = most is not None and now + most

    @api.depends("eta_hours", "eta_basis")
    @api.depends_context("lang")
    def _compute_eta_remaining(self):
        for ticket in self:
            ticket.eta_remaining = ticket.eta_basis and self._format_hours(
                ticket.eta_hours
            )

    @api.model
    def _format_hours(self, hours):
        """Return ``3 hours`` or ``2 days``, as people say it."""
        return format_timedelta(
            timedelta(hours=hours),
            granularity="minute",
            locale=get_lang(self.env).code.replace("@", "_"),
        )

    def _forecast(self, now):
        """Return ``{ticket id: (time left of half, of most, basis)}``.

        By the class, where too few of it are known by the category, and where they
        are no help either by the deadline.
        """
        answers, rest = {}, self
        for name in ("class_id", "category_id"):
            curves = rest._get_curves(name, now)
            basis = name.removesuffix("_id")
            for ticket in rest:
                if left := ticket._get_time_left(
                    curves.get(ticket._get_like(name)), now
                ):
                    answers[ticket.id] = (*left, basis)
            rest = rest.filtered(lambda t: t.id not in answers)
        for ticket in rest.filtered("date_deadline"):
            left = max(ticket.date_deadline - now, timedelta())
            answers[ticket.id] = (left, None, "deadline")
        return answers

    def _get_like(self, name):
        return self.company_id.id, self[name].id, self.stage_id.id

    def _get_time_left(self, curve, now):
        if curve is None or not self.stage_since:
            return None
        elapsed = (now - self.stage_since).total_seconds()
        half, most = (curve.get_remaining(elapsed, share) for share in (HALF, MOST))
        if half is None:
            return None
        return timedelta(seconds=half), most and timedelta(seconds=most)

    def _get_curves(self, name, now):
        """Return ``{(company, class or category, stage): curve}`` by one query."""
        known = self.filtered(lambda t: t[name] and t.company_id)
        keys = sorted({(t.company_id.id, t[name].id) for t in known})
        if not keys:
            return {}
        samples = {}
        for *like, length, is_over in self._fetch_durations(name, keys, now):
            samples.setdefault(tuple(like), []).append(Duration(length, is_over))
        # sudo: how many are enough is a setting of the whole desk
        least = int(self.env["ir.config_parameter"].sudo().get_param(MIN_COUNT, 10))
        curves = {like: SurvivalCurve(sample) for like, sample in samples.items()}
        return {like: curve for like, curve in curves.items() if curve.count >= least}

    def _fetch_durations(self, name, keys, now):
        """Return rows of company, class or category, stage, seconds, is it over.

        Of every time a request of the last year came into a stage, until it was
        closed; one that was closed when it was loaded began in the first stage.
        Whose they are is no matter: only how long they took comes out.
        """
        self.env["helpdesk.ticket"].flush_model([name, "close_cause", "reported_at"])
        self.env["property.ticket.event"].flush_model()
        return self.env.execute_query(
            SQL(
                DURATIONS,
                name=SQL.identifier(name),
                companies=[company_id for company_id, _like in keys],
                likes=[like_id for _company, like_id in keys],
                stages=self.stage_id.ids,
                since=now - timedelta(days=DAYS),
                now=now,
                limit=MAX_LIKES,
                in_stage=IN_STAGE,
                not_done=NOT_DONE,
            )
        )
