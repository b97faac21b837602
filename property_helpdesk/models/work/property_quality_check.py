from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# What only the buttons change.
KEPT = frozenset({"ticket_id", "worker_id", "reason", "result", "user_id", "date"})
RESULTS = [("to_check", "To check"), ("passed", "Passed"), ("failed", "Failed")]
CHECKERS = "property_crm.group_property_dispatcher,property_crm.group_property_auditor"


class PropertyQualityCheck(models.Model):
    """A look at finished work by somebody else, whatever the resident says of it."""

    _name = "property.quality.check"
    _description = "Quality check"
    _order = "id desc"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="ticket_id.company_id", store=True)
    site_id = fields.Many2one(related="ticket_id.site_id", store=True)
    place_name = fields.Char(related="ticket_id.place_name")
    solution = fields.Text(related="ticket_id.solution", string="What was done")
    closed_date = fields.Datetime(related="ticket_id.closed_date", string="Closed")
    worker_id = fields.Many2one(
        "res.users", string="Work of", readonly=True, index=True, ondelete="restrict"
    )
    reason = fields.Selection(
        [("sample", "Drawn"), ("rework", "Rework"), ("asked", "Asked for")],
        required=True,
        readonly=True,
    )
    result = fields.Selection(
        RESULTS, required=True, readonly=True, default="to_check", index=True
    )
    remarks = fields.Text(help="What was seen. The resident never reads this.")
    user_id = fields.Many2one("res.users", string="Checked by", readonly=True)
    date = fields.Datetime(string="Checked on", readonly=True)

    _pending_uniq = models.UniqueIndex(
        "(ticket_id) WHERE result = 'to_check'",
        "This request is on the list already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Press “Check the work” on the request."))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and not KEPT.isdisjoint(vals):
            raise AccessError(self.env._("Use the buttons to pass or fail the work."))
        return super().write(vals)

    def action_pass(self):
        self._check("passed")

    def action_fail(self):
        for check in self:
            if not (check.remarks or "").strip():
                raise UserError(self.env._("Remarks: say what is not good."))
        self._check("failed")

    def _check(self, result):
        """Note the result in the user's name; nobody checks his own work."""
        self.check_access("write")
        for check in self:
            if check.result != "to_check":
                raise UserError(
                    self.env._(
                        "%(ticket)s has been checked. Ask for another check of it.",
                        ticket=check.ticket_id.display_name,
                    )
                )
            # sudo: who closed it decides, whatever the checker may read of it
            if self.env.user in check.worker_id | check.ticket_id.sudo().closed_by_id:
                raise UserError(
                    self.env._(
                        "%(ticket)s: somebody else checks your work.",
                        ticket=check.ticket_id.display_name,
                    )
                )
        # sudo: only the buttons write results
        self.sudo().write(
            {"result": result, "user_id": self.env.uid, "date": fields.Datetime.now()}
        )
