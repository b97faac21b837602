from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.unit_match import Wish, best

WISHES = {
    "kind",
    "site_id",
    "wish_unit_kind",
    "wish_site_ids",
    "wish_area_min",
    "wish_area_max",
    "wish_budget",
    "wish_floor_min",
    "wish_floor_max",
    "wish_date",
    "must_kind",
    "must_site",
    "must_area",
    "must_budget",
    "must_floor",
    "must_date",
    "unit_id",
}


class CrmLead(models.Model):
    """What a prospect looks for, and the units that fit."""

    _inherit = "crm.lead"

    wish_unit_kind = fields.Selection(
        selection=lambda self: (
            self.env["property.unit"]._fields["kind"]._description_selection(self.env)
        ),
        string="Looks for",
    )
    wish_site_ids = fields.Many2many(
        "property.site",
        "crm_lead_wish_site_rel",
        "lead_id",
        "site_id",
        string="Other sites, too",
    )
    wish_area_min = fields.Float(string="Area from", digits=(12, 2), help="In m².")
    wish_area_max = fields.Float(string="Area to", digits=(12, 2), help="In m².")
    wish_budget = fields.Monetary(
        string="Budget",
        currency_field="company_currency",
        help="Rent a month, or the price of a purchase.",
    )
    wish_floor_min = fields.Integer(
        string="Floor from", aggregator=None, help="0: no matter."
    )
    wish_floor_max = fields.Integer(
        string="Floor to", aggregator=None, help="0: no matter."
    )
    wish_date = fields.Date(string="Moves in by")
    must_kind = fields.Boolean(string="Kind is a must", default=True)
    must_site = fields.Boolean(string="Site is a must", default=True)
    must_area = fields.Boolean(string="Area is a must")
    must_budget = fields.Boolean(string="Budget is a must")
    must_floor = fields.Boolean(string="Floor is a must")
    must_date = fields.Boolean(string="Date is a must")
    match_ids = fields.One2many(
        "property.lead.match", "lead_id", string="Fitting units", copy=False
    )
    match_count = fields.Integer(string="How many fit", compute="_compute_match_count")

    _wish_area = models.Constraint(
        "CHECK(wish_area_max = 0 OR wish_area_min <= wish_area_max)",
        "Area to: it cannot be less than the area from.",
    )
    _wish_floor = models.Constraint(
        "CHECK(wish_floor_max = 0 OR wish_floor_min <= wish_floor_max)",
        "Floor to: it cannot be below the floor from.",
    )

    @api.depends("match_ids")
    def _compute_match_count(self):
        counts = dict(
            self.env["property.lead.match"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.match_count = counts.get(lead._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads.filtered(lambda lead: lead._has_wish())._refresh_matches()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if not WISHES.isdisjoint(vals):
            self._refresh_matches()
        elif "stage_id" in vals or "active" in vals:
            (self - self._get_open())._refresh_matches()
        return result

    def action_match(self):
        """Look again which units fit."""
        self.check_access("read")
        self._refresh_matches()
        return True

    def _get_wish(self):
        sites = self.site_id | self.wish_site_ids
        return Wish(
            kind=self.wish_unit_kind or "",
            site_ids=frozenset(sites.ids) if self._has_wish() else frozenset(),
            area_min=self.wish_area_min,
            area_max=self.wish_area_max,
            budget=self.wish_budget,
            floor_min=self.wish_floor_min,
            floor_max=self.wish_floor_max,
            move_in=self.wish_date or None,
            must=self._get_musts() if self._has_wish() else frozenset(),
        )

    def _has_wish(self):
        """Tell whether anything but the place is wished."""
        return any(
            (
                self.wish_unit_kind,
                *(self.wish_area_min, self.wish_area_max, self.wish_budget),
                *(self.wish_floor_min, self.wish_floor_max, self.wish_date),
            )
        )

    def _get_musts(self):
        names = ("kind", "site", "area", "budget", "floor", "date")
        return frozenset(name for name in names if self[f"must_{name}"])

    def _refresh_matches(self):
        """Write down the units that fit today; the same queries for many leads."""
        if not self:
            return
        looking = self._get_open().filtered(
            lambda lead: lead.kind != "service" and lead._has_wish()
        )
        # sudo: what is proposed follows from the wishes; who may see it, from the unit
        matches_sudo = self.env["property.lead.match"].sudo()
        known = matches_sudo.search([("lead_id", "in", self.ids)])
        found = looking._find_matches()
        old = {(match.lead_id.id, match.unit_id.id): match for match in known}
        gone = [match.id for key, match in old.items() if key not in found]
        matches_sudo.browse(gone).unlink()
        matches_sudo.create(
            [
                {"lead_id": lead_id, "unit_id": unit_id, **vals}
                for (lead_id, unit_id), vals in found.items()
                if (lead_id, unit_id) not in old
            ]
        )
        for key in old.keys() & found.keys():
            old[key].write(found[key])

    def _find_matches(self):
        """Return ``{(lead id, unit id): values}`` of the best units of each."""
        found = {}
        for (kind, company), leads in self.grouped(
            lambda lead: (lead.kind, lead.company_id)
        ).items():
            offers = leads._get_offers(kind, company)
            for lead in leads:
                for one in best(lead._get_wish(), offers):
                    found[lead.id, one.offer_id] = {
                        "score": one.score,
                        "reasons": one.reasons,
                    }
        return found

    def _get_offers(self, kind, company):
        """Return what could be offered to these, in one query."""
        # sudo: whoever sees the lead only, or a program, gets the same proposals
        units_sudo = self.env["property.unit"].sudo()
        domain = self._get_offer_domain() & Domain(
            "company_id", "in", company.ids or self.env.companies.ids
        )
        today = fields.Date.context_today(self)
        return units_sudo._get_offers(domain, kind, today)

    @api.model
    def _get_offer_domain(self):
        """Return the domain of units that are not promised to anybody."""
        return Domain("active", "=", True)

    @api.model
    def _cron_match(self, batch_size=500):
        """Look again for those still looking; stays and reservations have changed."""
        domain = Domain("active", "=", True) & Domain("won_status", "=", "pending")
        domain &= Domain("kind", "!=", "service")
        leads = self.search(domain, order="id")
        for start in range(0, len(leads), batch_size):
            leads[start : start + batch_size]._refresh_matches()
            left = max(len(leads) - start - batch_size, 0)
            if not self.env["ir.cron"]._commit_progress(batch_size, remaining=left):
                break
