from odoo import api, fields, models
from odoo.exceptions import ValidationError


class IrAttachment(models.Model):
    """Photos of a request say what they show."""

    _inherit = "ir.attachment"

    photo_label = fields.Selection(
        [("before", "Before the work"), ("after", "After the work")],
        string="Shows the place",
    )
    checklist_item_id = fields.Many2one(
        "property.ticket.checklist.item",
        string="Proves",
        index="btree_not_null",
        ondelete="set null",
        help="The item of the checklist it shows.",
    )

    @api.constrains("checklist_item_id", "res_model", "res_id")
    def _check_checklist_item(self):
        for attachment in self.filtered("checklist_item_id"):
            # sudo: compared only
            ticket = attachment.sudo().checklist_item_id.ticket_id
            linked = (attachment.res_model, attachment.res_id)
            if linked != ("helpdesk.ticket", ticket.id):
                raise ValidationError(
                    self.env._("The photo and the item belong to different requests.")
                )
