import pytz

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.working_time import NoWorkingTime

MISSED = ("abandoned", "short_abandon")


class PropertyCall(models.Model):
    """Calls nobody took: by when to call back, and whether somebody has."""

    _inherit = "property.call"

    is_missed = fields.Boolean(
        string="Missed", compute="_compute_is_missed", store=True
    )
    call_back_due_at = fields.Datetime(
        string="Call back by",
        compute="_compute_call_back_due_at",
        store=True,
        help="So many working minutes after the call as its queue allows.",
    )
    returned_by_id = fields.Many2one(
        "property.call",
        string="Spoken to in",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The first call with this number that was answered afterwards.",
    )
    back_id = fields.Many2one(
        "property.call.back",
        string="Attempt of",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    back_ids = fields.One2many(
        "property.call.back", "call_id", string="Call-backs", copy=False
    )
    is_waiting = fields.Boolean(
        string="Waits for a call",
        compute="_compute_is_waiting",
        store=True,
        help="Missed, and nobody has spoken to the caller since.",
    )
    is_late = fields.Boolean(
        string="Overdue", compute="_compute_is_late", search="_search_is_late"
    )

    _waiting_idx = models.Index("(call_back_due_at, id) WHERE is_waiting IS TRUE")

    @api.depends("direction", "result")
    def _compute_is_missed(self):
        for call in self:
            call.is_missed = call.direction == "inbound" and call.result in MISSED

    @api.depends("is_missed", "ended_at")
    def _compute_call_back_due_at(self):
        for call in self:
            call.call_back_due_at = (
                call._get_call_back_deadline() if call.is_missed else False
            )

    def _get_call_back_deadline(self):
        """Return until when somebody should call back, False if nobody ever works."""
        queue, site = self.queue_id, self.site_id
        calendar = queue.calendar_id or site.resource_calendar_id
        zone = pytz.timezone(site.tz or calendar.tz or "UTC")
        clock = calendar._get_working_clock(self.ended_at, tz=zone)
        try:
            return clock.add(self.ended_at, queue.call_back_within or 60)
        except NoWorkingTime:
            return False

    @api.depends("is_missed", "returned_by_id", "back_ids.state")
    def _compute_is_waiting(self):
        for call in self:
            states = set(call.back_ids.mapped("state"))
            is_over = bool(states) and "open" not in states
            call.is_waiting = call.is_missed and not call.returned_by_id and not is_over

    @api.depends("is_waiting", "call_back_due_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for call in self:
            due = call.call_back_due_at
            call.is_late = call.is_waiting and bool(due) and due < now

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        return Domain("is_waiting", "=", True) & Domain("call_back_due_at", "<", now)

    # What becomes known of a call settles others

    @api.model_create_multi
    def create(self, vals_list):
        calls = super().create(vals_list)
        calls._settle()
        return calls

    def write(self, vals):
        if not {"answered_at", "ended_at", "failure", "number"} & vals.keys():
            return super().write(vals)
        before = {call.id: (call.result, call.number) for call in self}
        result = super().write(vals)
        self.filtered(
            lambda call: (call.result, call.number) != before[call.id]
        )._settle()
        return result

    def _settle(self):
        """Close what these calls have brought to an end, and count attempts in vain."""
        known = self.filtered("result")
        if not known:
            return
        answered = known.filtered(lambda call: call.result == "answered")
        answered.filtered("number")._close_waiting()
        # sudo: an attempt counts, whoever may see the plan it belongs to
        for call_sudo in known.sudo().filtered("back_id"):
            call_sudo.back_id._note_attempt(call_sudo)

    def _close_waiting(self):
        """Close the missed calls and call-backs of numbers that were spoken to."""
        by_number = {call.number: call for call in self}
        same = Domain("number", "in", list(by_number)) & Domain(
            "company_id", "in", self.company_id.ids
        )
        # sudo: who was spoken to need not be called, by whoever had to
        waiting_sudo = self.sudo().search(same & Domain("is_waiting", "=", True))
        backs_sudo = self.env["property.call.back"].sudo()
        for number, missed_sudo in waiting_sudo.grouped("number").items():
            call = by_number[number]
            missed_sudo.filtered(
                lambda one, call=call: one.offered_at <= call.offered_at
            ).returned_by_id = call
        for back_sudo in backs_sudo.search(same & Domain("state", "=", "open")):
            call = by_number[back_sudo.number]
            if back_sudo.create_date <= call.create_date:
                back_sudo._finish(call)

    # Calling back

    def action_call_back(self):
        """Call back at once; outside the allowed hours plan it instead."""
        self.ensure_one()
        back = self.back_ids.filtered(lambda one: one.state == "open")[:1]
        back = back or back.create(self._prepare_call_back_vals())
        if back._get_rule().is_allowed(fields.Datetime.now()):
            return back.action_call()
        return back._get_form_action()

    def action_plan_call_back(self):
        """Open a new call-back with what is known from the call."""
        self.ensure_one()
        action = self.env["property.call.back"]._get_form_action()
        vals = self._prepare_call_back_vals()
        defaults = {f"default_{name}": value for name, value in vals.items()}
        return action | {"context": defaults}

    def _prepare_call_back_vals(self):
        return {
            "call_id": self.id,
            "partner_id": self.partner_id.id,
            "number": self.number,
            "unit_id": self.unit_id.id,
            "site_id": self.site_id.id,
            "queue_id": self.queue_id.id,
            "purpose": self.purpose,
            "user_id": self.env.uid,
            "basis": "asked",
            "due_at": self.call_back_due_at,
        }
