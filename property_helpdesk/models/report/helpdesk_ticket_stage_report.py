from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

HISTORY = 5


class HelpdeskTicket(models.Model):
    """Where a request stands: its stage, what is left, what came before."""

    _inherit = "helpdesk.ticket"

    passage_ids = fields.One2many(
        "property.ticket.passage", "ticket_id", string="Time per stage", readonly=True
    )
    stage_hours = fields.Float(
        string="Hours in this stage", compute="_compute_stage_hours"
    )
    sla_hours = fields.Float(
        string="Hours to the deadline",
        compute="_compute_sla_hours",
        help="Below zero: late by so many hours.",
    )
    visit_count = fields.Integer(string="Times on site", compute="_compute_visit_count")
    unit_rating = fields.Float(
        string="Last rating of the unit",
        compute="_compute_unit_rating",
        groups="base.group_user",
        help="What the people of the unit said last about our work, of five.",
    )
    rework_count = fields.Integer(
        string="Times reworked",
        compute="_compute_rework_count",
        groups="base.group_user",
        help="How often it was opened again, and whether it was repaired before.",
    )

    @api.depends("stage_since", "closed_date")
    def _compute_stage_hours(self):
        now = fields.Datetime.now()
        for ticket in self:
            since = ticket.stage_since
            ticket.stage_hours = since and (now - since).total_seconds() / 3600

    @api.depends("date_deadline", "done_at", "closed_date")
    def _compute_sla_hours(self):
        now = fields.Datetime.now()
        for ticket in self:
            deadline = ticket.date_deadline
            left = deadline and deadline - (ticket._get_finished_at() or now)
            ticket.sla_hours = left and left.total_seconds() / 3600

    @api.depends("event_ids")
    def _compute_visit_count(self):
        counts = dict(
            self.env["property.ticket.event"]._read_group(
                [("ticket_id", "in", self._origin.ids), ("kind", "=", "arrived")],
                ["ticket_id"],
                ["__count"],
            )
        )
        for ticket in self:
            ticket.visit_count = counts.get(ticket._origin, 0)

    @api.depends("unit_id", "rating_last_value")
    def _compute_unit_rating(self):
        rated = {}
        for before in self._get_unit_history(Domain("rating_last_value", ">", 0), 1):
            rated[before.unit_id] = before.rating_last_value
        for ticket in self:
            ticket.unit_rating = rated.get(ticket.unit_id, 0)

    @api.depends("rework_of_id", "reopen_count")
    def _compute_rework_count(self):
        for ticket in self:
            ticket.rework_count = ticket.reopen_count + bool(ticket.rework_of_id)

    def _get_unit_history(self, domain=Domain.TRUE, limit=HISTORY):
        """Return the last requests of the units that the user may see, newest first.

        :param limit: of each unit
        """
        query = self._search(Domain("unit_id", "in", self.unit_id.ids) & domain)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM (
                    SELECT id, reported_at, ROW_NUMBER() OVER (
                        PARTITION BY unit_id ORDER BY reported_at DESC, id DESC
                    ) AS place
                    FROM helpdesk_ticket WHERE id IN %s
                ) AS ranked
                WHERE place <= %s ORDER BY reported_at DESC, id DESC
                """,
                query.subselect(),
                limit,
            )
        )
        return self.browse(ticket_id for (ticket_id,) in rows)

    def _get_printed_histories(self):
        """Return ``{ticket: the last other requests of its unit}``."""
        by_unit = self._get_unit_history(limit=HISTORY + 1).grouped("unit_id")
        return {
            ticket: (by_unit.get(ticket.unit_id, self.browse()) - ticket)[:HISTORY]
            for ticket in self
        }
