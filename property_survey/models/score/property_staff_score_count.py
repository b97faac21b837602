from collections import defaultdict
from datetime import datetime, time, timezone
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.disclosure import LEAST, status
from ...tools.staff_score import Model, Rating, fair_scores, ranks
from .queries import SHEET_RATINGS, TICKET_RATINGS

# Of fewer, the mean would tell one what another got.
LEAST_OF_TEAM = 3


class PropertyStaffScorePeriod(models.Model):
    """What counts, and the figures it makes: three queries, whatever there is."""

    _inherit = "property.staff.score.period"

    def action_count(self):
        """Count the scores anew, as long as the period is not locked."""
        self.check_access("write")
        self._check_not_locked()
        for period in self:
            if period.date_from > fields.Date.context_today(period):
                raise UserError(self.env._("The period has not begun."))
            period._write_scores(*period._get_ratings())
        return True

    def _get_ratings(self):
        """Return the ``Rating`` list, and ``{user id: ids of the ratings}``."""
        moved = self._get_accepted()
        ratings, own, tickets = [], defaultdict(list), set()
        for row in self._get_ticket_ratings():
            rating_id, ticket_id, staff, customer, case, place, stars = row
            tickets.add(ticket_id)
            staff = moved.get(rating_id, staff)
            if staff:
                ratings.append(
                    Rating(
                        staff, customer or f"r{rating_id}", tuple(case), stars, place
                    )
                )
                own[staff].append(rating_id)
        for place, row in enumerate(self._get_sheet_ratings()):
            ticket_id, staff, customer, case, building, level = row
            if ticket_id not in tickets:
                customer = customer or f"s{place}"
                ratings.append(Rating(staff, customer, tuple(case), level, building))
        return ratings, own

    def _get_accepted(self):
        """Return ``{rating id: whose it is, or None}`` of what appeals put right."""
        # sudo: what was decided counts in each period, whoever counts it
        appeals_sudo = self.env["property.staff.score.appeal"].sudo()
        accepted = appeals_sudo.search([("state", "=", "accepted")], order="id")
        return {
            rating_id: appeal.treatment == "reassign" and appeal.to_user_id.id
            for appeal in accepted
            for rating_id in appeal.rating_ids.ids
        }

    def _get_ticket_ratings(self):
        """Return the stars given to closed requests in the period."""
        ratings = self.env["rating.rating"]
        ratings.flush_model()
        # sudo: a score is fair only when all of the site counts, also complaints that
        # its manager does not see
        tickets_sudo = self.env["helpdesk.ticket"].sudo()
        tickets_sudo.flush_model()
        found = tickets_sudo.with_context(active_test=False)._search(
            self._get_own_domain() & Domain("stage_id.closed", "=", True)
        )
        first, after = self._get_moments()
        return self.env.execute_query(
            SQL(
                TICKET_RATINGS,
                found.subselect(),
                first,
                after,
            )
        )

    def _get_own_domain(self):
        domain = Domain("company_id", "=", self.company_id.id)
        if self.site_id:
            domain &= Domain("site_id", "=", self.site_id.id)
        return domain

    def _get_moments(self):
        """Return when the period begins, and when the next one does, in UTC."""
        zone = ZoneInfo(
            self.site_id.tz or self.company_id.resource_calendar_id.tz or "UTC"
        )
        return [
            datetime.combine(day, time(), zone)
            .astimezone(timezone.utc)
            .replace(tzinfo=None)
            for day in (self.date_from, fields.Date.add(self.date_to, days=1))
        ]

    def _get_sheet_ratings(self):
        """Return the levels, 1 to 5, of sheets of surveys that name an employee.

        Named ones count by their day. Of those that are not named an employee's count
        together, with the day on which their campaign was closed, and only five or
        more: so no two scores differ by the answers of fewer. Paper of later days is in
        none: the scores of that day may be locked. Opened again and closed later, a
        campaign adds what came in between with the later day; what counted before
        stays where it is, also while the campaign runs.
        """
        for name in (
            "property.survey.sheet",
            "property.survey.campaign",
            "survey.question",
        ):
            self.env[name].flush_model()
        return self.env.execute_query(
            SQL(
                SHEET_RATINGS,
                company=self.company_id.id,
                counts=self._get_sheet_condition(),
            )
        )

    def _get_sheet_condition(self):
        days = {"first": self.date_from, "last": self.date_to, "least": LEAST}
        named = SQL(
            "sheet.word = 'named' AND sheet.day BETWEEN %(first)s AND %(last)s", **days
        )
        together = SQL(
            "sheet.word != 'named' AND sheet.together >= %(least)s"
            " AND sheet.last BETWEEN %(first)s AND %(last)s",
            **days,
        )
        if self.site_id:
            named = SQL("%s AND sheet.site_id = %s", named, self.site_id.id)
            together = SQL("%s AND sheet.whole_id = %s", together, self.site_id.id)
        return SQL("(%s OR %s)", named, together)

    def _write_scores(self, ratings, own):
        """Keep the figures, in place of what was there."""
        found = fair_scores(ratings)
        shown = [one for one in found if status(one.n) != "hidden"]
        places = ranks(shown)
        is_team = len(shown) >= LEAST_OF_TEAM
        team = sum(one.score for one in shown) / len(shown) if is_team else 0
        rows = [self._prepare_score_vals(one, places, own) for one in found]
        # sudo: figures are counted and never written by hand; action_count asked
        # whether he may write the period
        period_sudo = self.sudo()
        period_sudo._replace_scores({values["user_id"]: values for values in rows})
        period_sudo.write(
            {
                "state": "counted",
                "date_counted": fields.Datetime.now(),
                "level": Model(ratings).fit().level if ratings else 0,
                "team_mean": team,
                "rating_count": len(ratings),
                "staff_count": len(found),
            }
        )

    def _replace_scores(self, rows):
        """Write ``{user id: values}``; a score with an appeal stays the same record."""
        self.score_ids.filtered(lambda score: not score.appeal_ids).unlink()
        for score in self.score_ids:
            user_id = score.user_id.id
            score.write(rows.pop(user_id, None) or self._prepare_nothing(user_id))
        self.score_ids.create(list(rows.values()))

    def _prepare_nothing(self, user_id):
        """Return the values of somebody of whom nothing is left that counts."""
        names = ("raw", "score", "low", "high", "spread", "reliability", "rank")
        more = ("for_cases", "for_customers", "for_few", "rating_count")
        return {
            **dict.fromkeys(names + more, 0),
            "user_id": user_id,
            "status": "hidden",
            "rating_ids": [fields.Command.clear()],
        }

    def _prepare_score_vals(self, one, places, own):
        """Return the row of the ``Score``; of too few answers it holds no figures."""
        values = {
            **self._prepare_nothing(one.staff),
            "period_id": self.id,
            "rating_count": one.n,
            "status": status(one.n),
            "rating_ids": [fields.Command.set(own[one.staff])],
        }
        if values["status"] == "hidden":
            return values
        return {
            **values,
            "raw": one.raw,
            "score": one.score,
            "low": max(1, one.low),
            "high": min(5, one.high),
            "spread": one.spread or 0,
            "reliability": 100 * one.reliability,
            "for_cases": one.for_cases,
            "for_customers": one.for_customers,
            "for_few": one.for_few,
            "rank": places.get(one.staff, 0),
        }
