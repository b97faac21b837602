from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .property_call_entry import CLOSED, OPEN, SPOKEN

LIST_FIGURES = {
    "pivot_row_groupby": ["user_id"],
    "pivot_column_groupby": [],
    "pivot_measures": [
        "called_count",
        "contact_rate",
        "agreed_count",
        "conversion_rate",
        "talk_time",
        "cost_each",
    ],
    "graph_groupbys": ["user_id"],
    "graph_measure": "called_count",
}


class PropertyCallList(models.Model):
    """Whom to call about one thing, by whom, and until when.

    Its entries are a snapshot: who fits the filter later is called only if somebody
    adds the new ones.
    """

    _name = "property.call.list"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.territory.mixin"]
    _description = "Call list"
    _order = "state, date_deadline, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    state = fields.Selection(
        [
            ("draft", "Preparing"),
            ("running", "Running"),
            ("paused", "Paused"),
            ("done", "Finished"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    purpose = fields.Selection(
        selection=lambda self: self.env["property.call.script"]._get_purposes(),
        required=True,
        default="service",
        tracking=True,
        help="Sales calls need the customer's consent to news and offers.",
    )
    territory_id = fields.Many2one(
        string="Place",
        required=True,
        ondelete="restrict",
        help="Only customers of this place are called.",
    )
    site_id = fields.Many2one(related="territory_id.site_id", store=True)
    company_id = fields.Many2one(
        related="territory_id.company_id", store=True, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Team lead",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index=True,
        tracking=True,
        help="Gets a task for each customer whom nobody could reach.",
    )
    script_id = fields.Many2one(
        "property.call.script",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        domain="[('state', '=', 'approved'), ('purpose', 'in', (purpose, False))]",
    )
    date_deadline = fields.Date(string="Call until", tracking=True)
    agent_ids = fields.One2many(
        "property.call.list.agent", "list_id", string="Who calls", copy=True
    )
    entry_ids = fields.One2many("property.call.entry", "list_id", string="Customers")
    entry_count = fields.Integer(string="To call", compute="_compute_counts")
    closed_count = fields.Integer(string="Settled", compute="_compute_counts")
    reached_count = fields.Integer(string="Reached", compute="_compute_counts")
    unassigned_count = fields.Integer(string="Nobody's", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts", help="In percent.")
    contact_rate = fields.Float(
        string="Contact rate", compute="_compute_counts", help="Reached of called."
    )
    is_agent = fields.Boolean(compute="_compute_is_agent")

    @api.depends("entry_ids.state", "entry_ids.attempts", "entry_ids.user_id")
    def _compute_counts(self):
        counts = {}
        rows = self.env["property.call.entry"]._read_group(
            [("list_id", "in", self.ids)],
            ["list_id", "state"],
            ["__count", "user_id:count", "last_attempt_at:count"],
        )
        for record, *row in rows:
            counts.setdefault(record, []).append(row)
        for record in self:
            record._set_counts(counts.get(record._origin, []))

    def _set_counts(self, rows):
        total = sum(count for _state, count, _given, _called in rows)
        reached = sum(
            count for state, count, _given, _called in rows if state in SPOKEN
        )
        called = sum(called for _state, _count, _given, called in rows)
        self.entry_count = total
        self.closed_count = sum(row[1] for row in rows if row[0] in CLOSED)
        self.reached_count = reached
        self.unassigned_count = total - sum(row[2] for row in rows)
        self.progress = 100 * self.closed_count / total if total else 0
        self.contact_rate = 100 * reached / called if called else 0

    @api.depends("agent_ids.user_id")
    @api.depends_context("uid")
    def _compute_is_agent(self):
        for record in self:
            record.is_agent = self.env.user in record.agent_ids.user_id

    @api.constrains("script_id", "state")
    def _check_script(self):
        for record in self:
            if record.state == "running" and record.script_id.state == "draft":
                raise ValidationError(
                    self.env._("Script: approve it before customers are called.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_uncalled(self):
        called = self.entry_ids.filtered("last_attempt_at").list_id
        if called:
            raise UserError(
                self.env._(
                    "%(list)s: customers were called already. Finish it instead.",
                    list=called[0].name,
                )
            )

    def write(self, vals):
        result = super().write(vals)
        if not {"state", "user_id", "script_id"}.isdisjoint(vals):
            self._forget_held()
        return result

    def _forget_held(self):
        """Give back what agents of lists that do not run have before them."""
        idle = self.filtered(lambda record: record.state != "running")
        # sudo: entries of others are given back, nothing else is written
        idle.sudo().entry_ids.filtered("holder_id").write(
            {"holder_id": False, "held_until": False}
        )

    def action_start(self):
        """Let the agents call."""
        self.check_access("write")
        for record in self:
            if record.state not in ("draft", "paused"):
                continue
            if not record.entry_ids:
                raise UserError(
                    self.env._("%(list)s has nobody to call yet.", list=record.name)
                )
            record.state = "running"
        return True

    def action_pause(self):
        self.filtered(lambda record: record.state == "running").state = "paused"
        return True

    def action_finish(self):
        """End the list; who was not reached stays so."""
        self.filtered(lambda record: record.state != "draft").state = "done"
        return True

    def action_work(self):
        """Open the working screen with the next customer."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "property_crm.call_work",
            "name": self.name,
            "params": {"list_id": self.id},
            "path": "call-work",
        }

    def action_view_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_call_entry_action"
        )
        action["domain"] = [("list_id", "=", self.id)]
        action["context"] = {"default_list_id": self.id}
        return action

    def action_view_figures(self):
        """Open what the calls of the list came to, by agent."""
        self.ensure_one()
        report = self.env["property.call.report"]
        return {
            **report._get_figures_action([("list_id", "=", self.id)], LIST_FIGURES),
            "display_name": self.name,
        }

    def action_view_answers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_call_answer_action"
        )
        action["domain"] = [("list_id", "=", self.id)]
        return action

    @api.model
    def _cron_follow(self):
        """Follow up what was missed, and finish the lists that are over."""
        self.env["property.call.entry"]._follow_up()
        self._finish_over()

    @api.model
    def _finish_over(self):
        """Finish the lists that have nothing left, or whose last day is over."""
        running = self.search([("state", "=", "running")])
        waiting = self.env["property.call.entry"]._read_group(
            [("list_id", "in", running.ids), ("state", "in", OPEN)], ["list_id"]
        )
        left = {record for (record,) in waiting}
        over = running.filtered(lambda record: record not in left or record._is_over())
        over.action_finish()

    def _is_over(self):
        self.ensure_one()
        return bool(
            self.date_deadline and self.date_deadline < self.site_id._get_today()
        )
