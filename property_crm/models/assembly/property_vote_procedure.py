from odoo import api, fields, models

from ...tools.vote_rule import merge_rule
from ..territory.property_reference_guard import PropertyReferenceGuard
from .vote_settings import (
    ABSENTS,
    COUNTED,
    HEAD_IDENTITIES,
    KINDS,
    RANKINGS,
    put_counted,
)

YES_NO = [("yes", "Yes"), ("no", "No")]
# field, key of the rule
NUMBERS = ("notice_days", "announce_days", "proxy_cap")
CHOICES = ("head_identity", "absent")
FLAGS = ("one_owner_one_choice", "invalid_counts_as_participating")


class PropertyVoteProcedure(models.Model):
    """A site's own rules of procedure, on top of what the law leaves to the owners.

    What is empty is as the rule of the motion says.
    """

    _name = "property.vote.procedure"
    _inherit = ["property.site.mixin"]
    _description = "Rules of procedure"
    _order = "site_id, valid_from desc, id"
    _guarded_references = (
        *PropertyReferenceGuard._guarded_references,
        "adopted_by_id",
    )

    site_id = fields.Many2one(
        "property.site", required=True, index=True, ondelete="restrict"
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    valid_from = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="Of two rules of a site the later holds from here.",
    )
    adopted_by_id = fields.Many2one(
        "property.motion",
        string="Adopted by",
        ondelete="restrict",
        index="btree_not_null",
    )
    notice_days = fields.Integer(
        string="Notice, days",
        help="The day of the notice does not count. 0: as the rule says.",
    )
    announce_days = fields.Integer(
        string="Result announced within days", help="0: as the rule says."
    )
    proxy_cap = fields.Integer(
        string="Heads one proxy may vote for", help="0: as the rule says."
    )
    head_identity = fields.Selection(HEAD_IDENTITIES, string="Who is one head")
    absent = fields.Selection(ABSENTS, string="Owners who do not vote")
    one_owner_one_choice = fields.Selection(
        YES_NO, string="One owner, one choice for all units"
    )
    invalid_counts_as_participating = fields.Selection(
        YES_NO, string="Invalid ballots take part"
    )
    parking_counts = fields.Selection(COUNTED, string="Parking spaces")
    storage_counts = fields.Selection(COUNTED, string="Storage rooms")
    other_counts = fields.Selection(COUNTED, string="Other units")
    rank_by = fields.Selection(RANKINGS, string="Candidates ranked by")
    margin_num = fields.Integer(string="More candidates than seats by")
    margin_den = fields.Integer(string="of", help="0: as the rule says.")
    allows_proxy = fields.Selection(YES_NO, string="Elected by proxy too")

    _site_day_uniq = models.Constraint(
        "UNIQUE(site_id, valid_from)",
        "This site has rules of procedure from that day already.",
    )
    _not_negative = models.Constraint(
        "CHECK(LEAST(notice_days, announce_days, proxy_cap, margin_num, margin_den)"
        " >= 0)",
        "Numbers of a rule: none is below zero.",
    )

    @api.depends("site_id", "valid_from")
    def _compute_display_name(self):
        for record in self:
            record.display_name = False
            if record.site_id:
                record.display_name = self.env._(
                    "%(site)s from %(day)s",
                    site=record.site_id.name,
                    day=fields.Date.to_string(record.valid_from),
                )

    @api.model
    def _get_for(self, site, day):
        """Return the rules of procedure of a site on a day; none where it has none."""
        return self.search(
            [("site_id", "=", site.id), ("valid_from", "<=", day)],
            order="valid_from desc, id desc",
            limit=1,
        )

    def _merge(self, rule_data):
        """Return the data of a rule as the procedure changes it; without one as it is.

        :raise RuleError: if both together make no rule
        """
        return merge_rule(rule_data, self._get_own_values(rule_data) if self else {})

    def _get_own_values(self, rule_data=None):
        """Return what is filled in, by the keys of a rule.

        :param rule_data: the rule it goes on top of; without it kinds that the
            procedure does not name are not known
        """
        self.ensure_one()
        rule_data = rule_data or {}
        names = (*NUMBERS, *CHOICES)
        own = {name: self[name] for name in names if self[name]}
        own |= {name: self[name] == "yes" for name in FLAGS if self[name]}
        counted = {kind: self[f"{kind}_counts"] for kind in KINDS}
        if any(counted.values()):
            own["exclude_kinds"] = put_counted(
                rule_data.get("exclude_kinds", {}), counted
            )
        election = self._get_own_election()
        if election and rule_data.get("election"):
            own["election"] = election
        return own

    def _get_own_election(self):
        own = {}
        if self.rank_by:
            own["rank_by"] = self.rank_by
        if self.margin_den:
            own |= {"margin_num": self.margin_num, "margin_den": self.margin_den}
        if self.allows_proxy:
            own["allows_proxy"] = self.allows_proxy == "yes"
        return own
