from odoo import fields, models
from odoo.tools import SQL

ONE = (16, 1)


class PropertyReturnVisitReport(models.Model):
    """What return visits found, by team and technician.

    A rate is the average of hundreds and noughts, empty where nothing is known: who has
    not been asked is neither satisfied nor dissatisfied.
    """

    _name = "property.return.visit.report"
    _description = "Figures of return visits"
    _auto = False
    _order = "date_deadline desc, id desc"
    _rec_name = "ticket_id"
    _depends = {
        "property.return.visit": [
            "ticket_id",
            "company_id",
            "site_id",
            "team_id",
            "worker_id",
            "user_id",
            "state",
            "result",
            "date_deadline",
            "answered_at",
            "stars",
            "star_difference",
            "is_solved",
            "is_promised",
            "is_tidy",
            "is_superseded",
        ]
    }

    ticket_id = fields.Many2one("helpdesk.ticket", string="Request")
    company_id = fields.Many2one("res.company")
    site_id = fields.Many2one("property.site")
    team_id = fields.Many2one("helpdesk.ticket.team")
    worker_id = fields.Many2one("res.users", string="Work of")
    user_id = fields.Many2one("res.users", string="Who asks")
    date_deadline = fields.Datetime(string="Due")
    drawn_count = fields.Integer(string="Drawn", aggregator="sum")
    done_count = fields.Integer(string="Done", aggregator="sum")
    done_rate = fields.Float(
        string="Done, %",
        aggregator="avg",
        digits=ONE,
        help="Of all that was drawn.",
    )
    on_time_rate = fields.Float(
        string="Done in time, %",
        aggregator="avg",
        digits=ONE,
        help="Of all that is due by now.",
    )
    reached_rate = fields.Float(
        string="Reached, %",
        aggregator="avg",
        digits=ONE,
        help="Of those asked or tried three times.",
    )
    satisfied_rate = fields.Float(
        string="Satisfied when asked, %",
        aggregator="avg",
        digits=ONE,
        help="Of those reached.",
    )
    solved_rate = fields.Float(string="Solved, %", aggregator="avg", digits=ONE)
    promised_rate = fields.Float(
        string="Came as promised, %", aggregator="avg", digits=ONE
    )
    tidy_rate = fields.Float(string="Left tidy, %", aggregator="avg", digits=ONE)
    stars_told = fields.Float(string="Stars told us, mean", aggregator="avg")
    star_difference = fields.Float(
        string="Told us, less rated",
        aggregator="avg",
        help="Of those who also rated it themselves.",
    )

    @property
    def _table_query(self):
        columns = [
            SQL("(%s) AS %s", sql, SQL.identifier(name))
            for name, sql in self._get_measures().items()
        ]
        return SQL(
            "SELECT id, ticket_id, company_id, site_id, team_id, worker_id, user_id,"
            " date_deadline, %s FROM property_return_visit"
            " WHERE state != 'cancelled' AND is_superseded IS NOT TRUE",
            SQL(", ").join(columns),
        )

    def _get_measures(self):
        done = SQL("state = 'done'")
        return {
            "drawn_count": SQL("1"),
            "done_count": SQL("CASE WHEN state = 'done' THEN 1 ELSE 0 END"),
            "done_rate": self._rate(SQL("TRUE"), done),
            "on_time_rate": self._rate(
                SQL("date_deadline <= %s OR state = 'done'", fields.Datetime.now()),
                SQL("state = 'done' AND answered_at <= date_deadline"),
            ),
            "reached_rate": self._rate(done, SQL("result != 'unreachable'")),
            "satisfied_rate": self._rate(
                SQL("result IN ('satisfied', 'dissatisfied')"),
                SQL("result = 'satisfied'"),
            ),
            **{
                f"{name}_rate": self._rate(
                    SQL("%s IS NOT NULL", column), SQL("%s = 'yes'", column)
                )
                for name in ("solved", "promised", "tidy")
                if (column := SQL.identifier(f"is_{name}"))
            },
            "stars_told": SQL("CAST(stars AS INTEGER)"),
            "star_difference": SQL(
                "CASE WHEN stars IS NOT NULL AND has_own_stars THEN star_difference END"
            ),
        }

    @staticmethod
    def _rate(base, hit):
        return SQL(
            "CASE WHEN %s THEN CASE WHEN %s THEN 100.0 ELSE 0 END END", base, hit
        )
