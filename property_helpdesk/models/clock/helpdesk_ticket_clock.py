import pytz

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.property_crm.tools.working_time import WorkingClock

from ...tools.clock_replay import Entry, replay
from ...tools.sla_match import find_rule
from .helpdesk_ticket_stage import WAIT_REASONS
from .property_ticket_event import CLOCK_KINDS

SLA_STATES = [
    ("running", "Running"),
    ("paused", "Stands still"),
    ("warned", "Nearly over"),
    ("breached", "Over"),
    ("met", "Kept"),
    ("missed", "Missed"),
]
RESULTS = [("on_time", "On time"), ("late", "Late")]


class HelpdeskTicket(models.Model):
    """The clocks of a request: always what a replay of its log shows."""

    _inherit = "helpdesk.ticket"

    sla_policy_id = fields.Many2one(
        "property.sla.policy",
        string="Promise",
        compute="_compute_clocks",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    date_deadline = fields.Datetime(
        compute="_compute_clocks",
        store=True,
        readonly=False,
        help="When it has to be solved. Counted from the promise, unless somebody gives"
        " a date. Empty while the clock stands still.",
    )
    response_due = fields.Datetime(
        string="First answer due", compute="_compute_clocks", store=True, copy=False
    )
    arrival_due = fields.Datetime(
        string="On site due", compute="_compute_clocks", store=True, copy=False
    )
    responded_at = fields.Datetime(
        string="First answer", compute="_compute_clocks", store=True, copy=False
    )
    arrived_at = fields.Datetime(
        string="On site", compute="_compute_clocks", store=True, copy=False
    )
    done_at = fields.Datetime(
        string="Reported done",
        compute="_compute_clocks",
        store=True,
        copy=False,
        help="When the work was reported done, if the requester was asked to confirm"
        " it. Promises are measured by it. Empty for what was closed at once.",
    )
    sla_due = fields.Datetime(
        string="Next deadline",
        compute="_compute_clocks",
        store=True,
        copy=False,
        help="The first of the promised times that has not been kept yet.",
    )
    sla_due_kind = fields.Selection(
        [
            ("response", "First answer"),
            ("arrival", "On site"),
            ("solution", "Solution"),
        ],
        string="Next promise",
        compute="_compute_clocks",
        store=True,
        copy=False,
    )
    sla_warn_at = fields.Datetime(
        string="Warned from", compute="_compute_clocks", store=True, copy=False
    )
    sla_state = fields.Selection(
        SLA_STATES, string="Clock", compute="_compute_clocks", store=True, copy=False
    )
    wait_reason = fields.Selection(
        WAIT_REASONS,
        string="Waits for",
        compute="_compute_clocks",
        store=True,
        copy=False,
    )
    waiting_since = fields.Datetime(compute="_compute_clocks", store=True, copy=False)
    response_result = fields.Selection(
        RESULTS, string="Answered", compute="_compute_sla_results", store=True
    )
    arrival_result = fields.Selection(
        RESULTS, string="Arrived", compute="_compute_sla_results", store=True
    )

    _sla_due_idx = models.Index("(sla_due) WHERE sla_due IS NOT NULL")
    _sla_warn_idx = models.Index("(sla_warn_at) WHERE sla_state = 'running'")
    _response_due_idx = models.Index(
        "(response_due) WHERE responded_at IS NULL AND response_due IS NOT NULL"
    )
    _arrival_due_idx = models.Index(
        "(arrival_due) WHERE arrived_at IS NULL AND arrival_due IS NOT NULL"
    )

    @api.depends("event_ids")
    def _compute_clocks(self):
        replayed = self._replay_clocks()
        for ticket in self:
            ticket.update(
                replayed.get(ticket.id) or {"date_deadline": ticket.date_deadline}
            )

    @api.depends("response_due", "responded_at", "arrival_due", "arrived_at")
    def _compute_sla_results(self):
        for ticket in self:
            ticket.response_result = self._get_result(
                ticket.responded_at, ticket.response_due
            )
            ticket.arrival_result = self._get_result(
                ticket.arrived_at, ticket.arrival_due
            )

    @api.model
    def _get_result(self, done_at, due):
        if not (done_at and due):
            return False
        return "on_time" if done_at <= due else "late"

    def _replay_clocks(self):
        """Return ``{ticket id: values of the stored fields}``, from the log alone."""
        return {
            ticket_id: self._prepare_clock_vals(clocks)
            for ticket_id, (clocks, _get_clock) in self._get_clocks().items()
        }

    def _get_clocks(self):
        """Return ``{ticket id: (Clocks, get_clock)}`` of requests with a log.

        ``get_clock(around_clock)`` answers the ``WorkingClock`` of a limit.
        """
        entries = self._get_clock_entries()
        tickets = self.filtered(lambda ticket: ticket.id in entries)
        if not tickets:
            return {}
        start = min(entries[ticket.id][0].date for ticket in tickets)
        # sudo: the hours of a site run for whoever looks at its requests
        by_site = tickets.sudo().site_id._get_working_clocks(start)
        always = WorkingClock.always()
        result = {}
        for ticket in tickets:
            hours = by_site.get(ticket.site_id, always)
            get_clock = {True: always, False: hours}.__getitem__
            result[ticket.id] = (replay(entries[ticket.id], get_clock), get_clock)
        return result

    def _get_clock_entries(self):
        """Return ``{ticket id: [Entry]}`` in the order of the log."""
        ids = [ticket.id for ticket in self if isinstance(ticket.id, int)]
        if not ids:
            return {}
        # sudo: the clocks count what the reader of one screen may not see
        events_sudo = (
            self.env["property.ticket.event"]
            .sudo()
            .search_fetch(
                Domain("ticket_id", "in", ids)
                & (Domain("kind", "in", CLOCK_KINDS) | Domain("facts", "!=", False)),
                ["ticket_id", "kind", "date", "field_name", "new_value", "facts"],
                order="date, id",
            )
        )
        entries = {}
        for event in events_sudo:
            entries.setdefault(event.ticket_id.id, []).append(
                Entry(event.kind, event.date, event._get_clock_facts())
            )
        return entries

    @api.model
    def _prepare_clock_vals(self, clocks):
        return {
            "sla_policy_id": clocks.promise.policy or False,
            "date_deadline": clocks.solution_due,
            "response_due": clocks.response_due,
            "arrival_due": clocks.arrival_due,
            "responded_at": clocks.responded_at,
            "arrived_at": clocks.arrived_at,
            "done_at": clocks.done_at,
            "sla_due": clocks.next_due,
            "sla_due_kind": clocks.next and clocks.next.kind,
            "sla_warn_at": clocks.warn_at,
            "sla_state": clocks.state or False,
            "wait_reason": clocks.waits_for or False,
            "waiting_since": clocks.waits_since,
        }

    # Which promise holds.

    def _get_promises(self):
        """Return ``{ticket id: promise as the log keeps it, or {}}``."""
        promises = {}
        Policy = self.env["property.sla.policy"]
        for company, tickets in self.grouped("company_id").items():
            rules, found = Policy._get_rules(company.id)
            agreed = tickets._get_agreement_facts(rules)
            for ticket in tickets:
                facts = ticket._get_sla_facts() | agreed.get(ticket, {})
                rule = find_rule(rules, facts, ticket._get_sla_day())
                promises[ticket.id] = found[rule.key] if rule else {}
        return promises

    def _get_sla_facts(self):
        """Return ``{name: set of values}`` that conditions of promises are held to.

        Addons that know more about customers add facts of their own here.
        """
        self.ensure_one()
        # sudo: where and what it is about decides, not who may read that
        ticket_sudo = self.sudo()
        facts = {
            "type": set(ticket_sudo.type_id.ids),
            "class": set(ticket_sudo.class_id.ids),
            "place": set(ticket_sudo.place_id.ids),
            "site": set(ticket_sudo.site_id.ids),
            "category": self._get_ancestors(ticket_sudo.category_id),
            "territory": self._get_ancestors(ticket_sudo.territory_id),
            "site_kind": {ticket_sudo.site_id.kind},
        }
        for name in (
            "priority",
            "requester_role",
            "is_emergency",
            "is_payable",
            "is_warranty",
        ):
            facts[name] = {ticket_sudo[name]}
        return facts

    @api.model
    def _get_ancestors(self, record):
        return {int(part) for part in (record.parent_path or "").split("/") if part}

    def _get_sla_day(self):
        """Return the day it came in, where it came from, as ``"03-02"``."""
        return self._get_sla_date().strftime("%m-%d")

    def _get_sla_date(self):
        """Return the day it came in, where it came from."""
        # sudo: the time zone of a place is no secret
        zone = pytz.timezone(self.sudo().site_id.tz or "UTC")
        return pytz.utc.localize(self.reported_at).astimezone(zone).date()
