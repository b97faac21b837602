from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyDecorationWorker(models.Model):
    """Somebody who may come in to work while the permit is good."""

    _name = "property.decoration.worker"
    _inherit = ["property.code.mixin", "property.reference.guard"]
    _description = "Decoration worker"
    _order = "permit_id, name, id"
    _guarded_references = ("permit_id",)
    _rec_names_search = ["name", "code"]

    permit_id = fields.Many2one(
        "property.decoration.permit", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True)
    trade = fields.Char(help="For example: tiler, electrician.")
    is_returned = fields.Boolean(string="Pass returned")
    can_enter = fields.Boolean(string="May enter", compute="_compute_can_enter")

    _code_uniq = models.UniqueIndex("(code)", "Another worker has this code.")

    @api.depends(
        "permit_id.state", "permit_id.date_from", "permit_id.date_to", "is_returned"
    )
    def _compute_can_enter(self):
        for worker in self:
            permit = worker.permit_id
            today = permit.site_id._get_today()
            worker.can_enter = bool(
                permit.state == "in_work"
                and not worker.is_returned
                and permit.date_from <= today <= permit.date_to
            )

    def _open_permit(self):
        """Open the permit of a worker who may enter; say so if he may not."""
        if not self.can_enter:
            raise UserError(
                self.env._(
                    "Code: %(worker)s may not enter; %(permit)s is not in work today.",
                    worker=self.name,
                    permit=self.permit_id.display_name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.permit_id._name,
            "res_id": self.permit_id.id,
            "views": [(False, "form")],
        }
