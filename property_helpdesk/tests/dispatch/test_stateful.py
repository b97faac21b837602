"""A thousand random histories: whatever happens, somebody has it and a day is set.

Drawn by a generator of our own: hypothesis ran half as many again, for its mutations,
and shrank nothing here.
"""

import random
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from .common import DispatchCommon

# Takes long: the gate begins with it.
START = datetime(2026, 3, 6, 15, 0)  # a Friday afternoon
MINUTES = 30
SEQUENCES, STEPS = 1000, 3
# What a history changes; the rest of the cache is kept, or it would take minutes.
CHANGED = ("helpdesk.ticket", "property.ticket.event", "mail.activity")
CHANGED_BY_LEAVING = ("res.users", "res.partner")
ACTS = {}


def act(condition):
    """Mark what can happen, and when."""

    def mark(method):
        ACTS[method.__name__] = condition
        return method

    return mark


def find_end(start, minutes):
    """Count working minutes one by one: 8 to 17, Monday to Friday."""
    now = start
    while minutes:
        if now.weekday() < 5 and 8 <= now.hour < 17:
            minutes -= 1
        now += timedelta(minutes=1)
    return now


class History:
    """One request in the hands of three technicians, a dispatcher and the clock."""

    def __init__(self, case, chance):
        self.case, self.env, self.chance = case, case.env, chance
        self.ticket, self.users = case.ticket, case.fitters
        self.now = case.now = START
        self.due = None
        self.changed = CHANGED
        self.told = []

    def run(self):
        savepoint = self.case.cr.savepoint(flush=False)
        try:
            self._check()
            for _step in range(STEPS):
                possible = [name for name, when in ACTS.items() if when(self)]
                self.told.append(self.chance.choice(possible))
                getattr(self, self.told[-1])()
                self._check()
            self.env.flush_all()
        except Exception as error:
            error.add_note(" > ".join(self.told))
            raise
        finally:
            savepoint.rollback()
            savepoint.close(rollback=False)
        for model in self.changed:
            self.env[model].invalidate_model(flush=False)

    def _draw_user(self):
        return self.chance.choice(self.users)

    def _is_open(self):
        """Tell whether there is something to do: done is no work."""
        return not self.ticket.stage_id.is_finished

    def _is_done(self):
        return self.ticket.stage_id.to_confirm

    def _is_held(self):
        return self._is_open() and self.ticket.user_id

    def _as_holder(self):
        return self.ticket.with_user(self.ticket.user_id)

    def _given(self, user):
        """Remember what the timer has to say from now on."""
        is_timed = user and not self.ticket.deferred_until
        self.due = is_timed and find_end(self.now, MINUTES)

    @act(_is_open)
    def assign(self):
        user, former = self._draw_user(), self.ticket.user_id
        if user.active:
            self.case.desk._assign(user, "Because")
            if user != former:
                self._given(user)

    @act(lambda self: self._is_open() and not self.ticket.user_id)
    def claim(self):
        user = self._draw_user()
        if user.active:
            self.env.flush_all()
            answer = self.case.Ticket.with_user(user).api_claim_next()
            is_waiting = not self.ticket.deferred_until
            self.case.assertEqual(answer["status"] == "claimed", is_waiting)
            self.due = None if is_waiting else self.due

    @act(_is_held)
    def give_back(self):
        self._as_holder()._assign(self.env["res.users"], "Not mine")
        self.due = None

    @act(_is_held)
    def step(self):
        self._as_holder().action_accept()
        self.due = None

    @act(_is_held)
    def hand_over(self):
        user = self._draw_user()
        if user.active and user != self.ticket.user_id:
            self._as_holder()._hand_over(user, "Shift ends")

    @act(lambda self: self._is_open() and self.ticket.handover_user_id)
    def answer(self):
        accepted = self.chance.random() < 0.5
        offered = self.ticket.with_user(self.ticket.handover_user_id)
        if accepted:
            offered.action_accept_handover()
            self.due = None
        else:
            offered.action_decline_handover()

    @act(_is_open)
    def defer(self):
        hours = self.chance.randint(1, 100)
        self.case.desk._defer(self.now + timedelta(hours=hours), "Part ordered")
        self.due = None

    @act(lambda self: self._is_open() and self.ticket.deferred_until)
    def resume(self):
        self.case.desk.action_take_up()
        self._resumed()

    def _resumed(self):
        if self.ticket.user_id and not self.ticket.acted_at:
            self._given(self.ticket.user_id)

    @act(_is_open)
    def close(self):
        self.case.desk._close("Washer replaced", stage=self.case.stage_done)
        self.due = None

    @act(_is_open)
    def report_done(self):
        self.case.desk._close("Washer replaced")
        self.case.assertTrue(self._is_done())
        self.due = None

    @act(_is_done)
    def wait_to_be_confirmed(self):
        """A second before the days are over nothing is closed, then it is."""
        in_time = self.chance.random() < 0.5
        until = self.ticket.confirm_until
        self.now = self.case.now = until - timedelta(seconds=1) if in_time else until
        self.case.Ticket._cron_close_unconfirmed()
        self.case.assertEqual(bool(self.ticket.closed_date), not in_time)

    @act(_is_done)
    def confirm(self):
        self.case.desk.action_confirm()
        self.case.assertTrue(self.ticket.closed_date)

    @act(lambda self: not self._is_open())
    def reopen(self):
        held = self.ticket.user_id.active
        self.case.desk._reopen("Leaks again")
        self.case.assertEqual(bool(self.ticket.user_id), held)
        self._given(self.ticket.user_id)

    @act(lambda _self: True)
    def leave(self):
        user = self._draw_user()
        self.changed = CHANGED + CHANGED_BY_LEAVING
        held = self._is_held() == user
        user.active = False
        self.due = None if held else self.due

    @act(lambda _self: True)
    def pass_time(self):
        """A second before the timer ends nothing is taken, at its end it is."""
        minutes = self.chance.choice([self.chance.randint(1, 90), 60 * 15, 60 * 64])
        self.now = self.case.now = self.now + timedelta(minutes=minutes)
        holder = self.ticket.user_id
        is_over = self.due and self.due <= self.now
        if is_over:
            self.case.now = self.due - timedelta(seconds=1)
            self.case.Ticket._cron_take_back()
            self.case.assertEqual(self.ticket.user_id, holder)
            self.case.now = self.now
        self._run_crons(holder, is_over)

    def _run_crons(self, holder, is_over):
        Ticket = self.case.Ticket
        if self.due:
            Ticket._cron_take_back()
        if is_over:
            self.case.assertNotEqual(self.ticket.user_id, holder)
            self._given(self.ticket.user_id)
        else:
            self.case.assertEqual(self.ticket.user_id, holder)
        was_aside = self.ticket.deferred_until
        if was_aside:
            Ticket._cron_resume_deferred()
        is_due = was_aside and was_aside <= self.now
        self.case.assertEqual(
            bool(self.ticket.deferred_until), bool(was_aside) - bool(is_due)
        )
        if is_due:
            self._resumed()

    def _check(self):
        self._check_owner()
        self._check_timer()
        self._check_log()

    def _check_owner(self):
        case, ticket = self.case, self.ticket
        case.assertEqual(len(ticket.owner_id), 1)
        if not self._is_open():
            until = self._is_done() and ticket.confirm_until
            case.assertEqual(ticket.date_next, until)
            case.assertEqual(bool(until), self._is_done())
            case.assertFalse(ticket.deferred_until or ticket.handover_user_id)
            return
        case.assertTrue(ticket.owner_id.active)
        case.assertTrue(ticket.date_next)
        case.assertEqual(ticket.owner_id, ticket.user_id or case.user_dispatcher)
        case.assertTrue(ticket.user_id or not ticket.handover_user_id)

    def _check_timer(self):
        self.case.assertEqual(self.ticket.take_back_at or None, self.due or None)

    def _check_log(self):
        kinds = ("assigned", "reassigned", "unassigned")
        events = self.ticket.event_ids.sorted("id").filtered(lambda e: e.kind in kinds)
        self.case.assertEqual(events[-1:].new_ref, self.ticket.user_id.id)


class TestStateful(DispatchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = START
        cls._keep_office_hours()
        cls.team.write(
            {
                "take_back_minutes": MINUTES,
                "dispatch_mode": "grab",
                "asks_confirmation": True,
            }
        )
        cls.fitters = list(cls.ann | cls.bob | cls.cid)
        cls.ticket = cls._create_team_tickets()
        cls.desk = cls.ticket.with_user(cls.user_dispatcher)
        cls.env.flush_all()

    @mute_logger("odoo.addons.base.models.ir_cron")
    def test_one_owner_and_a_next_date_always(self):
        no_commit = patch.object(
            type(self.env["ir.cron"]), "_commit_progress", return_value=float("inf")
        )
        frozen = patch.object(fields.Datetime, "now", lambda *_args: self.now)
        # rights are not what is asked here: who leaves keeps them cached
        cached = patch.object(type(self.registry), "clear_cache")
        with no_commit, frozen, cached, self.enter_registry_test_mode():
            for number in range(SEQUENCES):
                History(self, random.Random(number)).run()
