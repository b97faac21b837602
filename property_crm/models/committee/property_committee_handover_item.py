from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("seal", "Seal"),
    ("accounts", "Accounts and money"),
    ("contracts", "Contracts"),
    ("minutes", "Minutes and decisions"),
    ("register", "Register of owners"),
    ("other", "Other"),
]


class PropertyCommitteeHandoverTemplate(models.Model):
    """The list by which every committee hands over."""

    _name = "property.committee.handover.template"
    _description = "Committee handover template"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, required=True, default="other")
    name = fields.Char(string="What", required=True, translate=True)


class PropertyCommitteeHandoverItem(models.Model):
    """What the old committee gives to the new one."""

    _name = "property.committee.handover.item"
    _inherit = ["property.committee.mixin"]
    _description = "Committee handover item"
    _order = "term_id, sequence, id"
    _guarded_references = ("term_id", "received_by_id")

    term_id = fields.Many2one(required=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, default="other")
    name = fields.Char(string="What", required=True)
    handed_on = fields.Date(string="Given on")
    received_by_id = fields.Many2one(
        "res.partner", string="Received by", ondelete="restrict"
    )
    excuse = fields.Char(string="Why it is not handed over")
    note = fields.Char()
    is_settled = fields.Boolean(string="Settled", compute="_compute_is_settled")

    @api.depends("handed_on", "excuse")
    def _compute_is_settled(self):
        for item in self:
            item.is_settled = bool(item.handed_on or (item.excuse or "").strip())

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items._check_term_open()
        return items

    def write(self, vals):
        self._check_term_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ended(self):
        self._check_term_open()

    def _check_term_open(self):
        if not self.env.su and any(term.state == "ended" for term in self.term_id):
            raise UserError(self.env._("The term has ended: its handover is history."))
