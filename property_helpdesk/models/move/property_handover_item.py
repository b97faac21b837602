from odoo import fields, models
from odoo.tools.mail import plaintext2html

DEFECT = "property_helpdesk.property_ticket_class_whole_home_walls_handover_defect"


class PropertyHandoverItem(models.Model):
    """Defects found at a handover become requests, for the developer to repair."""

    _inherit = "property.handover.item"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _report_defects(self):
        """Make a request of each defect, one however often it is reported."""
        reported = super()._report_defects()
        todo = self.filtered(lambda item: item.result == "defect" and not item.is_fixed)
        if not todo:
            return reported
        # sudo: the inspector need not be allowed to make requests
        desk = self.env["helpdesk.ticket"].sudo()
        answers = desk._intake(
            [item._prepare_ticket_vals() for item in todo],
            [f"handover:{item.id}" for item in todo],
        )
        for item, answer in zip(todo, answers, strict=True):
            item.sudo().ticket_id = answer["id"]  # sudo: of the request made above
        return reported | todo

    def _prepare_ticket_vals(self):
        defect = self.env.ref(DEFECT, raise_if_not_found=False)
        handover = self.handover_id
        return {
            "unit_id": handover.unit_id.id,
            "partner_id": handover.buyer_ids[:1].partner_id.id,
            "class_id": defect.id if defect else False,
            "is_warranty": True,
            "name": f"{self.display_name} – {self.note or ''}".rstrip(" –"),
            "description": plaintext2html(self.note or self.display_name),
            "user_id": False,
            "channel_code": "staff",
        }
