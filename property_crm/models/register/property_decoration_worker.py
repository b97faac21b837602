from odoo import api, fields, models


class PropertyDecorationWorker(models.Model):
    """Somebody who may come in to work while the permit is good."""

    _name = "property.decoration.worker"
    _inherit = ["property.code.mixin"]
    _description = "Decoration worker"
    _order = "permit_id, name, id"
    _rec_names_search = ["name", "code"]

    permit_id = fields.Many2one(
        "property.decoration.permit", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True)
    trade = fields.Char(help="For example: tiler, electrician.")
    is_returned = fields.Boolean(string="Pass returned")
    can_enter = fields.Boolean(compute="_compute_can_enter")

    _code_uniq = models.UniqueIndex("(code)", "Another worker has this code.")

    @api.depends(
        "permit_id.state", "permit_id.date_from", "permit_id.date_to", "is_returned"
    )
    def _compute_can_enter(self):
        today = fields.Date.context_today(self)
        for worker in self:
            permit = worker.permit_id
            worker.can_enter = bool(
                permit.state == "in_work"
                and not worker.is_returned
                and permit.date_from <= today <= permit.date_to
            )
