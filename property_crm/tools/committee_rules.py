"""Rules of the owners' committee by jurisdiction, as data, and its own votes.

Numbers of households and members are counted, areas are integers of 0.01 m². Sources
are those of domain.md, section 8; what is not named there is ``None``: it is for the
assembly's own rules of procedure. No rule of a committee knows proxies: its members
come themselves or are absent.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from .vote_days import Span

# reasons for which somebody may not sit on a committee
EXCLUSIONS = (
    "no_owner",
    "incapable",
    "covenant_breach",
    "unpaid_fees",
    "family_at_provider",
    "staff_of_provider",
)
# what no rules of procedure may waive: members are owners who can act for themselves
ALWAYS_EXCLUDED = ("no_owner", "incapable")
# owners who may ask for a meeting: 20 %
MEETING_DEMAND = Fraction(1, 5)


@dataclass(frozen=True)
class CommitteeRules:
    """What a jurisdiction, or an assembly, says of its committee.

    :param small_size: size allowed up to so many households, or so much area
    :param small_area: in 0.01 m²
    :param alternates: at most so many for each member
    :param meeting_months: the committee meets at least once in so many months
    :param post_days: its decisions are posted within so many days
    :param excluded: codes of ``EXCLUSIONS``
    """

    min_size: int = 5
    max_size: int | None = None
    is_odd: bool = True
    small_size: int | None = None
    small_households: int | None = None
    small_area: int | None = None
    min_years: int | None = None
    max_years: int | None = None
    alternates: Fraction | None = None
    renewal: Span | None = None
    meeting_months: int | None = None
    post_days: int = 3
    excluded: tuple = ALWAYS_EXCLUDED
    sources: tuple = ()

    def get_min_size(self, households=None, area=None):
        """Return how many members there must be on a site.

        >>> rules = RULES["CN-31"]
        >>> rules.get_min_size(area=1_000_000), rules.get_min_size(area=1_000_001)
        (3, 5)
        """
        pairs = ((households, self.small_households), (area, self.small_area))
        if any(None not in pair and pair[0] <= pair[1] for pair in pairs):
            return self.small_size
        return self.min_size

    def check_size(self, members, households=None, area=None):
        """Return the reasons why a committee cannot have so many members.

        >>> rules = RULES["CN-3711"]
        >>> [rules.check_size(members) for members in (1, 4, 5, 13)]
        [('too_few',), ('even',), (), ('too_many',)]
        """
        found = []
        if members < self.get_min_size(households, area):
            found.append("too_few")
        if self.max_size is not None and members > self.max_size:
            found.append("too_many")
        if self.is_odd and members % 2 == 0:
            found.append("even")
        return tuple(found)

    def check_term(self, first: date, last: date):
        """Return the reasons why a term cannot last from one day to another.

        Both days belong to it: five years from 1 March end on the last of February.

        >>> rules = RULES["CN-31"]
        >>> [rules.check_term(date(2026, 3, 1), date(year, 2, 28)) for year in
        ...     (2028, 2029, 2031, 2032)]
        [('too_short',), (), (), ('too_long',)]
        """
        after = last + relativedelta(days=1)
        if after <= first:
            return ("ends_before",)
        if self.min_years and after < first + relativedelta(years=self.min_years):
            return ("too_short",)
        if self.max_years and after > first + relativedelta(years=self.max_years):
            return ("too_long",)
        return ()

    def get_alternates_limit(self, members):
        """Return how many alternates there may be, ``None`` if nothing is said.

        >>> [RULES[code].get_alternates_limit(7) for code in
        ...     ("CN-11", "CN-3309", "CN-31")]
        [7, 3, None]
        """
        if self.alternates is None:
            return None
        return members * self.alternates.numerator // self.alternates.denominator

    def check_candidate(self, facts):
        """Return which of the facts known of a candidate exclude him, in fixed order.

        >>> RULES["CN-31"].check_candidate({"unpaid_fees", "incapable", "left_handed"})
        ('incapable', 'unpaid_fees')
        >>> RULES["CN-11"].check_candidate({"unpaid_fees"})
        ()
        """
        excluded = {*self.excluded, *ALWAYS_EXCLUDED}
        return tuple(code for code in EXCLUSIONS if code in excluded and code in facts)

    def get_renewal_day(self, term_end):
        """Return when a new election begins, ``None`` if nothing is said.

        >>> str(RULES["CN-11"].get_renewal_day(date(2026, 12, 31)))
        '2026-06-30'
        """
        return self.renewal and self.renewal.before(term_end)


SHANDONG = CommitteeRules(max_years=5, renewal=Span(days=90), sources=("SD30", "SD33"))
RULES = {
    "CN": CommitteeRules(min_size=1, is_odd=False, max_years=None),
    # Beijing
    "CN-11": CommitteeRules(
        small_size=3,
        small_households=100,
        max_years=5,
        alternates=Fraction(1),
        renewal=Span(months=6),
        sources=("BJ39", "BJ41", "BJ45", "BJ49"),
    ),
    # Shanghai
    "CN-31": CommitteeRules(
        small_size=3,
        small_area=1_000_000,
        min_years=3,
        max_years=5,
        renewal=Span(months=5),
        meeting_months=2,
        excluded=("covenant_breach", "unpaid_fees", "family_at_provider"),
        sources=("SH20", "SH26", "SH28"),
    ),
    # Hangzhou: the size is for the rules of procedure
    "CN-3301": CommitteeRules(
        min_size=1,
        is_odd=False,
        min_years=3,
        max_years=5,
        renewal=Span(months=3),
        sources=("HZ28", "HZ29", "HZ33"),
    ),
    # Ningbo: the size is for the rules of procedure
    "CN-3302": CommitteeRules(min_size=1, is_odd=False, renewal=Span(days=60)),
    # Zhoushan: arrears exclude where the rules of procedure say so
    "CN-3309": CommitteeRules(
        max_size=11,
        min_years=3,
        max_years=5,
        alternates=Fraction(1, 2),
        sources=("ZS20",),
    ),
    # Shandong, and what Weifang and Rizhao say differently
    "CN-37": SHANDONG,
    "CN-3707": CommitteeRules(max_size=11, max_years=5, renewal=Span(days=90)),
    "CN-3711": CommitteeRules(
        min_size=3, max_size=11, max_years=5, renewal=Span(days=60)
    ),
}


def get_rules(code):
    """Return the rules of a place by its code, else those of what it lies in.

    >>> get_rules("CN-3702") is RULES["CN-37"], get_rules("CN-4403") is RULES["CN"]
    (True, True)
    >>> get_rules("FR")
    """
    while code and code not in RULES:
        shorter = code[:-2] if len(code) > len("CN-37") else code.rpartition("-")[0]
        code = shorter
    return RULES.get(code)


def may_demand_meeting(asking, owners):
    """Tell whether so many owners can demand a meeting: at least 20 %.

    >>> may_demand_meeting(2, 10), may_demand_meeting(2, 11)
    (True, False)
    """
    return (
        asking > 0
        and asking * MEETING_DEMAND.denominator >= owners * MEETING_DEMAND.numerator
    )


def has_quorum(members, present):
    """Tell whether a meeting of the committee can decide: more than half are there.

    >>> has_quorum(7, 4), has_quorum(6, 3)
    (True, False)
    """
    return 2 * present > members


def decide(members, present, yes):
    """Return ``no_quorum``, ``lost`` or ``passed``: by more than half of *all* members.

    >>> decide(7, 4, 3), decide(7, 4, 4), decide(7, 3, 3)
    ('lost', 'passed', 'no_quorum')

    :raise ValueError: if more vote than are there, or more are there than members
    """
    if not 0 <= yes <= present <= members:
        raise ValueError((members, present, yes))
    if not has_quorum(members, present):
        return "no_quorum"
    return "passed" if 2 * yes > members else "lost"


def check_attendance(members, present):
    """Return the reasons why those who came, or were sent, do not count.

    Whoever is no member is refused, also with a written proxy of a member.

    >>> check_attendance({"a", "b", "c"}, [("a", None), ("x", "b"), ("y", None)])
    {'x': 'proxy', 'y': 'no_member'}

    :param present: pairs ``(person, for whom)``, ``None`` for himself
    """
    refused = {}
    for person, principal in present:
        if principal is not None and principal != person:
            refused[person] = "proxy"
        elif person not in members:
            refused[person] = "no_member"
    return refused


def get_next_alternates(alternates, vacant, unable=()):
    """Return who fills vacant seats: alternates in the order of their votes.

    >>> get_next_alternates(["a", "b", "c"], 1, unable={"a"})
    ['b']

    :param alternates: in the order the election named them
    :param unable: those who have declined, sold their unit or sit already
    """
    return [one for one in alternates if one not in unable][: max(vacant, 0)]
