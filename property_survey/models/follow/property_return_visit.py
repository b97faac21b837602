from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.property_crm.fields import MaskedChar

STATES = [("planned", "To be done"), ("done", "Done"), ("cancelled", "Cancelled")]
RESULTS = [
    ("satisfied", "Satisfied"),
    ("dissatisfied", "Dissatisfied"),
    ("unreachable", "Not reached"),
]
YES_NO = [("yes", "Yes"), ("no", "No")]
# What the draw and the buttons write, nobody by hand.
KEPT = frozenset(
    {
        "state",
        "result",
        "reason",
        "closing",
        "worker_id",
        "finished_at",
        "answered_at",
        "own_stars",
        "has_own_stars",
        "star_difference",
        "is_superseded",
        "plan_id",
    }
)


class PropertyReturnVisit(models.Model):
    """Asking a resident again about finished work, by somebody who had no part in it.

    It is no rating: the resident's own stars stay beside it, and no quality check: that
    one looks at the work and the resident never hears of it.
    """

    _name = "property.return.visit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Return visit"
    _order = "date_deadline, id"
    _rec_name = "ticket_id"

    plan_id = fields.Many2one(
        "property.return.visit.plan", readonly=True, ondelete="set null"
    )
    reason = fields.Selection(
        [
            ("share", "Drawn by lot"),
            ("always", "Always asked about"),
            ("least", "Too few of this worker"),
            ("asked", "By hand"),
        ],
        string="Why drawn",
        required=True,
        readonly=True,
        default="asked",
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("is_finished", "=", True)],
    )
    company_id = fields.Many2one(related="ticket_id.company_id", store=True)
    site_id = fields.Many2one(related="ticket_id.site_id", store=True, index=True)
    team_id = fields.Many2one(related="ticket_id.team_id", store=True)
    partner_id = fields.Many2one(
        related="ticket_id.partner_id", store=True, string="Resident", index=True
    )
    phone = MaskedChar(
        related="ticket_id.partner_phone", string="Phone", related_sudo=False
    )
    place_name = fields.Char(related="ticket_id.place_name")
    solution = fields.Text(related="ticket_id.solution", string="What was done")
    closing = fields.Integer(
        string="Opened again before", readonly=True, aggregator=None
    )
    finished_at = fields.Datetime(string="Finished on", readonly=True)
    worker_id = fields.Many2one(
        "res.users", string="Work of", readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Who asks",
        index=True,
        domain=[("share", "=", False)],
        tracking=True,
        ondelete="restrict",
    )
    date_deadline = fields.Datetime(
        string="Due",
        required=True,
        default=lambda self: fields.Datetime.now() + timedelta(days=1),
        tracking=True,
    )
    channel = fields.Selection(
        [("phone", "By telephone"), ("visit", "At the door")],
        string="How",
        required=True,
        default="phone",
    )
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        default="planned",
        index=True,
        tracking=True,
        group_expand=True,
    )
    result = fields.Selection(RESULTS, readonly=True, tracking=True)
    answered_at = fields.Datetime(string="Done on", readonly=True)
    stars = fields.Selection(
        [(str(n), "★" * n) for n in range(1, 6)],
        string="Stars told us",
        help="What he says when asked: from one to five.",
    )
    is_solved = fields.Selection(YES_NO, string="Is it solved?")
    is_promised = fields.Selection(YES_NO, string="Came as promised?")
    is_tidy = fields.Selection(YES_NO, string="Left tidy?")
    note = fields.Text(string="What he said")
    has_own_stars = fields.Boolean(string="Rated himself", readonly=True)
    own_stars = fields.Integer(
        string="Stars of his rating", readonly=True, aggregator=None
    )
    star_difference = fields.Integer(
        string="Told us, less rated",
        readonly=True,
        aggregator=None,
        help="Above nought: friendlier to the person who asks than in the own rating.",
    )
    follow_up_ids = fields.One2many(
        "property.follow.up", "return_visit_id", string="Attempts made", readonly=True
    )
    attempt_count = fields.Integer(
        string="Number of attempts", compute="_compute_attempt_count"
    )
    is_superseded = fields.Boolean(
        string="Superseded",
        readonly=True,
        help="Asked before the request was opened again: kept, but it counts no more.",
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _once = models.Constraint(
        "UNIQUE(ticket_id, closing)", "This request is asked about already."
    )

    @api.depends("follow_up_ids")
    def _compute_attempt_count(self):
        counts = dict(
            self.env["property.follow.up"]._read_group(
                [("return_visit_id", "in", self.ids)], ["return_visit_id"], ["__count"]
            )
        )
        for visit in self:
            visit.attempt_count = counts.get(visit._origin, 0)

    @api.depends("state", "date_deadline")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for visit in self:
            due = visit.date_deadline
            visit.is_overdue = visit.state == "planned" and bool(due) and due < now

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("state", "=", "planned"),
            ("date_deadline", "<", fields.Datetime.now()),
        ]

    @api.constrains("user_id", "ticket_id")
    def _check_asker(self):
        """Asked by somebody who had no part in the work."""
        barred = self.ticket_id._get_return_visit_barred()
        for visit in self:
            if visit.user_id and visit.user_id in barred[visit.ticket_id]:
                raise ValidationError(
                    self.env._(
                        "%(ticket)s: somebody asks who neither did the work, closed it,"
                        " leads the team nor is complained about.",
                        ticket=visit.ticket_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [
                {name: value for name, value in vals.items() if name not in KEPT}
                for vals in vals_list
            ]
        tickets = self.env["helpdesk.ticket"].browse(
            [vals["ticket_id"] for vals in vals_list]
        )
        tickets.check_access("read")
        visits = super().create(
            [
                {**vals, **ticket.sudo()._prepare_return_visit_facts()}  # sudo: facts
                for vals, ticket in zip(vals_list, tickets, strict=True)
            ]
        )
        visits._remind_asker()
        return visits

    def write(self, vals):
        if not self.env.su and not KEPT.isdisjoint(vals):
            raise ValidationError(self.env._("Use the buttons to note what he said."))
        result = super().write(vals)
        if "user_id" in vals or "date_deadline" in vals:
            self._forget_activities()
            self._remind_asker()
        return result

    def _remind_asker(self):
        """Put it among the activities of who asks."""
        kind = self.env.ref("mail.mail_activity_data_call")
        model = self.env["ir.model"]._get(self._name)
        waiting = self.filtered(lambda one: one.state == "planned" and one.user_id)
        # sudo: who draws may give tasks to who asks
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(
            [
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model.id,
                    "res_id": one.id,
                    "user_id": one.user_id.id,
                    "date_deadline": fields.Date.context_today(self, one.date_deadline),
                    "summary": self.env._("Ask the resident again"),
                    "automated": True,
                }
                for one in waiting
            ]
        )

    def _forget_activities(self):
        self.activity_unlink(["mail.mail_activity_data_call"])
