from odoo import api, fields, models


class PropertySegment(models.Model):
    _name = "property.segment"
    _description = "Customer segment"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    note = fields.Text(
        string="What they want",
        translate=True,
        help="What to offer to these customers, and how to speak with them.",
    )
    partner_count = fields.Integer(string="Customers", compute="_compute_partner_count")

    _code_uniq = models.Constraint("UNIQUE(code)", "This code is taken already.")

    @api.depends_context("uid")
    def _compute_partner_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("segment_id", "in", self.ids)], ["segment_id"], ["__count"]
            )
        )
        for segment in self:
            segment.partner_count = counts.get(segment, 0)

    def action_view_customers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_customer_action"
        )
        action["domain"] = [("segment_id", "=", self.id)]
        action["context"] = {}
        return action
