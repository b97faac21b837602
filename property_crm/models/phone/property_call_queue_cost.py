from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

COSTS = ("hourly_cost", "call_cost")


class PropertyCallQueueCost(models.Model):
    """What calls of a queue had cost until a day, so that earlier figures stay."""

    _name = "property.call.queue.cost"
    _description = "Earlier cost of a queue"
    _order = "queue_id, date_until desc"
    _rec_name = "date_until"

    queue_id = fields.Many2one(
        "property.call.queue", required=True, index=True, ondelete="cascade"
    )
    date_until = fields.Date(string="Until", required=True, help="The last day of it.")
    hourly_cost = fields.Monetary()
    call_cost = fields.Monetary()
    currency_id = fields.Many2one(related="queue_id.currency_id")

    _day_uniq = models.UniqueIndex(
        "(queue_id, date_until)", "Until: the queue has costs until that day already."
    )
    _costs_positive = models.Constraint(
        "CHECK(COALESCE(hourly_cost, 0) >= 0 AND COALESCE(call_cost, 0) >= 0)",
        "Costs cannot be negative.",
    )


class PropertyCallQueue(models.Model):
    """New costs are those of the calls to come; the old ones are kept."""

    _inherit = "property.call.queue"

    cost_ids = fields.One2many(
        "property.call.queue.cost",
        "queue_id",
        string="Earlier costs",
    )
    cost_until = fields.Date(
        string="Other costs until", compute="_compute_cost_until", store=True
    )

    @api.depends("cost_ids.date_until")
    def _compute_cost_until(self):
        for queue in self:
            # sudo: the day stands on the queue, whoever changes it
            days = queue.sudo().cost_ids.mapped("date_until")
            queue.cost_until = max(filter(None, days), default=False)

    def write(self, vals):
        if not set(COSTS).isdisjoint(vals):
            self._keep_costs(vals)
        return super().write(vals)

    def _keep_costs(self, vals):
        """Write down what calls until yesterday have cost, where that changes."""
        changed = self.filtered(
            lambda queue: (
                any(queue[name] for name in COSTS)
                and any(queue[name] != vals.get(name, queue[name]) for name in COSTS)
            )
        )
        today = fields.Date.context_today(self)
        used = self.env["property.call"]._read_group(
            [("queue_id", "in", changed.ids), ("offered_at", "<", today)], ["queue_id"]
        )
        yesterday = today - timedelta(days=1)
        for (queue,) in used:
            if not queue.cost_until or queue.cost_until < yesterday:
                costs = {name: queue[name] for name in COSTS}
                kept = Command.create({"date_until": yesterday, **costs})
                queue.cost_ids = [kept]
