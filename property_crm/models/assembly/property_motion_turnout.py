from fractions import Fraction

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.vote_register import get_left_out
from ...tools.vote_sums import MEASURES, Counts, to_percent

COLUMNS = {
    "area": "area_centi",
    "lot": "lot",
    "entitlement": "entitlement",
    "share": "share",
}


class PropertyMotion(models.Model):
    """How many have voted, against the register: live, and never how they voted."""

    _inherit = "property.motion"

    participating_area = fields.Integer(
        string="Area that has voted, in 0.01 m²", compute="_compute_turnout"
    )
    register_area = fields.Integer(string="Area in 0.01 m²", compute="_compute_turnout")
    participating_heads = fields.Integer(
        string="Owners who have voted", compute="_compute_turnout"
    )
    register_heads = fields.Integer(string="Owners", compute="_compute_turnout")
    turnout = fields.Char(compute="_compute_turnout")
    is_quorum_reached = fields.Boolean(
        string="Quorum reached", compute="_compute_turnout"
    )

    @api.depends("assembly_id.state", "scope", "rule_data", "ballot_ids")
    def _compute_turnout(self):
        for motion in self:
            sums = motion._get_turnout() if motion._origin else {}
            area, head = (sums.get(name, Counts()) for name in ("area", "head"))
            motion.participating_area = area.participating
            motion.register_area = area.register
            motion.participating_heads = head.participating
            motion.register_heads = head.register
            motion.turnout = motion._describe_turnout(area, head)
            quorum = motion._get_rule().quorum if sums else None
            motion.is_quorum_reached = bool(sums) and (
                not quorum or quorum.is_met(sums)
            )

    def action_view_ballots(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_ballot_action"
        )
        return action | {"domain": [("motion_id", "=", self.id)], "context": {}}

    def _describe_turnout(self, area, head):
        if not head.register and not area.register:
            return False
        return self.env._(
            "%(area)s %% of the area, %(heads)s of %(all)s owners",
            area=to_percent(Fraction(area.participating, area.register or 1)),
            heads=head.participating,
            all=head.register,
        )

    def _get_turnout(self):
        """Return the Counts of each measure; a ballot counts whatever it says.

        Counted by the database: a site of 20,000 units is asked for again and again.
        """
        self.ensure_one()
        if not self.assembly_id.frozen_on:
            return {}
        self.env["property.ballot"].flush_model(["motion_id", "head_key"])
        self.env["property.assembly.row"].flush_model()
        rule = self._get_rule()
        left_out = get_left_out(rule.exclude_kinds)
        used = set(rule.get_measures())
        self.env.cr.execute(self._get_turnout_query())
        sums = {measure: [0, 0] for measure in MEASURES}
        for kind, has_voted, *numbers in self.env.cr.fetchall():
            kept = set(MEASURES) - left_out.get(kind, frozenset())
            if used & kept:
                self._add_turnout(sums, kept, has_voted, numbers)
        # a head of several kinds is counted once
        self.env.cr.execute(self._get_heads_query(left_out, used))
        sums["head"] = list(self.env.cr.fetchone())
        return {
            measure: Counts(register=register, participating=participating)
            for measure, (register, participating) in sums.items()
        }

    @api.model
    def _add_turnout(self, sums, kept, has_voted, numbers):
        for measure, number in zip(COLUMNS, numbers, strict=True):
            if measure in kept:
                sums[measure][0] += number
                sums[measure][1] += number if has_voted else 0

    def _get_rows_in_scope(self):
        """Return the rows of the register of the motion, with who has voted."""
        scope = self._get_scope()
        wheres = {
            "site": SQL("TRUE"),
            "building": SQL("line.building_id = %s", scope.building),
            "entrance": SQL(
                "line.building_id = %s AND line.entrance = %s",
                scope.building,
                scope.entrance,
            ),
            "units": SQL("line.unit_id = ANY(%s)", list(scope.units)),
        }
        return SQL(
            """
            SELECT line.*, ballot.id IS NOT NULL AS has_voted
              FROM property_assembly_row line
              LEFT JOIN property_ballot ballot
                ON ballot.head_key = line.head_key AND ballot.motion_id = %s
             WHERE line.assembly_id = %s AND %s
            """,
            self.id,
            self.assembly_id.id,
            wheres[scope.kind],
        )

    def _get_turnout_query(self):
        totals = SQL(", ").join(
            SQL("SUM(%s)::bigint", SQL.identifier(column))
            for column in COLUMNS.values()
        )
        return SQL(
            "SELECT kind, has_voted, %s FROM (%s) line GROUP BY kind, has_voted",
            totals,
            self._get_rows_in_scope(),
        )

    def _get_heads_query(self, left_out, used):
        silent = [
            kind
            for kind, measures in left_out.items()
            if "head" in measures or not used & (set(MEASURES) - measures)
        ]
        return SQL(
            "SELECT COUNT(DISTINCT head_key),"
            " COUNT(DISTINCT head_key) FILTER (WHERE has_voted)"
            " FROM (%s) line WHERE NOT kind = ANY(%s)",
            self._get_rows_in_scope(),
            silent,
        )
