from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# After these outcomes somebody had worked on it.
WORKED = ("solved", "workaround", "no_fault")
PLACE_AND_CLASS = frozenset(
    {"unit_id", "common_part_id", "class_id", "category_id", "place_id", "problem_id"}
)


class HelpdeskTicket(models.Model):
    """Recognises what was repaired already, not long ago."""

    _inherit = "helpdesk.ticket"

    rework_of_id = fields.Many2one(
        "helpdesk.ticket",
        string="Rework of",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
        help="The same trouble in the same place, closed a few days before.",
    )
    is_rework = fields.Boolean(
        string="Rework",
        compute="_compute_is_rework",
        store=True,
        readonly=False,  # a new request brings it along, which saves an update
        groups="base.group_user",
        help="Opened again, or the same trouble in the same place so soon.",
    )

    @api.depends("rework_of_id", "reopen_count")
    def _compute_is_rework(self):
        for ticket in self:
            ticket.is_rework = bool(ticket.rework_of_id or ticket.reopen_count)

    @api.model
    def _complete_vals_list(self, vals_list):
        vals_list = super()._complete_vals_list(vals_list)
        found = self._find_repaired(vals_list)
        for vals, earlier in zip(vals_list, found, strict=True):
            vals["rework_of_id"] = earlier.id
            vals["is_rework"] = bool(earlier)
        return vals_list

    @api.model
    def _find_repaired(self, rows):
        """Return for each row of values the ticket it is rework of, or none.

        :param list rows: dictionaries with the values of tickets, ids for records
        """
        earlier_sudo = self._get_repaired(rows)
        by_place = {}
        for ticket in earlier_sudo:
            by_place.setdefault((ticket.unit_id.id, ticket.common_part_id.id), [])
            by_place[ticket.unit_id.id, ticket.common_part_id.id].append(ticket)
        # sudo: the limit is the company's, whoever types the request in
        companies_sudo = self.env["res.company"].sudo()
        found = []
        for row in rows:
            company = companies_sudo.browse(row["company_id"])
            since = timedelta(days=company.rework_days)
            place = (row.get("unit_id") or False, row.get("common_part_id") or False)
            found.append(
                next(
                    (t for t in by_place.get(place, ()) if t._is_repeated(row, since)),
                    self.browse(),
                )
            )
        return found

    @api.model
    def _get_repaired(self, rows):
        """Return what was repaired in the places of the rows, the latest first."""
        units = {row["unit_id"] for row in rows if row.get("unit_id")}
        parts = {row["common_part_id"] for row in rows if row.get("common_part_id")}
        if not units and not parts:
            return self.browse()
        # sudo: the limit is the company's, and the repair may be of another team
        companies_sudo = self.env["res.company"].sudo()
        ids = {row["company_id"] for row in rows}
        days = max(companies_sudo.browse(sorted(ids)).mapped("rework_days"))
        first = min(fields.Datetime.to_datetime(row["reported_at"]) for row in rows)
        domain = (
            (Domain("unit_id", "in", sorted(units)) if units else Domain.FALSE)
            | (Domain("common_part_id", "in", sorted(parts)) if parts else Domain.FALSE)
        ) & (
            Domain("closed_date", ">=", first - timedelta(days=days))
            | Domain("done_at", ">=", first - timedelta(days=days))
        )
        domain &= Domain("close_cause", "in", WORKED)
        domain &= Domain("case_type", "in", ("repair", False))
        names = ["unit_id", "common_part_id", "category_id"]
        # sudo: what was repaired there, by whomever, decides what is rework
        tickets_sudo = self.sudo().with_context(active_test=False)
        found = tickets_sudo.search_fetch(domain, [*names, "done_at", "closed_date"])
        return found.sorted(lambda t: t._get_finished_at(), reverse=True)

    def _is_repeated(self, row, since):
        """Tell whether the row is of the category repaired here, and soon after."""
        reported_at = fields.Datetime.to_datetime(row["reported_at"])
        if (
            not timedelta(0) <= reported_at - self._get_finished_at() <= since
            or not since
        ):
            return False
        if self.id == row.get("id"):
            return False
        category_id = self.category_id.id
        return bool(category_id) and category_id == row.get("category_id")

    def _get_consequences(self, before, vals):
        consequences = super()._get_consequences(before, vals)
        if PLACE_AND_CLASS.isdisjoint(vals):
            return consequences
        # sudo: the system writes it
        return [*consequences, *self.sudo()._get_rework_consequences()]

    def _get_rework_consequences(self):
        """Look again once somebody has said where and what it is."""
        tickets = self.filtered(lambda ticket: not ticket.stage_id.is_finished)
        names = ("unit_id", "common_part_id", "category_id", "company_id")
        rows = [
            {
                "id": ticket.id,
                "reported_at": ticket.reported_at,
                **{name: ticket[name].id for name in names},
            }
            for ticket in tickets
        ]
        for ticket, earlier in zip(tickets, self._find_repaired(rows), strict=True):
            if ticket.rework_of_id != earlier:
                yield ticket, {"rework_of_id": earlier.id}
