from odoo import api, fields, models


class PropertyTicketSubcontract(models.TransientModel):
    _name = "property.ticket.subcontract"
    _description = "Give requests to a subcontractor"

    ticket_ids = fields.Many2many("helpdesk.ticket", string="Requests", required=True)
    site_id = fields.Many2one("property.site", compute="_compute_site_id")
    subcontract_id = fields.Many2one(
        "property.subcontract",
        string="Subcontractor",
        required=True,
        domain="[('site_id', '=', site_id), ('is_current', '=', True)]",
    )
    has_expired = fields.Boolean(related="subcontract_id.has_expired")
    due = fields.Datetime(
        string="Until",
        required=True,
        help="The firm's own deadline. The resident's stays as it is.",
    )
    reason = fields.Text(string="What is to be done")

    @api.depends("ticket_ids")
    def _compute_site_id(self):
        for wizard in self:
            sites = wizard.ticket_ids.site_id
            wizard.site_id = sites if len(sites) == 1 else False

    def action_give(self):
        self.ensure_one()
        self.ticket_ids._subcontract(self.subcontract_id, self.due, self.reason)
        return {"type": "ir.actions.act_window_close"}
