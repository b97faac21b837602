from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyCallListAgent(models.Model):
    """Somebody who calls customers of a list, and how many of them."""

    _name = "property.call.list.agent"
    _description = "Agent of a call list"
    _order = "list_id, sequence, id"
    _rec_name = "user_id"

    list_id = fields.Many2one(
        "property.call.list", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    user_id = fields.Many2one(
        "res.users",
        string="Agent",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False)]",
    )
    weight = fields.Integer(
        string="Share",
        default=1,
        help="In proportion to the others: who has 2 gets twice as many as who has 1.",
    )
    capacity = fields.Integer(
        string="At most", default=20, help="How many customers he can call."
    )
    entry_count = fields.Integer(string="Has", compute="_compute_entry_count")
    left_count = fields.Integer(string="To do", compute="_compute_entry_count")

    _once = models.Constraint(
        "UNIQUE(list_id, user_id)", "Agent: everybody is named once."
    )
    _not_negative = models.Constraint(
        "CHECK(weight >= 0 AND capacity >= 0)",
        "Share and At most: zero or more.",
    )

    @api.depends("user_id", "list_id.entry_ids.user_id", "list_id.entry_ids.state")
    def _compute_entry_count(self):
        rows = self.env["property.call.entry"]._read_group(
            [("list_id", "in", self.list_id.ids), ("user_id", "!=", False)],
            ["list_id", "user_id", "is_open"],
            ["__count"],
        )
        counts = {
            (record, user, is_open): count for record, user, is_open, count in rows
        }
        for agent in self:
            who = (agent.list_id._origin, agent.user_id._origin)
            agent.left_count = counts.get((*who, True), 0)
            agent.entry_count = agent.left_count + counts.get((*who, False), 0)

    @api.constrains("user_id", "list_id")
    def _check_colleague(self):
        for agent in self:
            # sudo: the companies of a colleague are asked, nothing of them is shown
            user_sudo = agent.user_id.sudo()
            company = agent.list_id.company_id
            if user_sudo.share or company and company not in user_sudo.company_ids:
                raise ValidationError(
                    self.env._(
                        "Agent: %(user)s does not work for %(company)s.",
                        user=agent.user_id.name,
                        company=company.name or self.env._("this company"),
                    )
                )
