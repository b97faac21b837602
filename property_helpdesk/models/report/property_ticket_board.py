from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.kpi import get_backlog

DAYS = 30
URGENT = 8
BUSIEST = 10
MAX_SITES = 500
FIGURES = (
    "on_time_rate",
    "emergency_rate",
    "completion_rate",
    "first_fix_rate",
    "complaint_rate",
    "respond_median",
    "resolve_median",
    "resolve_p90",
)
URGENT_FIELDS = (
    "number",
    "name",
    "place_name",
    "user_id",
    "stage_id",
    "date_deadline",
    "deadline_state",
    "is_emergency",
)
MANAGERS = (
    "property_crm.group_property_site_manager",
    "property_crm.group_property_auditor",
)


class PropertyTicketReport(models.Model):
    """The numbers of the boards: as many queries for one request as for all."""

    _inherit = "property.ticket.report"

    @api.model
    @api.readonly
    def get_board(self, site_id=False):
        """Return what the boards show of the requests the user may see.

        :param int site_id: of this site only
        :return: ``sites``; ``tiles`` with count and domain; ``urgent``; ``load``; for
            managers also ``figures``, the same of the ``before``, ``days``,
            ``channels``
        """
        self.check_access("read")
        site = Domain("site_id", "=", int(site_id)) if site_id else Domain.TRUE
        tiles = self._get_tiles(site & Domain("closed_date", "=", False))
        board = {
            "sites": self.env["property.site"].search_read(
                [], ["name"], limit=MAX_SITES
            ),
            "tiles": tiles,
            "urgent": self._get_urgent(site),
            "load": self._get_load(site),
            "is_manager": any(map(self.env.user.has_group, MANAGERS)),
        }
        if board["is_manager"]:
            board |= self._get_manager_board(site, tiles[0]["count"])
        return board

    @api.model
    def _get_manager_board(self, site, open_count):
        now = fields.Datetime.now()
        month = timedelta(days=DAYS)
        return {
            "figures": self._get_figures(site, now - month, now),
            "before": self._get_figures(site, now - 2 * month, now - month),
            "days": self._get_days(site, open_count),
            "channels": self._get_channels(site, now - month),
        }

    @api.model
    def _get_tiles(self, is_open):
        """Return ``[{key, count, domain}]``."""
        now, tonight = self.env["helpdesk.ticket"]._get_deadline_bounds()
        to_do = Domain("done_at", "=", False)
        parts = {
            "open": Domain.TRUE,
            "late": to_do & Domain("date_deadline", "<", now),
            "due": to_do
            & Domain("date_deadline", ">=", now)
            & Domain("date_deadline", "<=", tonight),
            "unassigned": to_do & Domain("user_id", "=", False),
            "working": to_do
            & Domain("user_id", "!=", False)
            & Domain("stage_id.unattended", "=", False),
            "emergency": to_do & Domain("is_emergency", "=", True),
            "confirm": ~to_do,
        }
        Ticket = self.env["helpdesk.ticket"]
        tiles = [
            {
                "key": key,
                "count": Ticket.search_count(is_open & part),
                "domain": self._to_client(is_open & part),
            }
            for key, part in parts.items()
        ]
        # many desks never ask residents to confirm
        return [tile for tile in tiles if tile["key"] != "confirm" or tile["count"]]

    @api.model
    def _to_client(self, domain):
        """Return the domain as the web client reads it."""
        return [
            [fields.Datetime.to_string(v) if hasattr(v, "hour") else v for v in term]
            if isinstance(term, tuple | list)
            else term
            for term in domain
        ]

    @api.model
    def _get_urgent(self, site):
        """Return the open requests whose deadline comes first."""
        tickets = self.env["helpdesk.ticket"].search(
            site
            & self.env["helpdesk.ticket"]._get_work_domain()
            & Domain("date_deadline", "!=", False),
            order="date_deadline, id",
            limit=URGENT,
        )
        return tickets.read(URGENT_FIELDS)

    @api.model
    def _get_load(self, site):
        """Return how many open requests each of the busiest people has."""
        rows = self._read_group(
            site
            & self.env["helpdesk.ticket"]._get_work_domain()
            & Domain("user_id", "!=", False),
            ["user_id"],
            ["__count", "late_count:sum"],
            order="__count DESC",
            limit=BUSIEST,
        )
        return [
            # sudo: the name of a colleague
            {"id": user.id, "name": user.sudo().name, "open": count, "late": late}
            for user, count, late in rows
        ]

    @api.model
    def _get_figures(self, site, since, until):
        """Return the figures of what came in meanwhile; None without a case."""
        [(count, *values)] = self._read_group(
            site
            & Domain("reported_at", ">=", since)
            & Domain("reported_at", "<", until),
            aggregates=["__count", *(f"{name}:avg" for name in FIGURES)],
        )
        return {
            "count": count,
            **{
                name: None if value is False else float(value)
                for name, value in zip(FIGURES, values, strict=True)
            },
        }

    @api.model
    def _get_days(self, site, open_count):
        """Return received, closed and open requests of each of the last days."""
        today = fields.Date.context_today(self)
        days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
        received, closed = (
            self._count_by_day(site, name, days[0])
            for name in ("reported_at", "closed_date")
        )
        flows = [(received.get(day, 0), closed.get(day, 0)) for day in days]
        return {
            "days": [fields.Date.to_string(day) for day in days],
            "received": [flow[0] for flow in flows],
            "closed": [flow[1] for flow in flows],
            "open": get_backlog(open_count, flows),
        }

    @api.model
    def _count_by_day(self, site, name, since):
        """Return ``{day: requests}``, by the days of the user's time zone."""
        first = fields.Datetime.to_datetime(since) - timedelta(days=1)
        rows = self._read_group(
            site & Domain(name, ">=", first), [f"{name}:day"], ["__count"]
        )
        return {moment.date(): count for moment, count in rows}

    @api.model
    def _get_channels(self, site, since):
        """Return how many requests came in by each channel."""
        rows = self._read_group(
            site & Domain("reported_at", ">=", since),
            ["channel_id"],
            ["__count"],
            order="__count DESC",
        )
        return [
            {"name": channel.name or self.env._("Unknown"), "count": count}
            for channel, count in rows
        ]
