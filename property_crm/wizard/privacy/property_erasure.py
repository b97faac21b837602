from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class PropertyErasure(models.TransientModel):
    """Shows what goes and what stays before a person is erased."""

    _name = "property.erasure"
    _description = "Erase a person"

    request_id = fields.Many2one(
        "property.data.request", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="request_id.partner_id")
    obstacles = fields.Text(compute="_compute_plan")
    line_ids = fields.One2many(
        "property.erasure.line", "erasure_id", compute="_compute_plan"
    )
    is_sure = fields.Boolean(string="I have checked this; it cannot be undone")

    @api.depends("request_id")
    def _compute_plan(self):
        for erasure in self:
            self.env["res.partner"]._check_privacy_officer()
            person = erasure.request_id.partner_id
            erasure.obstacles = "\n".join(person._get_erasure_obstacles())
            erasure.line_ids = [
                Command.create(line) for line in person._get_erasure_plan()
            ]

    def action_erase(self):
        """Erase, and close the request with an account of what was kept."""
        self.ensure_one()
        request = self.request_id
        request._check_identified()
        if not self.is_sure:
            raise UserError(self.env._("Mark that you have checked what goes first."))
        if request.is_closed:
            raise UserError(self.env._("This request is closed already."))
        account = "\n".join(self.line_ids.mapped(lambda line: line._describe()))
        changed = request.partner_id._erase()
        request.write(
            {
                "state": "done",
                "closed_on": fields.Datetime.now(),
                "user_id": request.user_id.id or self.env.uid,
                "answer": account,
            }
        )
        request.activity_unlink(["mail.mail_activity_data_todo"])
        request.message_post(
            body=self.env._("Erased. Texts changed: %(count)s records.", count=changed)
        )
        return {"type": "ir.actions.act_window_close"}


class PropertyErasureLine(models.TransientModel):
    _name = "property.erasure.line"
    _description = "What goes and what stays"

    erasure_id = fields.Many2one("property.erasure", ondelete="cascade")
    name = fields.Char(string="What")
    count = fields.Integer(string="Records")
    outcome = fields.Selection(
        [
            ("erased", "Goes"),
            ("nameless", "Stays without name"),
            ("kept", "Stays as it is"),
        ]
    )
    reason = fields.Char(string="Why it stays")

    def _describe(self):
        labels = dict(self._fields["outcome"]._description_selection(self.env))
        words = [f"{self.name}: {self.count}", labels[self.outcome], self.reason]
        return " · ".join(filter(None, words))
