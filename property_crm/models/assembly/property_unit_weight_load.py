from collections import defaultdict

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError

from ...tools.sheet_mapping_weights import WEIGHTS
from ..api.quiet_sql import refusals_expected

NAMES = (*WEIGHTS, "source")


class PropertyUnitWeight(models.Model):
    """Weights that come from a sheet: a row that is wrong costs no other one."""

    _inherit = "property.unit.weight"

    @api.model
    def _load_rows(self, rows):
        """Note the weights of units; the answer is as of ``api_upsert``.

        :param rows: dicts with ``site`` and ``unit``, as written in the sheet, and
            those of ``NAMES`` that it tells
        """
        units = self._find_units(rows)
        known = self.search(
            [("unit_id", "in", [one.id for found in units.values() for one in found])]
        ).grouped("unit_id")
        answers, new = [], []
        for row in rows:
            answer = {
                "external_key": row["external_key"],
                "id": False,
                "status": "error",
                "errors": [],
            }
            answers.append(answer)
            unit = units[row["site"], row["unit"].strip()]
            vals = {name: row[name] for name in NAMES if name in row}
            if len(unit) != 1:
                answer["errors"] = [self._explain_unit(row["unit"], unit)]
            elif weight := known.get(unit):
                weight._update_loaded(answer, vals)
            else:
                new.append((answer, vals | {"unit_id": unit.id}))
        self._create_loaded(new)
        return answers

    @api.model
    def _find_units(self, rows):
        """Return ``{(site's code, unit's code): units}`` of what the sheet names."""
        sites = self.env["property.site"].search(
            [
                ("code", "in", list({row["site"] for row in rows})),
                ("company_id", "=", self.env.company.id),
            ]
        )
        names = list({row["unit"].strip() for row in rows})
        found = self.env["property.unit"].search_fetch(
            [("site_id", "in", sites.ids), ("name", "in", names)], ["site_id", "name"]
        )
        units = defaultdict(found.browse)
        for unit in found:
            units[unit.site_id.code, unit.name] |= unit
        return units

    @api.model
    def _explain_unit(self, code, units):
        message = (
            self.env._("Several units of the site have the code “%(code)s”.", code=code)
            if units
            else self.env._("The site has no unit “%(code)s”.", code=code)
        )
        return {"field": "unit", "message": message}

    def _update_loaded(self, answer, vals):
        changes = {name: value for name, value in vals.items() if self[name] != value}
        if changes:
            self.write(changes)
        answer |= {"status": "updated" if changes else "unchanged", "id": self.id}

    @api.model
    def _create_loaded(self, lines):
        """Create them together; where one is refused, each by itself."""
        try:
            with refusals_expected(), self.env.cr.savepoint():
                weights = self.create([vals for _answer, vals in lines])
        except (UserError, psycopg2.IntegrityError):
            for line in lines:
                self._create_one(*line)
            return
        for (answer, _vals), weight in zip(lines, weights, strict=True):
            answer |= {"status": "created", "id": weight.id}

    @api.model
    def _create_one(self, answer, vals):
        try:
            with refusals_expected(), self.env.cr.savepoint():
                answer |= {"status": "created", "id": self.create(vals).id}
        except (UserError, psycopg2.IntegrityError) as error:
            is_ours = isinstance(error, UserError)
            message = str(error) if is_ours else self._sql_error_to_message(error)
            answer["errors"] = [{"field": "unit", "message": message}]
