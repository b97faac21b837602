from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...tools.share import first_overload


class PropertyMove(models.Model):
    """Why a move cannot be confirmed yet, each by the name of its field."""

    _inherit = "property.move"

    def _get_problems(self):
        """Return sentences, the first of which a confirmation is refused with."""
        self.ensure_one()
        # sudo: lines of the unit that whoever prepares the move may see
        move = self.sudo()
        return [
            *move._find_missing(),
            *move._find_wrong_days(),
            *move._find_doubles(),
            *move._find_wrong_shares(),
        ]

    def _check_problems(self):
        for move in self:
            if problems := move._get_problems():
                raise UserError(problems[0])

    def _find_missing(self):
        people = self.line_ids.filtered("partner_id")
        if self.kind in ("move_out", "tenant") and not self.occupancy_ids:
            yield self.env._("Who moves out: choose who leaves.")
        if self.kind == "sale" and not self.ownership_ids and self._get_others():
            yield self.env._("Sellers: choose who gives up a share of the unit.")
        if self.kind != "move_out" and not people:
            yield self.env._("Who comes: name at least one person.")
        if self.kind in ("move_in", "tenant"):
            for line in people.filtered(lambda line: not line.lives_here):
                yield self.env._(
                    "Moves in: %(person)s does not move in. Remove the line.",
                    person=line.partner_id.name,
                )
        for line in people.filtered(lambda line: line.lives_here and not line.role):
            yield self.env._(
                "Lives here as: as what does %(person)s live here?",
                person=line.partner_id.name,
            )

    def _find_wrong_days(self):
        if not self.last_day:
            yield self.env._("Last day of those who leave: it is missing.")
            return
        if self.kind in ("tenant", "sale") and self.last_day >= self.date:
            yield self.env._(
                "Last day of those who leave: before %(day)s, the first of those who"
                " come.",
                day=fields.Date.to_string(self.date),
            )
        for tenure in (*self.ownership_ids._origin, *self.occupancy_ids._origin):
            if tenure.date_from and tenure.date_from > self.last_day:
                yield self.env._(
                    "Last day of those who leave: %(line)s begins later.",
                    line=tenure._describe(),
                )
            elif tenure.date_to and tenure.date_to < self.last_day:
                yield self.env._(
                    "Last day of those who leave: %(line)s ends earlier.",
                    line=tenure._describe(),
                )
        if self.kind == "sale":
            yield from self._find_gap()

    def _find_gap(self):
        """A sale leaves no day without an owner."""
        if fields.Date.add(self.last_day, days=1) != self.date:
            yield self.env._(
                "Last day of those who leave: a sale leaves no day without an owner."
            )

    def _find_doubles(self):
        """Nobody lives here twice, and one is called first."""
        stays = self.unit_id._origin.occupancy_ids - self.occupancy_ids._origin
        stays = stays.filtered(
            lambda stay: not stay.date_to or stay.date_to >= self.date
        )
        coming = self.line_ids.filtered(
            lambda line: line.lives_here and self.kind != "move_out"
        )
        for line in coming:
            if line.partner_id in stays.partner_id:
                yield self.env._(
                    "Who comes: %(person)s lives here already.",
                    person=line.partner_id.name,
                )
        main = coming.filtered("is_main")
        if len(main) + len(stays.filtered("is_main")[:1]) > 1 and main:
            yield self.env._("Main contact: the unit already has one at that time.")

    def _find_resold(self):
        """Who has sold for a later day; of joint owners no sum of shares shows it."""
        owners = self.unit_id._origin.ownership_ids
        for seller in self.ownership_ids._origin:
            next_owners = owners._get_successors(seller) - self.ownership_ids._origin
            kinds = {seller.kind, *next_owners.mapped("kind")}
            if next_owners and (self.share_mode == "joint" or "joint" in kinds):
                yield self.env._(
                    "Sellers: %(person)s has sold already: from %(day)s it belongs to"
                    " %(buyers)s. Call off that sale first.",
                    person=seller.partner_id.name,
                    day=format_date(self.env, next_owners[0].date_from),
                    buyers=", ".join(next_owners.partner_id.mapped("name")),
                )

    def _find_wrong_shares(self):
        if self.kind != "sale" or not self.line_ids:
            return
        if not self.ownership_ids and self._get_others():
            return
        yield from self._find_resold()
        sold = self._get_sold_share()
        if self.share_mode == "joint":
            yield from self._find_overload()
            return
        if not sold:
            yield self.env._(
                "How the buyers hold it: one of several joint owners sells, so the"
                " buyers hold jointly."
            )
            return
        held = sum((line._get_share() for line in self.line_ids), start=0 * sold)
        if self.share_mode == "fractions" and held != sold:
            yield self.env._(
                "Share: the sellers give up %(sold)s, the buyers would get %(held)s.",
                sold=sold,
                held=held,
            )
            return
        yield from self._find_overload()

    def _find_overload(self):
        """Whether together with all others, also later ones, it is too much."""
        vals_list = [change.vals for change in self._plan_owners()]
        buyers = self.env["property.ownership"].concat(
            *(
                self.env["property.ownership"].new({**vals, "date_to": False})
                for vals in vals_list
            )
        )
        others = self.unit_id._origin.ownership_ids - self.ownership_ids._origin
        holdings = others._get_holdings() + buyers._get_holdings()
        coming = [
            held for held in holdings if not held.date_to or held.date_to >= self.date
        ]
        if excess := first_overload(coming):
            yield self.env._(
                "Share: the owners would hold %(total)s from %(day)s.",
                total=excess[1],
                day=max(excess[0], self.date),
            )
