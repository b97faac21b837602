from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...fields import MaskedChar
from ...tools.call_times import CallTimes
from ...tools.phone_numbers import clean_phone, normalise_phone

PURPOSES = [
    ("enquiry", "Enquiry"),
    ("service", "Service"),
    ("complaint", "Complaint"),
    ("sales", "Sales"),
    ("survey", "Survey"),
    ("collection", "Collection of fees"),
    ("other", "Other"),
]
# A queue says this much of what its calls are about.
QUEUE_PURPOSES = ("enquiry", "service")
FAILURES = [
    ("no_answer", "No answer"),
    ("busy", "Busy"),
    ("failed", "Failed"),
]
RESULTS = [
    ("answered", "Answered"),
    ("abandoned", "Abandoned"),
    ("short_abandon", "Hung up at once"),
    *FAILURES,
]


class CallChar(MaskedChar):
    """The number of a call: that of a person, or of nobody known.

    Who called from a number that is nobody's, or that several people have, may be any
    resident. So it is masked too, but for the agent who has him on the phone.
    """

    def _is_masked_for_user(self, value, record, export=False):
        user = record.env.user
        if user._sees_personal_data(export=export):
            return False
        # sudo: whose the number is decides about the mask; it is not shown
        call = record.sudo()._origin
        if not call or call[self.subject]:
            return super()._is_masked_for_user(value, record, export)
        return export or call.user_id.id != user.id

    def _protected_to_sql(self, model, alias, query):
        protected = super()._protected_to_sql(model, alias, query)
        whose = model._field_to_sql(alias, self.subject, query)
        return SQL("(%s IS NULL OR %s)", whose, protected)


class PropertyCall(models.Model):
    """One call, in or out: who with whom, when, what about, and how it ended."""

    _name = "property.call"
    _inherit = [
        "mail.thread",
        "property.api.mixin",
        "property.person.mixin",
        "property.call.place.mixin",
    ]
    _description = "Call"
    _order = "offered_at desc, id desc"
    _rec_names_search = ["name", "note"]
    _check_company_auto = True

    name = fields.Char(
        string="Number of the record", readonly=True, copy=False, index="trigram"
    )
    direction = fields.Selection(
        [("inbound", "Inbound"), ("outbound", "Outbound")],
        required=True,
        default="inbound",
    )
    purpose = fields.Selection(
        PURPOSES,
        compute="_compute_purpose",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="What the call is about; proposed by its queue.",
    )
    offered_at = fields.Datetime(
        string="Offered", required=True, default=fields.Datetime.now
    )
    answered_at = fields.Datetime(string="Answered at")
    ended_at = fields.Datetime(string="Ended")
    wrapped_up_at = fields.Datetime(
        string="Wrapped up", help="When the agent was done with what follows a talk."
    )
    hold_seconds = fields.Integer(
        string="Hold (s)", default=0, help="Seconds the caller waited within the talk."
    )
    failure = fields.Selection(
        FAILURES,
        string="Not reached",
        help="What the telephone system says of a call that nobody answered.",
    )
    wait_seconds = fields.Integer(
        string="Wait (s)", compute="_compute_times", store=True, aggregator="avg"
    )
    talk_seconds = fields.Integer(
        string="Talk (s)",
        compute="_compute_times",
        store=True,
        aggregator="avg",
        help="Without hold.",
    )
    wrapup_seconds = fields.Integer(
        string="Wrap-up (s)", compute="_compute_times", store=True, aggregator="avg"
    )
    handle_seconds = fields.Integer(
        string="Handle (s)",
        compute="_compute_times",
        store=True,
        aggregator="avg",
        help="Talk, hold and wrap-up.",
    )
    state = fields.Selection(
        [
            ("ringing", "Ringing"),
            ("talking", "Talking"),
            ("wrap_up", "Wrap-up"),
            ("done", "Over"),
        ],
        compute="_compute_times",
        store=True,
        index=True,
    )
    result = fields.Selection(RESULTS, compute="_compute_times", store=True)
    is_over_target = fields.Boolean(
        string="Talk too long",
        compute="_compute_is_over_target",
        store=True,
        help="Longer than the talk target that the queue had at the time.",
    )
    partner_id = fields.Many2one(
        help="Found by the number where only one person has it.",
    )
    number = CallChar(
        string="Phone number",
        mask="phone",
        subject="partner_id",
        index="btree_not_null",
    )
    disposition_id = fields.Many2one(
        "property.call.disposition",
        string="Outcome",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    sentiment = fields.Selection(
        [
            ("pleased", "Pleased"),
            ("calm", "Calm"),
            ("worried", "Worried"),
            ("angry", "Angry"),
        ],
        string="Mood of the caller",
    )
    note = fields.Text(string="Notes")
    sender = fields.Char(
        copy=False,
        readonly=True,
        help="Telephone system or program that told of the call.",
    )

    _external_key_uniq = models.UniqueIndex(
        "(external_key, COALESCE(sender, ''), company_id)"
        " WHERE external_key IS NOT NULL",
        "External key: another call of this sender has it.",
    )
    _order_idx = models.Index("(offered_at DESC, id DESC)")
    _sender_idx = models.Index("(sender, create_date) WHERE sender IS NOT NULL")
    _times_in_order = models.Constraint(
        "CHECK(answered_at >= offered_at"
        " AND ended_at >= COALESCE(answered_at, offered_at)"
        " AND wrapped_up_at >= ended_at)",
        "Times: a call is offered, answered, ended and wrapped up in this order.",
    )
    _hold_positive = models.Constraint(
        "CHECK(hold_seconds >= 0)", "Hold: no less than nothing."
    )

    @api.depends("queue_id")
    def _compute_purpose(self):
        for call in self:
            # what somebody has said it is about stays
            if call.purpose in (False, *QUEUE_PURPOSES):
                call.purpose = call.queue_id.kind or call.purpose or "service"

    @api.depends(
        "queue_id",
        "direction",
        "offered_at",
        "answered_at",
        "ended_at",
        "wrapped_up_at",
        "hold_seconds",
        "failure",
    )
    def _compute_times(self):
        for call in self:
            times = call._get_times()
            call.wait_seconds = times.wait
            call.talk_seconds = times.talk
            call.wrapup_seconds = times.wrapup
            call.handle_seconds = times.handle
            call.state = times.state
            call.result = times.get_result(
                call.direction == "inbound",
                call.failure,
                call.queue_id.short_abandon if call.queue_id else 10,
            )

    def _get_times(self):
        self.ensure_one()
        return CallTimes(
            self.offered_at or None,
            self.answered_at or None,
            self.ended_at or None,
            self.wrapped_up_at or None,
            self.hold_seconds,
        )

    @api.depends("talk_seconds")
    def _compute_is_over_target(self):
        for call in self:
            target = call.queue_id.talk_target
            call.is_over_target = bool(target) and call.talk_seconds > target

    @api.depends("name", "partner_id.name")
    def _compute_display_name(self):
        for call in self:
            names = (call.name, call.partner_id.name)
            call.display_name = " · ".join(filter(None, names))

    # Creation

    @api.model_create_multi
    def create(self, vals_list):
        names = self.env["ir.sequence"]._next_batch_by_code(
            self._name, sum(not vals.get("name") for vals in vals_list)
        )
        names = iter(names)
        for vals in vals_list:
            vals["name"] = vals.get("name") or next(names)
            if vals.get("number"):
                vals["number"] = self._format_number(vals["number"], vals)
        self._recognise(vals_list)
        # each of thousands of calls has a line of its own; nobody needs a message more
        quiet = self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        calls = super(PropertyCall, quiet).create(vals_list)
        return calls.with_env(self.env)

    def write(self, vals):
        if vals.get("number"):
            vals = vals | {"number": self[:1]._format_number(vals["number"], vals)}
        return super().write(vals)

    def _message_auto_subscribe_followers(self, updated_values, default_subtype_ids):
        """Nobody follows a call for having taken it, and is told so."""
        return []

    @api.model
    def _format_number(self, text, vals=None):
        """Return the number in E.164 if it is one, else as it came, cleaned."""
        vals = vals or {}
        unit = self.unit_id.browse(vals.get("unit_id"))
        site = self.site_id.browse(vals.get("site_id"))
        queue = self.queue_id.browse(vals.get("queue_id")) or self.queue_id
        # sudo: a national number is read as in the country of the site
        sites = (site | unit.sudo().site_id or self.site_id).sudo()
        country = (sites or queue.sudo().site_ids).country_id[:1]
        country = country or self.env.company.country_id
        return normalise_phone(text, country.code) or clean_phone(text) or False

    # Names of the interface

    @api.model
    def api_call(self, rows, sender="", on_error="report"):
        """Create or update calls by the key their sender gave them.

        As ``api_upsert``, but that keys are those of one sender: a telephone system or
        a program, by a name of its own choice. A repeated row changes nothing.

        :param list rows: dicts, at most 100,000, with ``external_key`` (text) and the
            names of ``api_describe``: ``direction``, ``offered_at``, ``answered_at``,
            ``ended_at``, ``wrapped_up_at`` (ISO 8601, UTC), ``hold_seconds``,
            ``number``, ``queue`` (its code), ``agent`` (login), ``partner``, ``unit``,
            ``site`` (external keys), ``disposition`` (its code), ``failure``,
            ``purpose``, ``note``
        :param str sender: whose keys these are
        :param str on_error: ``"report"`` or ``"raise"``, as in ``api_upsert``
        :return: one dict a row, in order, as ``api_upsert``
        :rtype: list[dict]
        :raise ValidationError: a malformed call (names the parameter)
        :raise AccessError: the user may not create or write calls
        """
        if not isinstance(sender, str):
            raise ValidationError(self.env._("sender: a text is expected."))
        calls = self.with_context(default_sender=sender.strip() or False)
        return calls.api_upsert(rows, on_error=on_error)

    @api.model
    def _upsert_rows(self, rows, stop=False):
        """Compare numbers in the form they are stored in, as those of their queue."""
        codes = {row.get("queue") for row in rows if isinstance(row, dict)}
        known = {code for code in codes if isinstance(code, str)}
        queues = self.queue_id.search([("code", "in", list(known))])
        queues = queues.grouped("code") if known else {}
        formatted = []
        for row in rows:
            number = row.get("number") if isinstance(row, dict) else None
            if isinstance(number, str) and (queue := queues.get(row.get("queue"))):
                number = self._format_number(number, {"queue_id": queue[:1].id})
                row = row | {"number": number}
            formatted.append(row)
        return super()._upsert_rows(formatted, stop)

    @api.model
    def _explain_api_refusal(self, error):
        if not isinstance(error, AccessError):
            return super()._explain_api_refusal(error)
        return "queue", self.env._(
            "Calls of this place are not yours to enter. Choose one of your sites, or"
            " a queue in which you work or lead."
        )

    @api.model
    def _get_key_domain(self, keys):
        sender = self.env.context.get("default_sender") or False
        return super()._get_key_domain(keys) & Domain("sender", "=", sender)
