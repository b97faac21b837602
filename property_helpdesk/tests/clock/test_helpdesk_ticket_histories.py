import random
from datetime import timedelta

from ...tools.clock_replay import Clocks
from .common import ClockCommon, at, freeze_time

# Takes long: the gate begins with it.
HISTORIES = 500
ROUNDS = 12


class TestHelpdeskTicketHistories(ClockCommon):
    """Requests that live through anything: what is stored is what the log says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_policy(
            name="Urgent", is_emergency="yes", solution_minutes=90, clock="always"
        )
        cls._create_policy(name="Parts", is_payable="yes", pause_parts=True)
        cls._create_policy(
            name="Help at once, report later",
            priority="3",
            sequence=5,
            response_clock="always",
            arrival_clock="always",
        )
        team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Asking", "asks_confirmation": True}
        )
        cls.asking = {"team_id": team.id}
        cls.units = cls.unit | cls._create_units(1)
        cls.chance = random.Random(20260309)

    def _reassign(self, tickets):
        user = self.chance.choice([self.user_technician, self.user_agent])
        tickets._assign(user, "Busy")

    def _give_date(self, tickets):
        days = timedelta(days=self.chance.randint(1, 9))
        tickets.date_deadline = self.chance.choice([False, self.now + days])

    def _move(self, tickets):
        tickets.write(
            {
                "unit_id": self.chance.choice(self.units).id,
                "priority": self.chance.choice("0123"),
            }
        )

    def _get_acts(self):
        reasons = ("customer", "parts", "vote")
        return [
            lambda tickets: tickets._wait(self.chance.choice(reasons)),
            lambda tickets: tickets._resume(),
            lambda tickets: tickets.write({"is_emergency": self.chance.random() < 0.5}),
            lambda tickets: tickets.write({"is_payable": self.chance.random() < 0.5}),
            lambda tickets: tickets.write({"stage_id": self.stage_work.id}),
            lambda tickets: tickets._close("Done"),
            lambda tickets: tickets._close("Done", stage=self.stage_done),
            lambda tickets: tickets.action_arrive(),
            lambda tickets: tickets.action_answer(),
            self._reassign,
            self._give_date,
            self._move,
        ]

    def _live(self, tickets):
        """Let one round pass: each request meets a few of the others and a fate."""
        acts = self._get_acts()
        for ticket_ids in self._split(tickets.ids, len(acts)):
            group = self.Ticket.browse(ticket_ids)
            done = group.filtered("stage_id.is_finished")
            done[: len(done) // 2]._reopen("Not solved")
            done[-2:]._confirm("Solved")
            self.chance.choice(acts)(
                group.filtered(lambda t: not t.stage_id.is_finished)
            )

    def _split(self, ids, count):
        ids = list(ids)
        self.chance.shuffle(ids)
        return [ids[index::count] for index in range(count)]

    def _check(self, tickets):
        names = list(self.Ticket._prepare_clock_vals(self._get_no_clocks()))
        self.env.flush_all()
        self.env.invalidate_all()
        replayed = tickets._replay_clocks()
        for ticket in tickets:
            stored = ticket.read(names, load="")[0]
            stored.pop("id")
            expected = {
                name: value or False for name, value in replayed[ticket.id].items()
            }
            self.assertEqual(stored, expected, ticket.event_ids.mapped("kind"))

    def _get_no_clocks(self):
        return Clocks()

    def test_stored_is_what_a_replay_shows(self):
        self.now = at("2026-03-09 08:30")
        with freeze_time(self.now):
            tickets = self._create_tickets(HISTORIES // 2)
            tickets += self._create_tickets(HISTORIES // 2, **self.asking)
        for _round in range(ROUNDS):
            self.now += timedelta(minutes=self.chance.randint(1, 900))
            with freeze_time(self.now):
                self._live(tickets)
                self._run_cron("_cron_watch_clocks")
                self._run_cron("_cron_close_unconfirmed")
        self._check(tickets)
        kinds = set(tickets.event_ids.mapped("kind"))
        self.assertLessEqual(
            {
                "waiting",
                "resumed",
                "done",
                "closed",
                "reopened",
                "deadline",
                "breached",
            },
            kinds,
        )
        self.assertEqual(
            set(tickets.mapped("sla_state")) - {False},
            {"running", "paused", "warned", "breached", "met", "missed"},
        )
