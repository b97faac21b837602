from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.property_crm.tools.working_time import WorkingClock

# What an escalation or the clock itself writes is no sign of life.
NOT_ALIVE = ("escalated", "acknowledged", "warned", "breached")
WORDS_DAYS = 7
RATING_DAYS = 30


class PropertyEscalationLevel(models.Model):
    """Which requests have reached a level and were not told about yet."""

    _inherit = "property.escalation.level"

    def _get_due(self, now):
        """Return ``{ticket: what was found}`` of the single level."""
        self.ensure_one()
        return getattr(self, f"_get_due_by_{self.trigger}")(now)

    def _get_candidates(self, domain, is_open=True):
        base = Domain("escalation_ids", "not any", [("level_id", "=", self.id)])
        if is_open:
            base &= self.env["helpdesk.ticket"]._get_work_domain()
        if self.company_id:
            base &= Domain("company_id", "=", self.company_id.id)
        return self.env["helpdesk.ticket"].search(base & Domain(domain), order="id")

    def _get_due_by_sla(self, now):
        domain = Domain("date_deadline", "!=", False)
        if self.percent >= 100:
            domain &= Domain("date_deadline", "<=", now)
        found = self._get_candidates(domain)
        if self.percent < 100:
            found = self._filter_near(found, now)
        used = found._get_used_percents(now)
        return {
            ticket: f"{percent} %"
            for ticket, percent in used.items()
            if percent >= self.percent
        }

    def _filter_near(self, tickets, now):
        """Leave out what cannot have used so much, without a look at its log.

        A promise leaves at most the rest of the longest one, a date given by hand the
        rest of the days until it.
        """
        policies = self.env["property.sla.policy"].with_context(active_test=False)
        promised = policies.search([("solution_minutes", ">", 0)])
        longest = max(promised.mapped("solution_minutes"), default=0)
        share = self.percent / 100
        left = longest * (1 - share)
        clocks = tickets.site_id._get_working_clocks(now)

        def is_near(ticket):
            due, start = ticket.date_deadline, ticket.reported_at
            clock = clocks.get(ticket.site_id, WorkingClock.always())
            is_given = now - start >= share * (due - start)
            return due <= now or is_given or clock.measure(now, due) <= left

        return tickets.filtered(is_near)

    def _get_due_by_breach(self, now):
        limit = now - timedelta(minutes=self.minutes)
        late = self._get_candidates([("date_deadline", "<=", limit)])
        return {ticket: self._tell_late(ticket, now) for ticket in late}

    @api.model
    def _tell_late(self, ticket, now):
        hours = (now - ticket.date_deadline).total_seconds() / 3600
        return self.env._("%(hours)s h late", hours=int(hours))

    def _get_due_by_priority(self, now):
        field = self.env["helpdesk.ticket"]._fields["priority"]
        values = [
            value for value in field.get_values(self.env) if value >= self.priority
        ]
        found = self._get_candidates([("priority", "in", values)])
        return dict.fromkeys(found, "")

    def _get_due_by_repeated(self, now):
        since = now - timedelta(days=self.days)
        found = self._get_candidates(
            [
                ("reported_at", ">=", since),
                ("unit_id", "!=", False),
                ("category_id", "!=", False),
            ]
        )
        counts = self._count_likes(found.ids)
        return {
            ticket: self.env._(
                "%(times)s times in %(days)s days",
                times=counts[ticket.id],
                days=self.days,
            )
            for ticket in found
            if ticket.id in counts
        }

    def _count_likes(self, ticket_ids):
        """Return ``{ticket id: requests like it up to it}`` of those often enough."""
        if not ticket_ids:
            return {}
        self.env["helpdesk.ticket"].flush_model(
            ["unit_id", "category_id", "reported_at", "active"]
        )
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT ticket.id, COUNT(*) FROM helpdesk_ticket AS ticket
                    JOIN helpdesk_ticket AS before
                        ON before.unit_id = ticket.unit_id
                        AND before.category_id = ticket.category_id
                        AND before.active
                        AND before.reported_at <= ticket.reported_at
                        AND before.reported_at
                            >= ticket.reported_at - make_interval(days => %s)
                    WHERE ticket.id = ANY(%s)
                    GROUP BY ticket.id HAVING COUNT(*) >= %s
                    """,
                    self.days,
                    ticket_ids,
                    self.times,
                )
            )
        )

    def _get_due_by_rating(self, now):
        lately = Domain("closed_date", "=", False) | Domain(
            "closed_date", ">=", now - timedelta(days=RATING_DAYS)
        )
        rated = Domain("rating_last_value", ">", 0)
        bad = rated & Domain("rating_last_value", "<=", self.rating)
        found = self._get_candidates(bad & lately, is_open=False)
        return {ticket: f"{ticket.rating_last_value:g} / 5" for ticket in found}

    def _get_due_by_words(self, now):
        words = self._get_words()
        said = Domain.OR(
            Domain(name, "ilike", word)
            for word in {word.split()[0] for word in words}
            for name in ("name", "description")
        )
        since = Domain("reported_at", ">=", now - timedelta(days=WORDS_DAYS))
        found = {
            ticket: ticket._find_safety_word(words)
            for ticket in self._get_candidates(since & said)
        }
        return {ticket: word for ticket, word in found.items() if word}

    def _get_due_by_silence(self, now):
        limit = now - timedelta(minutes=self.minutes)
        awake = Domain("deferred_until", "=", False) | Domain(
            "deferred_until", "<", now
        )
        found = self._get_candidates(
            awake
            & Domain("wait_reason", "=", False)
            & Domain("reported_at", "<=", limit)
        )
        rows = self.env["property.ticket.event"]._read_group(
            [("ticket_id", "in", found.ids), ("kind", "not in", NOT_ALIVE)],
            ["ticket_id"],
            ["date:max"],
            having=[("date:max", "<=", limit)],
        )
        last = dict(rows)
        silent = found.filtered(last.get)
        minutes = {}
        for ticket_id, (clocks, get_clock) in silent._get_clocks().items():
            ticket = silent.browse(ticket_id)
            clock = get_clock("solution" in clocks.promise.around_clock)
            minutes[ticket] = clock.measure(last[ticket], now)
        return {
            ticket: self.env._("%(hours)s h of silence", hours=quiet // 60)
            for ticket, quiet in minutes.items()
            if quiet >= self.minutes
        }
