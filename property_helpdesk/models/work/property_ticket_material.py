from odoo import api, fields, models
from odoo.exceptions import AccessError


class PropertyTicketMaterial(models.Model):
    """What was used up on a request, and who pays for it."""

    _name = "property.ticket.material"
    _description = "Material used on a request"
    _order = "ticket_id, id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        required=True,
        index=True,
        ondelete="cascade",
    )
    name = fields.Char(string="Material", required=True)
    quantity = fields.Float(default=1, digits="Product Unit")
    uom_id = fields.Many2one(
        "uom.uom",
        string="Unit of measure",
        required=True,
        default=lambda self: self.env.ref("uom.product_uom_unit"),
    )
    currency_id = fields.Many2one(
        related="ticket_id.company_id.currency_id", store=True
    )
    price_unit = fields.Monetary(string="Price")
    amount = fields.Monetary(compute="_compute_amount", store=True)
    payer = fields.Selection(
        [("company", "We pay"), ("customer", "The customer pays")],
        required=True,
        default="company",
    )

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "The quantity of a material is more than zero."
    )
    _price_positive = models.Constraint(
        "CHECK(price_unit IS NULL OR price_unit >= 0)",
        "The price of a material cannot be negative.",
    )

    @api.depends("quantity", "price_unit")
    def _compute_amount(self):
        for material in self:
            material.amount = material.quantity * material.price_unit

    @api.model_create_multi
    def create(self, vals_list):
        materials = super().create(vals_list)
        materials.ticket_id._check_work_open()
        return materials

    def write(self, vals):
        if "ticket_id" in vals and not self.env.su:
            raise AccessError(self.env._("What was used stays with its request."))
        self.ticket_id._check_work_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self.ticket_id._check_work_open()

    def _prepare_page_row(self):
        return {
            "id": self.id,
            "name": self.name,
            "quantity": self.quantity,
            "uom": self.uom_id.name,
            "amount": self.amount,
            "payer": self.payer,
        }
