from dataclasses import dataclass
from fractions import Fraction

from odoo import fields, models

from ...tools.share import WHOLE, remaining_share, total_share


@dataclass(frozen=True)
class PlannedChange:
    """One line of ownership or occupancy that the move ends or begins."""

    action: str  # end, begin
    model: str
    tenure: object  # the line that ends, None of one that begins
    vals: dict
    text: str  # the line as it will be


class PropertyMove(models.Model):
    """What a move will change: shown first, then done, by one and the same list."""

    _inherit = "property.move"

    def _get_plan(self):
        """Return the changes in the order in which they are made."""
        self.ensure_one()
        # sudo: history of the unit that whoever prepares the move may see
        move = self.sudo()
        return [
            *move._plan_ends(move.ownership_ids._origin),
            *move._plan_ends(move.occupancy_ids._origin),
            *move._plan_owners(),
            *move._plan_occupants(),
        ]

    def _plan_ends(self, tenures):
        return [
            PlannedChange(
                "end",
                tenure._name,
                tenure,
                {"date_to": self.last_day},
                self._describe_ended(tenure),
            )
            for tenure in tenures
        ]

    def _describe_ended(self, tenure):
        ended = tenure.new(origin=tenure)
        ended.date_to = self.last_day
        return ended._describe()

    def _plan_owners(self):
        if self.kind != "sale":
            return []
        return [
            self._plan_begin(
                "property.ownership",
                {
                    "partner_id": line.partner_id.id,
                    "title_number": self.title_number,
                    **self._prepare_share_vals(line),
                },
            )
            for line in self.line_ids
            if line.partner_id
        ]

    def _plan_occupants(self):
        return [
            self._plan_begin(
                "property.occupancy",
                {
                    "partner_id": line.partner_id.id,
                    "role": line.role,
                    "is_main": line.is_main,
                    "pays_fees": line.pays_fees,
                    "has_key": line.has_key,
                },
            )
            for line in self.line_ids
            if line.partner_id and line.lives_here and line.role
            if self.kind != "move_out"
        ]

    def _plan_begin(self, model, vals):
        vals = {"unit_id": self.unit_id._origin.id, "date_from": self.date, **vals}
        begun = self.env[model].new({**vals, "date_to": False})
        return PlannedChange("begin", model, None, vals, begun._describe())

    # Shares, exact

    def _get_others(self):
        """Return the owners on the day who do not sell."""
        owners = self.unit_id._origin.ownership_ids._on_date(self.date)
        return owners - self.ownership_ids._origin

    def _get_sold_share(self):
        """Return what the sellers give up; nothing if it is no fraction.

        Joint owners give up what the others leave. Where one of several joint owners
        sells, he gives up no fraction: the buyer takes his place.
        """
        sellers = self.ownership_ids._origin
        others = self._get_others()
        if not sellers and not others:
            return WHOLE  # nobody was known to own it
        if not any(seller.kind == "joint" for seller in sellers):
            return total_share(sellers._get_holdings(), self.last_day)
        if any(other.kind == "joint" for other in others):
            return Fraction(0)
        return remaining_share(others._get_holdings(), self.date)

    def _prepare_share_vals(self, line):
        """Return what a buyer will hold."""
        if self.share_mode == "joint":
            return {"kind": "joint", "share_numerator": 0, "share_denominator": 1}
        share = line._get_share()
        if self.share_mode == "equal":
            share = self._get_sold_share() / max(len(self.line_ids), 1)
        return {
            "kind": "sole" if share == 1 else "shares",
            "share_numerator": share.numerator,
            "share_denominator": share.denominator,
        }

    def _get_effective_day(self):
        """Return the first day on which the move is over: nobody leaves any more."""
        if self.kind == "move_out":
            return fields.Date.add(self.last_day, days=1)
        return self.date
