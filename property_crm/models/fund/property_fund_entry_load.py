from collections import defaultdict

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.fund import to_cents
from ..api.quiet_sql import refusals_expected

NAMES = ("date", "kind", "reference", "external_key")


class PropertyFundEntry(models.Model):
    """Movements that come from a sheet, each once however often it is read."""

    _inherit = "property.fund.entry"

    @api.model
    def _load_rows(self, rows):
        """Create movements; the answer is as of ``api_upsert``.

        :param rows: dicts with ``site``, ``building``, ``entrance`` and ``room`` as
            written in the sheet, and ``NAMES`` and ``amount``
        """
        known = self._find_known([row["external_key"] for row in rows])
        places = self._find_places(rows)
        answers, good = [], []
        for row, (place, problem) in zip(rows, places, strict=True):
            answer = {"external_key": row["external_key"], "id": False, "errors": []}
            answers.append(answer)
            if entry := known.get(row["external_key"]):
                answer |= entry._answer_known(row)
            elif problem:
                answer |= {"status": "error", "errors": [problem]}
            else:
                good.append((answer, place | self._prepare_row(row)))
        self._create_loaded(good)
        return answers

    @api.model
    def _find_known(self, keys):
        entries = self.search(
            [("external_key", "in", keys), ("company_id", "=", self.env.company.id)]
        )
        return {entry.external_key: entry for entry in entries}

    def _answer_known(self, row):
        """Answer for a movement that is there: it may not have changed."""
        same = str(self.date) == row["date"] and self.kind == row["kind"]
        if same and to_cents(self.amount) == to_cents(row["amount"]):
            return {"status": "unchanged", "id": self.id}
        message = self.env._(
            "This number is in the ledger with another day or amount. Book it back"
            " there, and give the right one a number of its own."
        )
        return {"status": "error", "errors": [{"field": "number", "message": message}]}

    @api.model
    def _prepare_row(self, row):
        vals = {name: row.get(name) or False for name in NAMES}
        vals["amount"] = to_cents(row["amount"]) / 100
        if row["kind"] == "use":
            vals["basis"] = "earlier"
        return vals

    @api.model
    def _find_places(self, rows):
        """Return for each row the values of its place, and what is wrong with it."""
        sites = self._find_sites({row["site"] for row in rows})
        buildings = self.env["property.building"].search(
            [("site_id", "in", [site.id for site in sites.values()])]
        )
        by_code = {(one.site_id, one.code): one for one in buildings}
        rooms = self.env["property.unit"].search_fetch(
            Domain("building_id", "in", buildings.ids)
            & Domain("room", "in", list({row["room"] for row in rows if row["room"]})),
            ["building_id", "entrance", "room"],
        )
        units = defaultdict(rooms.browse)
        for unit in rooms:
            units[unit.building_id, unit.room] |= unit
        return [self._find_place(row, sites, by_code, units) for row in rows]

    @api.model
    def _find_sites(self, codes):
        sites = self.env["property.site"].search(
            [("code", "in", list(codes)), ("company_id", "=", self.env.company.id)]
        )
        return {site.code: site for site in sites}

    @api.model
    def _find_place(self, row, sites, buildings, units):
        site = sites.get(row["site"])
        if not site:
            return self._explain_place("site", row["site"])
        if not row["building"]:
            return {"site_id": site.id}, None
        building = buildings.get((site, row["building"]))
        if not building:
            return self._explain_place("building", row["building"])
        if not row["room"]:
            return {"building_id": building.id}, None
        found = units[building, row["room"]]
        if row["entrance"]:
            found = found.filtered(lambda unit: unit.entrance == row["entrance"])
        if len(found) > 1:
            message = self.env._(
                "Several units of the building have this number. Give the entrance."
            )
            return {}, {"field": "entrance", "message": message}
        if not found:
            return self._explain_place("room", row["room"])
        return {"unit_id": found.id}, None

    @api.model
    def _explain_place(self, name, value):
        message = self.env._("“%(value)s” is not known here.", value=value)
        return {}, {"field": name, "message": message}

    @api.model
    def _create_loaded(self, lines):
        """Create them together; where one is refused, each by itself."""
        try:
            with refusals_expected(), self.env.cr.savepoint():
                entries = self._enter([vals for _answer, vals in lines])
        except (UserError, psycopg2.IntegrityError):
            for line in lines:
                self._create_one(*line)
            return
        for (answer, _vals), entry in zip(lines, entries, strict=True):
            answer |= {"status": "created", "id": entry.id}

    @api.model
    def _create_one(self, answer, vals):
        try:
            with refusals_expected(), self.env.cr.savepoint():
                answer |= {"status": "created", "id": self._enter([vals]).id}
        except (UserError, psycopg2.IntegrityError) as error:
            is_ours = isinstance(error, UserError)
            message = str(error) if is_ours else self._sql_error_to_message(error)
            field = "reference" if vals["kind"] == "use" else "amount"
            answer |= {
                "status": "error",
                "errors": [{"field": field, "message": message}],
            }
