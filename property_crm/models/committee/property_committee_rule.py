from fractions import Fraction

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.committee_rules import CommitteeRules
from ...tools.vote_days import Span

# tick of the rule, code of ``tools.committee_rules.EXCLUSIONS``
EXCLUDED_BY = {
    "excludes_breach": "covenant_breach",
    "excludes_arrears": "unpaid_fees",
    "excludes_family": "family_at_provider",
    "excludes_staff": "staff_of_provider",
}


class PropertyCommitteeRule(models.Model):
    """What the law of a place asks of owners' committees, as data.

    Zero says that the place asks nothing: it is for the rules of procedure.
    """

    _name = "property.committee.rule"
    _description = "Committee rule"
    _order = "code, valid_from desc, id"

    name = fields.Char(string="Jurisdiction", required=True, translate=True)
    active = fields.Boolean(default=True)
    code = fields.Char(
        required=True,
        help="CN-33 is a province, CN-3301 a city of it, CN all the rest.",
    )
    state_id = fields.Many2one(
        "res.country.state", string="Province", ondelete="set null"
    )
    cities = fields.Char(
        help="Names of the city as sites write it, with commas between. Empty: the rule"
        " of the whole province."
    )
    valid_from = fields.Date(help="Of two rules of a place the later holds from here.")
    source = fields.Char(help="Law and article.")
    size_min = fields.Integer(string="Fewest members", default=5)
    size_max = fields.Integer(string="Most members", help="0: not limited.")
    odd = fields.Boolean(string="An odd number", default=True)
    small_size = fields.Integer(
        string="Members of a small site", help="0: small sites have no rule of theirs."
    )
    small_households = fields.Integer(string="Small up to households")
    small_area = fields.Float(string="Small up to m²", digits=(16, 2))
    term_years_min = fields.Integer(string="Shortest term, years")
    term_years_max = fields.Integer(string="Longest term, years")
    alternates_percent = fields.Integer(
        string="Alternates, % of the members", help="0: not limited."
    )
    excludes_breach = fields.Boolean(string="Excludes breach of the covenant")
    excludes_arrears = fields.Boolean(string="Excludes who owes fees")
    excludes_family = fields.Boolean(string="Excludes family at the provider")
    excludes_staff = fields.Boolean(
        string="Excludes staff of the provider",
        default=True,
        help="Not every law says so: take it off where the owners' rules allow it.",
    )
    renewal_months = fields.Integer(string="Renewal, months before the end")
    renewal_days = fields.Integer(string="Renewal, days before the end")
    announce_days = fields.Integer(
        string="Results published within days",
        default=3,
        help="Of elections and of meetings of the committee.",
    )
    filing_days = fields.Integer(string="Filed within days", default=30)
    meeting_every_months = fields.Integer(
        string="A meeting at least every … months", help="0: nothing is said."
    )
    notice_days = fields.Integer(
        string="Notice of a meeting of owners, days", default=15
    )
    interim_notice_days = fields.Integer(
        string="Notice of an interim meeting of owners, days", default=15
    )

    _code_uniq = models.UniqueIndex(
        "(code, (COALESCE(valid_from, DATE '0001-01-01')))",
        "This place has a rule from that day already.",
    )
    _not_negative = models.Constraint(
        "CHECK(LEAST(size_min, size_max, small_size, small_households, small_area,"
        " term_years_min, term_years_max, alternates_percent, renewal_months,"
        " renewal_days, announce_days, filing_days, meeting_every_months, notice_days,"
        " interim_notice_days) >= 0)",
        "Numbers of a rule: none is below zero.",
    )

    @api.model
    def _get_for(self, site, day):
        """Return the rule of the site's city, else of its province, else of all."""
        # sudo: the rules are no secret, whoever plans a committee goes by them
        rules = self.sudo().search(
            Domain("valid_from", "=", False) | Domain("valid_from", "<=", day),
            order="valid_from desc NULLS LAST, code, id",
        )
        city = (site.city or "").strip().lower()
        of_city = rules.filtered(lambda rule: city and city in rule._get_cities())
        of_state = rules.filtered(
            lambda rule: (
                rule.state_id and rule.state_id == site.state_id and not rule.cities
            )
        )
        of_all = rules.filtered(lambda rule: not rule.state_id and not rule.cities)
        return (of_city or of_state or of_all)[:1].sudo(False)

    def _get_cities(self):
        names = (self.cities or "").replace("，", ",").lower().split(",")
        return {name.strip() for name in names} - {""}

    def _get_rules(self):
        """Return the rule as the pure functions want it; no rule allows everything."""
        if not self:
            return CommitteeRules(min_size=1, is_odd=False)
        self.ensure_one()
        is_small = self.small_size
        return CommitteeRules(
            min_size=max(self.size_min, 1),
            max_size=self.size_max or None,
            is_odd=self.odd,
            small_size=self.small_size or None,
            small_households=is_small and self.small_households or None,
            small_area=is_small and round(self.small_area * 100) or None,
            min_years=self.term_years_min or None,
            max_years=self.term_years_max or None,
            alternates=self._get_alternates(),
            renewal=self._get_renewal(),
            meeting_months=self.meeting_every_months or None,
            post_days=self.announce_days,
            excluded=tuple(code for tick, code in EXCLUDED_BY.items() if self[tick]),
        )

    def _get_alternates(self):
        return Fraction(self.alternates_percent, 100) or None

    def _get_renewal(self):
        if not (self.renewal_months or self.renewal_days):
            return None
        return Span(months=self.renewal_months, days=self.renewal_days)
