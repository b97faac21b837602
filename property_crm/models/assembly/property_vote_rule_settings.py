from odoo import api, fields, models

from ...tools.vote_rule import Election, VoteRule
from .vote_settings import (
    ABSENTS,
    COUNTED,
    HEAD_IDENTITIES,
    KINDS,
    RANKINGS,
    get_counted,
    put_counted,
)

# zero says that the rule says nothing
NUMBERS = (
    "notice_days",
    "announce_days",
    "proxy_cap",
    "proxy_days",
    "quorum_relaxes_after",
)
PLAIN = (
    "needs_vote",
    "head_identity",
    "one_owner_one_choice",
    "absent",
    "invalid_counts_as_participating",
)
COUNTS = {kind: f"{kind}_counts" for kind in KINDS}
ELECTION = ("rank_by", "margin_num", "margin_den", "allows_proxy")
SETTINGS = (*NUMBERS, *PLAIN, *COUNTS.values(), "has_election", *ELECTION)


DEFAULTS = VoteRule().to_dict()


def read(name):
    """Return a compute of this setting alone.

    Odoo protects all fields of one compute while one of them is written: the others
    would be empty when the inverse puts them all into the data.
    """

    @api.depends("data")
    def compute(self):
        for record in self:
            record[name] = record._read_settings()[name]

    return compute


class PropertyVoteRule(models.Model):
    """The single settings of a rule as fields: they stand in its data."""

    _inherit = "property.vote.rule"

    needs_vote = fields.Boolean(
        string="Voted on", compute=read("needs_vote"), inverse="_inverse_settings"
    )
    notice_days = fields.Integer(
        string="Notice, days",
        compute=read("notice_days"),
        inverse="_inverse_settings",
        help="The day of the notice does not count. 0: nothing is said.",
    )
    announce_days = fields.Integer(
        string="Result announced within days",
        compute=read("announce_days"),
        inverse="_inverse_settings",
        help="0: nothing is said.",
    )
    proxy_cap = fields.Integer(
        string="Heads one proxy may vote for",
        compute=read("proxy_cap"),
        inverse="_inverse_settings",
        help="0: not limited.",
    )
    proxy_days = fields.Integer(
        string="Proxies end, days after the meeting",
        compute=read("proxy_days"),
        inverse="_inverse_settings",
        help="0: as the proxy says.",
    )
    quorum_relaxes_after = fields.Integer(
        string="Quorum waived after minutes",
        compute=read("quorum_relaxes_after"),
        inverse="_inverse_settings",
        help="0: never.",
    )
    head_identity = fields.Selection(
        HEAD_IDENTITIES,
        string="Who is one head",
        compute=read("head_identity"),
        inverse="_inverse_settings",
    )
    one_owner_one_choice = fields.Boolean(
        string="One owner, one choice for all units",
        compute=read("one_owner_one_choice"),
        inverse="_inverse_settings",
    )
    absent = fields.Selection(
        ABSENTS,
        string="Owners who do not vote",
        compute=read("absent"),
        inverse="_inverse_settings",
    )
    invalid_counts_as_participating = fields.Boolean(
        string="Invalid ballots take part",
        compute=read("invalid_counts_as_participating"),
        inverse="_inverse_settings",
    )
    parking_counts = fields.Selection(
        COUNTED,
        string="Parking spaces",
        compute=read("parking_counts"),
        inverse="_inverse_settings",
    )
    storage_counts = fields.Selection(
        COUNTED,
        string="Storage rooms",
        compute=read("storage_counts"),
        inverse="_inverse_settings",
    )
    other_counts = fields.Selection(
        COUNTED,
        string="Other units",
        compute=read("other_counts"),
        inverse="_inverse_settings",
    )
    has_election = fields.Boolean(
        string="Also for elections",
        compute=read("has_election"),
        inverse="_inverse_settings",
    )
    rank_by = fields.Selection(
        RANKINGS,
        string="Candidates ranked by",
        compute=read("rank_by"),
        inverse="_inverse_settings",
    )
    margin_num = fields.Integer(
        string="More candidates than seats by",
        compute=read("margin_num"),
        inverse="_inverse_settings",
    )
    margin_den = fields.Integer(
        string="of",
        compute=read("margin_den"),
        inverse="_inverse_settings",
    )
    allows_proxy = fields.Boolean(
        string="Elected by proxy too",
        compute=read("allows_proxy"),
        inverse="_inverse_settings",
    )

    def _read_settings(self):
        """Return them by field, also of wrong data, so that it can be put right."""
        data = DEFAULTS | (self.data or {})
        kinds = {
            name: get_counted(data["exclude_kinds"], kind)
            for kind, name in COUNTS.items()
        }
        return {
            **{name: data[name] or 0 for name in NUMBERS},
            **{name: data[name] for name in PLAIN},
            **kinds,
            "has_election": bool(data["election"]),
            **Election().to_dict(),
            **(data["election"] or {}),
        }

    @api.onchange(*SETTINGS)
    def _onchange_settings(self):
        self._inverse_settings()

    def _inverse_settings(self):
        for record in self:
            counted = {kind: record[name] for kind, name in COUNTS.items()}
            data = record.data or {}
            data |= {name: record[name] or None for name in NUMBERS}
            data |= {name: record[name] for name in PLAIN}
            data["exclude_kinds"] = put_counted(data.get("exclude_kinds", {}), counted)
            data["election"] = record._get_election()
            record.data = data

    def _get_election(self):
        if not self.has_election:
            return None
        return {name: self[name] for name in ELECTION}
