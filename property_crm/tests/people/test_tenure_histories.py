"""Random moves and sales: no right is lost or held twice, and the portal follows."""

import random
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import psycopg2
import pytz

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ...tools.share import WHOLE
from .common import PeopleCommon

# Takes long: the gate begins with it.
# Alone is enough: owners, occupants and their days are of this addon alone.
FIRST, DAYS = date(2026, 3, 2), 40
CALENDAR = [FIRST + timedelta(days=number) for number in range(DAYS)]
ZONE = pytz.timezone("Asia/Shanghai")
PEOPLE = 3
HISTORIES, LENGTH = 25, 7
REFUSED = (UserError, ValidationError, psycopg2.errors.CheckViolation)
SALES = ("sell", "sell", "sell_part", "sell_part", "correct_sale", "undo_sale")
STAYS = ("move_in", "move_out", "correct_stay")


class Sale:
    """The last change of owners: when, what ended, what began, how it was before."""

    def __init__(self, day, sellers, owners):
        self.day, self.owners = day, owners
        self.ended = {
            line: line.date_to
            for line in sellers
            if not line.date_to or line.date_to >= day
        }
        self.begun = sellers.browse()


class TestTenureHistories(PeopleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = ZONE.zone
        logins = [f"resident_{number}" for number in range(PEOPLE)]
        cls.residents = cls._create_users(
            *((login, "base.group_portal") for login in logins)
        )
        cls.persons = list(cls.residents.partner_id)
        manager = "property_crm.group_property_company_manager"
        cls.head = cls._create_users(("head_office", manager))
        cls.env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_no_right_is_lost_or_doubled(self):
        with freeze_time(FIRST) as self.clock:
            for number in range(HISTORIES):
                self._live_through(random.Random(number))

    def _live_through(self, chance):
        self.chance, told = chance, []
        self.env.flush_all()
        savepoint = self.cr.savepoint(flush=False)
        try:
            self._start()
            for _step in range(LENGTH):
                later = timedelta(days=chance.randint(0, 4))
                self.today = min(self.today + later, CALENDAR[-1])
                told.append(chance.choice(SALES + STAYS))
                self._act(getattr(self, f"_{told[-1]}"))
                self._check_ownership()
                self._check_occupancy()
            self._check_portal()
        except Exception as error:
            error.add_note(" > ".join(told))
            raise
        finally:
            self.env.clear()
            savepoint.rollback()
            savepoint.close(rollback=False)
            self.env.invalidate_all()

    def _start(self):
        """One person or a couple owns all of it, since the first day."""
        self.today = FIRST
        self.sale = None
        self.borders = {FIRST}
        self._go_to(FIRST)
        couple = self.chance.random() < 0.5
        first = self.Ownership.union(
            *(
                self._own(person, date_from=FIRST, kind="joint" if couple else "sole")
                for person in self.persons[: 1 + couple]
            )
        )
        # what is so by what was done: who owns what and who lives there on each day
        share = None if couple else WHOLE
        held = {line: (line.partner_id, share) for line in first}
        self.owners = dict.fromkeys(CALENDAR, held)
        self.stays = {}

    def _go_to(self, day, moment=time(12)):
        """Live on the day, at noon of the site."""
        local = ZONE.localize(datetime.combine(day, moment))
        now = local.astimezone(pytz.utc).replace(tzinfo=None)
        self.clock.move_to(now)
        self.cr._now = now

    def _act(self, act):
        """Do it whole, or not at all: what is refused changes nothing."""
        self._go_to(self.today)
        owners, stays, sale = self.owners, dict(self.stays), self.sale
        try:
            with self.cr.savepoint():
                act()
                self.env.flush_all()
        except REFUSED:
            self.env.invalidate_all()
            self.owners, self.stays, self.sale = owners, stays, sale

    def _draw_person(self):
        return self.chance.choice(self.persons)

    def _draw_day(self):
        return max(self.today + timedelta(days=self.chance.randint(-2, 6)), FIRST)

    def _days(self, first, last=None):
        return [day for day in CALENDAR if first <= day <= (last or day)]

    # What people do, and what follows for each day.

    def _transfer(self, day, sellers, buyers, is_joint=False):
        """Sell by the guided steps, as the manager of the site does."""
        values = {
            "kind": "sale",
            "unit_id": self.unit.id,
            "date": day,
            "line_ids": [Command.create({"partner_id": buyer.id}) for buyer in buyers],
            "ownership_ids": [Command.set(sellers.ids)],
            "occupancy_ids": [],
            "share_mode": "joint" if is_joint else "equal",
        }
        before, sale = self.unit.ownership_ids, Sale(day, sellers, self.owners)
        moves = self.env["property.move"].with_user(self.user_site_manager)
        moves.create(values).action_confirm()
        self.env.flush_all()
        sale.begun = self.unit.ownership_ids - before
        self.sale = sale
        self.borders.add(day)
        self._hand_over(day, sellers, sale.begun, is_joint)

    def _hand_over(self, day, sellers, begun, is_joint):
        """From that day on the buyers have what the sellers had."""
        self.owners = dict(self.owners)
        for each in self._days(day):
            held = dict(self.owners[each])
            sold = [held.pop(line)[1] for line in sellers if line in held]
            self.assertTrue(sold, f"nobody had on {each} what was sold for {day}")
            others = [share for _who, share in held.values()]
            share = WHOLE - sum(filter(None, others))
            if None in others:
                share = sum(filter(None, sold))
            share = None if is_joint else share / len(begun)
            held |= {line: (line.partner_id, share) for line in begun}
            self.owners[each] = held

    def _sell(self):
        """All who own it today sell to one or two others."""
        sellers = self.unit.ownership_ids._on_date(self.today)
        buyers = self.chance.sample(self.persons, self.chance.randint(1, 2))
        is_joint = self.chance.random() < 0.3
        self._transfer(self._draw_day(), sellers, buyers, is_joint)

    def _sell_part(self):
        """One of those who own it today sells what he has."""
        lines = self.unit.ownership_ids._on_date(self.today)
        seller = self.chance.choice([line.partner_id for line in lines])
        sold = lines.filtered(lambda line: line.partner_id == seller)
        is_joint = "joint" in sold.mapped("kind")
        self._transfer(self._draw_day(), sold, [self._draw_person()], is_joint)

    def _correct_sale(self):
        """It was some days earlier or later than was written down."""
        if not self.sale:
            return
        shift = self.chance.randint(-3, 3)
        sale, day = self.sale, self.sale.day + timedelta(days=shift)
        ended = self.Ownership.union(*sale.ended).with_user(self.head)
        begun = sale.begun.with_user(self.head)
        changes = [
            lambda: begun.write({"date_from": day}),
            lambda: ended.write({"date_to": day - timedelta(days=1)}),
        ]
        for change in changes if shift > 0 else reversed(changes):
            change()
            self.env.flush_all()
        self.owners = dict(sale.owners)
        is_joint = "joint" in begun.mapped("kind")
        self._hand_over(day, ended, sale.begun, is_joint)
        sale.day = day
        self.borders.add(day)

    def _undo_sale(self):
        """It was a mistake of today."""
        if not self.sale:
            return
        sale, self.sale = self.sale, None
        sale.begun.with_user(self.user_site_manager).unlink()
        for line, date_to in sale.ended.items():
            line.with_user(self.head).write({"date_to": date_to})
        self.env.flush_all()
        self.owners = sale.owners

    def _move_in(self):
        day, who = self._draw_day(), self._draw_person()
        last = self.chance.choice([False, day + timedelta(self.chance.randint(0, 9))])
        stay = self._live(who, date_from=day, date_to=last)
        self.stays[stay] = (who, day, last)
        self.borders |= {day, last + timedelta(days=1) if last else day}

    def _move_out(self):
        if self.stays:
            last, stay = self._draw_day(), self.chance.choice(list(self.stays))
            stay.with_user(self.user_site_manager).date_to = last
            who, first, _last = self.stays[stay]
            self.stays[stay] = (who, first, last)
            self.borders.add(last + timedelta(days=1))

    def _correct_stay(self):
        if self.stays:
            stay = self.chance.choice(list(self.stays))
            who, first, last = self.stays[stay]
            first += timedelta(days=self.chance.randint(-3, 3))
            stay.with_user(self.head).date_from = first
            self.stays[stay] = (who, first, last)
            self.borders.add(first)

    # What must be so, whatever was done.

    def _check_ownership(self):
        """Every day all of it belongs to somebody, and nobody has more than he had."""
        self.env.invalidate_all()
        lines = self.unit.ownership_ids
        for day in CALENDAR:
            held = {
                line: (line.partner_id, None if line.kind == "joint" else share)
                for line in lines._on_date(day)
                for share in [Fraction(line.share_numerator, line.share_denominator)]
            }
            self.assertEqual(held, self.owners[day], day)
            shares = [share for _who, share in held.values()]
            whole = sum(filter(None, shares))
            self.assertTrue(whole < 1 if None in shares else whole == 1, (day, held))

    def _check_occupancy(self):
        stays = {
            stay: (stay.partner_id, stay.date_from, stay.date_to)
            for stay in self.unit.occupancy_ids
        }
        self.assertEqual(stays, self.stays)

    def _check_portal(self):
        """Up to the last second of a day it counts, from midnight the next."""
        for border in sorted(self.borders):
            for day, moment in (
                (border - timedelta(days=1), time(23, 59, 59)),
                (border, time(0)),
            ):
                if FIRST <= day <= CALENDAR[-1]:
                    self._go_to(day, moment)
                    self._check_portal_on(day)

    def _check_portal_on(self, day):
        for user, person in zip(self.residents, self.persons, strict=True):
            rights = sum(who == person for who, _share in self.owners[day].values())
            rights += sum(
                who == person and first <= day <= (last or day)
                for who, first, last in self.stays.values()
            )
            self.env.invalidate_all()
            mine = self.unit.with_user(user)
            found = mine.search([("id", "=", mine.id)])
            self.assertEqual(found, mine if rights else mine.browse(), (day, user))
            self.assertEqual(mine.has_access("read"), bool(rights))
            roles = [card["roles"] for card in found._get_portal_cards()]
            self.assertEqual(bool(roles and roles[0]), bool(rights), (day, user))
