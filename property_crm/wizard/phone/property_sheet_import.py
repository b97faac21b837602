from odoo import api, fields, models
from odoo.tools.misc import get_lang

from odoo.addons.base.models.res_partner import _tz_get

from ...tools.call_log_values import ORDERS, guess_order
from ...tools.sheet_mapping_calls import CALL_SHEET, count_repeats
from ...tools.sheet_values import normalise

SENDER = "sheet"
# How a language writes days, by the first letter of its format.
LANG_ORDERS = {"%Y": "ymd", "%d": "dmy", "%m": "mdy"}


class PropertySheetImport(models.TransientModel):
    """Knows the logs of telephone systems, too."""

    _inherit = "property.sheet.import"

    tz = fields.Selection(
        _tz_get,
        string="Time zone",
        default=lambda self: self.env.user.tz or "UTC",
        help="Of the clocks in a log of calls.",
    )
    date_order = fields.Selection(
        [
            ("ymd", "Year, month, day"),
            ("dmy", "Day, month, year"),
            ("mdy", "Month, day, year"),
        ],
        string="Days are written",
        help="Empty: seen from the days of the file, or else as in your language.",
    )

    @api.model
    def _get_mappings(self):
        return [*super()._get_mappings(), CALL_SHEET]

    @api.model
    def _get_mapping_labels(self):
        labels = super()._get_mapping_labels()
        return {**labels, "calls": self.env._("Calls of a telephone system")}

    @api.model
    def _get_stages(self):
        return (*super()._get_stages(), "property.call.queue", "property.call")

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
        return super()._upsert_stage(model, rows)

    def _get_site_of_calls(self):
        """Return whose calls they are: the site chosen, or the only one there is."""
        sites = self.site_id or self.env["property.site"].search([], limit=2)
        return sites if len(sites) == 1 else sites.browse()

    def _get_options(self, rows, match, site_code=None):
        options = super()._get_options(rows, match, site_code)
        if match.mapping.key != CALL_SHEET.key:
            return options
        zone = self.site_id.tz or self.tz or "UTC"
        return options._replace(
            zone=zone,
            date_order=self._get_date_order(rows, match),
            repeats=count_repeats(rows),
        )

    def _get_date_order(self, rows, match):
        """Return how the days of the file are written."""
        position = next(
            position
            for position, column in match.columns.items()
            if column.name == "date"
        )
        days = (
            row.cells[position]
            for row in rows
            if row.number > match.header.number and position < len(row.cells)
        )
        usual = LANG_ORDERS.get(get_lang(self.env).date_format[:2], ORDERS[0])
        return self.date_order or guess_order(days) or usual

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
        created = queues.create([{"name": name, "code": name} for name in new])
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
            "clock": self.env._("“%(value)s” is not a time of day.", value=value),
            "duration": self.env._(
                "“%(value)s” is not a duration such as 0:02:23 or 143.", value=value
            ),
            "outcome": self.env._(
                "“%(value)s” does not tell whether the call was answered.", value=value
            ),
        }
        return messages.get(problem.code) or super()._explain_problem(problem)
