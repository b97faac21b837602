"""Voting rules of several places, to start from. Source: domain.md 1.5.

``marks`` says how sure each part is: F was found at the source named, K is commonly
known but was not confirmed there. Both are data to be checked against the law of the
place and the day; none of it is legal advice.
"""

from dataclasses import dataclass, field
from types import MappingProxyType

from .vote_rule import parse_rule

FOUND, KNOWN = "F", "K"
NO_PARKING = MappingProxyType(
    {"parking": ["area", "head", "lot", "entitlement", "share"]}
)


@dataclass(frozen=True, slots=True)
class Preset:
    code: str
    jurisdiction: str
    source: str
    rule: dict
    valid_from: str | None = None  # ISO days, both included
    valid_to: str | None = None
    marks: dict = field(default_factory=dict)

    def parse(self):
        return parse_rule(self.rule)


def _take(measure, votes, of, op, num, den):
    return {
        "measure": measure,
        "votes": votes,
        "of": of,
        "op": op,
        "num": num,
        "den": den,
    }


def _both(votes, of, op, num, den):
    """Return the condition that must be met by area and by heads."""
    return {"all": [_take(by, votes, of, op, num, den) for by in ("area", "head")]}


def _passed(when, **more):
    return {"outcomes": [{"name": "passed", "when": when, **more}]}


def _china(quorum, when):
    return {
        "quorum": quorum,
        **_passed(when),
        "exclude_kinds": {kind: list(held) for kind, held in NO_PARKING.items()},
        "notice_days": 15,
        "announce_days": 3,
    }


def _elects(margin_num=0, **more):
    """Return what is said of elections: they are ordinary matters (art. 278 no. 3)."""
    return {
        "election": {
            "rank_by": "sum_of_shares",
            "margin_num": margin_num,
            "margin_den": 5,
            **more,
        }
    }


def _nsw(when, **more):
    quarters = [
        _take(by, "participating", "register", ">=", 1, 4)
        for by in ("head", "entitlement")
    ]
    return {
        "quorum": {"any": quarters},
        "quorum_relaxes_after": 30,
        **_passed(when),
        **more,
    }


_TWO_THIRDS = _both("participating", "register", ">=", 2, 3)
_OLD_QUORUM = _both("participating", "register", ">", 1, 2)
_CHINA_MARKS = {
    "quorum": FOUND,
    "outcomes": FOUND,
    "notice_days": FOUND,
    "announce_days": FOUND,
    "exclude_kinds": KNOWN,
    "election": KNOWN,
}
_CHINA = (
    Preset(
        "cn_ordinary",
        "CN",
        "Civil Code art. 278",
        _china(_TWO_THIRDS, _both("yes", "participating", ">", 1, 2)) | _elects(1),
        valid_from="2021-01-01",
        marks=_CHINA_MARKS,
    ),
    Preset(
        "cn_major",
        "CN",
        "Civil Code art. 278",
        _china(_TWO_THIRDS, _both("yes", "participating", ">=", 3, 4)),
        valid_from="2021-01-01",
        marks=_CHINA_MARKS,
    ),
    Preset(
        "cn_ordinary_until_2020",
        "CN",
        "Regulation on Property Management art. 12",
        _china(_OLD_QUORUM, _both("yes", "register", ">", 1, 2)) | _elects(1),
        valid_to="2020-12-31",
        marks=_CHINA_MARKS,
    ),
    Preset(
        "cn_major_until_2020",
        "CN",
        "Regulation on Property Management art. 12",
        _china(_OLD_QUORUM, _both("yes", "register", ">=", 2, 3)),
        valid_to="2020-12-31",
        marks=_CHINA_MARKS,
    ),
    Preset(
        "cn_affected_unanimous",
        "CN",
        "Civil Code art. 279, interpretation art. 11",
        _china(None, _both("yes", "register", ">=", 1, 1)),
        valid_from="2021-01-01",
        marks={"outcomes": FOUND},
    ),
    Preset(
        "cn_emergency",
        "CN",
        "Civil Code art. 281",
        {"needs_vote": False},
        valid_from="2021-01-01",
        marks={"needs_vote": FOUND},
    ),
)

_ORIGINAL_OWNER = {
    "kind": "original_owner",
    "measure": "entitlement",
    "num": 1,
    "den": 3,
    "from_num": 1,
    "from_den": 2,
    "more_lots_than": 2,
}
_NSW_MARKS = {
    "quorum": KNOWN,
    "quorum_relaxes_after": KNOWN,
    "outcomes": FOUND,
    "adjust": FOUND,
}
_NSW_ACT = "Strata Schemes Management Act 2015 s 5, Sch. 1"
_AUSTRALIA = (
    Preset(
        "au_nsw_ordinary",
        "AU-NSW",
        _NSW_ACT,
        _nsw(_take("lot", "yes", "cast", ">", 1, 2), **_elects()),
        marks=_NSW_MARKS | {"election": KNOWN},
    ),
    Preset(
        "au_nsw_ordinary_poll",
        "AU-NSW",
        _NSW_ACT,
        _nsw(_take("entitlement", "yes", "cast", ">", 1, 2), **_elects()),
        marks=_NSW_MARKS | {"election": KNOWN},
    ),
    Preset(
        "au_nsw_special",
        "AU-NSW",
        _NSW_ACT,
        _nsw(_take("entitlement", "no", "cast", "<=", 1, 4), adjust=[_ORIGINAL_OWNER]),
        marks=_NSW_MARKS,
    ),
    Preset(
        "au_nsw_sustainability",
        "AU-NSW",
        _NSW_ACT,
        _nsw(_take("entitlement", "no", "cast", "<", 1, 2), adjust=[_ORIGINAL_OWNER]),
        marks=_NSW_MARKS,
    ),
    Preset(
        "au_nsw_unanimous",
        "AU-NSW",
        _NSW_ACT,
        _nsw(_take("lot", "no", "cast", "<=", 0, 1)),
        marks=_NSW_MARKS,
    ),
    Preset(
        "au_qld_special",
        "AU-QLD",
        "Body Corporate and Community Management Act 1997",
        _passed(
            {
                "all": [
                    _take("lot", "yes", "cast", ">", 2, 3),
                    _take("lot", "no", "register", "<=", 1, 4),
                    _take("entitlement", "no", "register", "<=", 1, 4),
                ]
            }
        ),
        marks={"outcomes": FOUND},
    ),
    *(
        Preset(
            code,
            "AU-VIC",
            "Owners Corporations Act 2006 ss 96, 97",
            {
                "outcomes": [
                    {
                        "name": "passed",
                        "when": _take(measure, "yes", "register", ">=", 3, 4),
                    },
                    {
                        "name": "interim",
                        "when": {
                            "all": [
                                _take(measure, "yes", "register", ">=", 1, 2),
                                _take(measure, "no", "register", "<=", 1, 4),
                            ]
                        },
                        "final_after_days": 29,
                    },
                ]
            },
            marks={"outcomes": FOUND},
        )
        for code, measure in (
            ("au_vic_special", "entitlement"),
            ("au_vic_special_by_lot", "lot"),
        )
    ),
)

_OTHERS = (
    Preset(
        "hk_committee",
        "HK",
        "Cap. 344 s 3, Sch. 3 para. 5",
        {
            "quorum": _take("head", "participating", "register", ">=", 1, 10),
            **_passed(
                {
                    "all": [
                        _take("share", "yes", "cast", ">", 1, 2),
                        _take("share", "yes", "register", ">=", 3, 10),
                    ]
                }
            ),
            "notice_days": 14,
            **_elects(),
        },
        marks={
            "quorum": FOUND,
            "outcomes": FOUND,
            "notice_days": FOUND,
            "election": KNOWN,
        },
    ),
    *(
        Preset(
            code,
            "US-FL",
            "Florida Statutes s. 720.306",
            {
                "quorum": _take("lot", "participating", "register", ">=", 3, 10),
                **_passed(when),
                "notice_days": 14,
                "proxy_days": 90,
                **elections,
            },
            marks={
                "quorum": FOUND,
                "outcomes": mark,
                "notice_days": FOUND,
                "proxy_days": FOUND,
                **({"election": KNOWN} if elections else {}),
            },
        )
        for code, when, mark, elections in (
            (
                "us_fl_hoa",
                _take("lot", "yes", "participating", ">", 1, 2),
                FOUND,
                _elects(),
            ),
            # Of whom the two thirds are is not in our source.
            (
                "us_fl_hoa_documents",
                _take("lot", "yes", "register", ">=", 2, 3),
                KNOWN,
                {},
            ),
        )
    ),
    Preset(
        "us_fl_condominium",
        "US-FL",
        "Florida Statutes s. 718.112",
        {
            "quorum": _take("lot", "participating", "register", ">", 1, 2),
            **_passed(_take("lot", "yes", "participating", ">", 1, 2)),
            **_elects(allows_proxy=False),
        },
        marks={"quorum": FOUND, "outcomes": FOUND, "election": FOUND},
    ),
    Preset(
        "ca_bc_three_quarters",
        "CA-BC",
        "Strata Property Act",
        {
            "quorum": _take("lot", "participating", "register", ">=", 1, 3),
            **_passed(_take("lot", "yes", "cast", ">=", 3, 4)),
        },
        marks={"quorum": KNOWN, "outcomes": KNOWN},
    ),
    Preset(
        "sg_special",
        "SG",
        "Building Maintenance and Strata Management Act",
        {
            "quorum": _take("share", "participating", "register", ">=", 3, 10),
            **_passed(_take("share", "yes", "cast", ">=", 3, 4)),
        },
        marks={"quorum": KNOWN, "outcomes": KNOWN},
    ),
)
PRESETS = {preset.code: preset for preset in (*_CHINA, *_AUSTRALIA, *_OTHERS)}


def get_valid_presets(jurisdiction, day):
    """Return the presets in force in a place on a day.

    >>> from datetime import date
    >>> [preset.code for preset in get_valid_presets("CN", date(2020, 6, 1))]
    ['cn_ordinary_until_2020', 'cn_major_until_2020']
    """
    today = day.isoformat()
    return [
        preset
        for preset in PRESETS.values()
        if preset.jurisdiction == jurisdiction
        and (preset.valid_from or today) <= today <= (preset.valid_to or today)
    ]
