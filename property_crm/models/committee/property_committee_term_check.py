from odoo import api, fields, models
from odoo.fields import Domain

from .property_committee_term import RUNNING


class PropertyCommitteeTerm(models.Model):
    """What the rule of the place, and the calendar, have to say about a term."""

    _inherit = "property.committee.term"

    warnings = fields.Text(compute="_compute_warnings")
    member_count = fields.Integer(
        string="Members in office", compute="_compute_member_count"
    )
    is_late = fields.Boolean(
        string="Overdue", compute="_compute_is_late", search="_search_is_late"
    )

    @api.depends("member_ids.role", "member_ids.date_start", "member_ids.date_end")
    def _compute_member_count(self):
        for term in self:
            term.member_count = len(term._get_members(term._get_check_day()))

    @api.depends(
        "state", "announced_on", "announce_due_on", "filing_due_on", "date_end"
    )
    def _compute_is_late(self):
        for term in self:
            term.is_late = bool(term._get_delays())

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["property.site"]._get_today_domain(
            lambda day: (
                Domain("state", "=", "elected") & Domain("filing_due_on", "<", day)
                | Domain("state", "in", RUNNING)
                & Domain("announced_on", "=", False)
                & Domain("announce_due_on", "<", day)
                | Domain("state", "in", RUNNING) & Domain("date_end", "<", day)
            )
        )

    @api.depends(
        "rule_id",
        "seats",
        "date_start",
        "date_end",
        "state",
        "announced_on",
        "announce_due_on",
        "filing_due_on",
        "member_ids.role",
        "member_ids.date_start",
        "member_ids.date_end",
    )
    def _compute_warnings(self):
        for term in self:
            found = [
                *term._check_seats(),
                *term._check_dates(),
                *term._check_members(),
                *term._get_delays(),
            ]
            term.warnings = "\n".join(found) if term.state != "ended" else False

    def _get_check_day(self):
        """Return the day for which members are counted: today, or the first."""
        self.ensure_one()
        today = self._get_today_of_site()
        return max(today, self.date_start or today)

    def _check_seats(self):
        """Return what the rule of the place says about the number of seats."""
        rules = self.rule_id._get_rules()
        size = self._get_site_size() if rules.small_size else {}
        texts = {
            "too_few": self.env._(
                "Seats: the place asks for at least %(count)s.",
                count=rules.get_min_size(**size),
            ),
            "too_many": self.env._(
                "Seats: the place allows no more than %(count)s.", count=rules.max_size
            ),
            "even": self.env._("Seats: the place asks for an odd number."),
        }
        return [texts[code] for code in rules.check_size(self.seats, **size)]

    def _get_site_size(self):
        """Return households and area of the site, as the rules want them."""
        # sudo: the size of the site counts, not the part that its reader works in
        units_sudo = self.env["property.unit"].sudo()
        rows = units_sudo._read_group(
            [("site_id", "=", self.site_id.id)],
            ["kind"],
            ["__count", "area_gross:sum"],
        )
        # shops and garages are part of the area, nobody has his household there
        count = sum(number for kind, number, _area in rows if kind == "dwelling")
        area = sum(part for _kind, _number, part in rows)
        # a site without areas is not small: nothing is known of it
        return {
            "households": count or None,
            "area": round(area * 100) if area else None,
        }

    def _check_dates(self):
        if not self.date_start or not self.date_end:
            return []
        rule = self.rule_id
        texts = {
            "ends_before": self.env._("Until: the last day comes before the first."),
            "too_short": self.env._(
                "Until: the place asks for a term of at least %(years)s years.",
                years=rule.term_years_min,
            ),
            "too_long": self.env._(
                "Until: the place allows a term of no more than %(years)s years.",
                years=rule.term_years_max,
            ),
        }
        found = rule._get_rules().check_term(self.date_start, self.date_end)
        return [texts[code] for code in found]

    def _check_members(self):
        """Return what is wrong with the seats as they are filled."""
        day = self._get_check_day()
        members, alternates = self._get_members(day), self._get_alternates(day)
        found = []
        if self.state in RUNNING and len(members) < self.seats:
            found.append(
                self.env._(
                    "Members: vacant seats: %(count)s.",
                    count=self.seats - len(members),
                )
            )
        if len(members) > self.seats:
            found.append(self.env._("Members: there are more than seats."))
        chairs = members.filtered(lambda member: member.role == "chair")
        if members and len(chairs) != 1:
            found.append(self.env._("Chair: a committee has one."))
        limit = self.rule_id._get_rules().get_alternates_limit(self.seats)
        if limit is not None and len(alternates) > limit:
            found.append(
                self.env._(
                    "Alternates: the place allows no more than %(count)s.", count=limit
                )
            )
        return found

    def _get_delays(self):
        """Return what is late, one sentence each."""
        self.ensure_one()
        if self.state not in RUNNING:
            return []
        today = self._get_today_of_site()
        found = []
        if not self.announced_on and self._is_past(self.announce_due_on, today):
            found.append(self.env._("Announced on: the day for it is over."))
        if self.state == "elected" and self._is_past(self.filing_due_on, today):
            found.append(self.env._("Filed on: the day for it is over."))
        if self._is_past(self.date_end, today):
            found.append(self.env._("Until: the term is over. Elect the next one."))
        return found

    @api.model
    def _is_past(self, day, today):
        return bool(day) and day < today

    def _get_today_of_site(self):
        return self.site_id._get_today() if self.site_id else fields.Date.today()
