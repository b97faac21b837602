from datetime import datetime

from odoo import api, models
from odoo.tools.misc import get_lang

from ...tools.call_log_mapping import LOG_SHEETS
from ...tools.call_log_values import ORDERS, guess_order
from ...tools.sheet_mapping_calls import count_repeats
from ...tools.sheet_values import normalise

SENDER = "sheet"
# How a language writes days, by the first letter of its format.
LANG_ORDERS = {"%Y": "ymd", "%d": "dmy", "%m": "mdy"}


class PropertySheetImport(models.TransientModel):
    """Knows the logs of telephone systems, too."""

    _inherit = "property.sheet.import"

    @api.model
    def _get_mappings(self):
        return [*super()._get_mappings(), *LOG_SHEETS.values()]

    @api.model
    def _get_mapping_labels(self):
        labels = super()._get_mapping_labels()
        return {
            **labels,
            "calls": self.env._("Calls of a telephone system"),
            "call_totals": self.env._("Totals of a telephone system"),
        }

    @api.model
    def _get_stages(self):
        stages = ("property.call.queue", "property.call", "property.call.total")
        return (*super()._get_stages(), *stages)

    @api.model
    def _upsert_stage(self, model, rows):
        if model == "property.call.queue":
            return self._upsert_queues(rows)
        if model == "property.call":
            site = self._get_site_of_calls()
            calls = self.env[model].with_context(
                default_sender=SENDER, default_site_id=site.id
            )
            return calls._upsert_rows(self._name_agents(rows))
        if model == "property.call.total":
            return self.env[model]._upsert_totals(self._place_totals(rows))
        return super()._upsert_stage(model, rows)

    def _get_site_of_calls(self):
        """Return whose calls they are: the site chosen, or the only one there is."""
        sites = self.site_id or self.env["property.site"].search([], limit=2)
        return sites if len(sites) == 1 else sites.browse()

    def _get_options(self, rows, match, site_code=None):
        options = super()._get_options(rows, match, site_code)
        if match.mapping.key not in LOG_SHEETS:
            return options
        mapping = self._get_log_mapping(rows)
        return options._replace(
            zone=self._get_zone(mapping),
            date_order=self._get_date_order(rows, match, mapping),
            repeats=count_repeats(rows),
            first_day=self.first_day
            and datetime.combine(self.first_day, datetime.min.time()),
            places={
                row.number: place
                for place, row in enumerate(
                    row for row in rows if row.number > match.header.number
                )
            },
            minutes=int((self.period or mapping.period) or 0),
        )

    def _get_log_mapping(self, rows):
        """Return what is remembered of files like this one, but for the dialog's."""
        mappings = self.env["property.call.log.mapping"]
        return mappings if self.log_kind else mappings._find_for(rows)[1] or mappings

    def _get_zone(self, mapping=None):
        """Return the time zone of the clocks: as said, else of the site or the user."""
        told = self.tz or (mapping and mapping.tz)
        return told or self.site_id.tz or self.env.user.tz or "UTC"

    def _get_date_order(self, rows, match, mapping):
        """Return how the days of the file are written."""
        positions = [
            position
            for position, column in match.columns.items()
            if column.name == "date"
        ]
        days = (
            row.cells[position]
            for position in positions
            for row in rows
            if row.number > match.header.number and position < len(row.cells)
        )
        usual = LANG_ORDERS.get(get_lang(self.env).date_format[:2], ORDERS[0])
        return self.date_order or mapping.date_order or guess_order(days) or usual

    def _place_totals(self, rows):
        """Return the rows of totals as values, with ids of their queue and site."""
        site = self._get_site_of_calls()
        queues = self.env["property.call.queue"].with_context(active_test=False)
        codes = [row["queue"] for row in rows if row.get("queue")]
        mine = [("company_id", "=", self.env.company.id), ("code", "in", codes)]
        ids = {queue.code: queue.id for queue in queues.search(mine)}
        placed = []
        for row in rows:
            values = dict(row)
            values.pop("external_key")
            queue = ids.get(values.pop("queue", None))
            placed.append({**values, "queue_id": queue, "site_id": site.id or None})
        return placed

    @api.model
    def _upsert_queues(self, rows):
        """Find the queues by code or name, and make those that nobody knows yet."""
        queues = self.env["property.call.queue"].with_context(active_test=False)
        known = queues.search([("company_id", "=", self.env.company.id)])
        by_name = {
            normalise(name): queue
            for queue in known
            for name in (queue.name, queue.code)
        }
        new = [row["name"] for row in rows if normalise(row["name"]) not in by_name]
        if new and not queues.has_access("create"):
            return [self._answer_queue(row, by_name) for row in rows]
        # who leads a queue sees its calls, also those of no place
        lead = {"leader_id": self.env.uid}
        created = queues.create([{"name": name, "code": name, **lead} for name in new])
        by_name |= {normalise(queue.name): queue for queue in created}
        return [self._answer_queue(row, by_name, created) for row in rows]

    def _answer_queue(self, row, by_name, created=()):
        queue = by_name.get(normalise(row["name"]))
        if not queue:
            message = self.env._("There is no such queue, and you may not make one.")
            error = {"field": "queue", "code": "reference", "message": message}
            return {"status": "error", "errors": [error]}
        status = "created" if queue in created else "unchanged"
        return {"status": status, "external_key": queue.code, "id": queue.id}

    @api.model
    def _name_agents(self, rows):
        """Return the rows with the login of agents who are users, by login or name."""
        names = {row["agent_name"] for row in rows if row.get("agent_name")}
        users = self.env["res.users"].search(
            ["|", ("login", "in", list(names)), ("name", "in", list(names))]
        )
        logins = {}
        for user in users.filtered(lambda user: not user.share):
            for name in {user.name, user.login}:
                # of two with one name, neither is meant
                logins[name] = "" if name in logins else user.login
        return [
            {**row, "agent": logins[row["agent_name"]]}
            if logins.get(row.get("agent_name"))
            else row
            for row in rows
        ]

    @api.model
    def _explain_problem(self, problem):
        value = problem.value
        messages = {
            "moment": self.env._("“%(value)s” is not a day or a moment.", value=value),
            "first_day": self.env._(
                "No column tells the day; give the day of the first row."
            ),
            "sum": self.env._(
                "Answered and abandoned calls are more than the %(value)s offered.",
                value=value,
            ),
            "clock": self.env._("“%(value)s” is not a time of day.", value=value),
            "duration": self.env._(
                "“%(value)s” is not a duration such as 0:02:23 or 143.", value=value
            ),
            "outcome": self.env._(
                "“%(value)s” does not tell whether the call was answered.", value=value
            ),
        }
        return messages.get(problem.code) or super()._explain_problem(problem)
