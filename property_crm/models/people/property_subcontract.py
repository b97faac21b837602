from odoo import api, fields, models


class PropertySubcontract(models.Model):
    _name = "property.subcontract"
    _inherit = [
        "mail.thread",
        "property.person.mixin",
        "property.dated.mixin",
        "property.site.mixin",
    ]
    _description = "Subcontract"
    _order = "site_id, trade, date_from desc, id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Subcontractor",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    site_id = fields.Many2one(
        "property.site", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    trade = fields.Selection(
        [
            ("lift", "Lifts"),
            ("electric", "Electricity"),
            ("plumbing", "Water and drains"),
            ("heating", "Heating and cooling"),
            ("fire", "Fire protection"),
            ("cleaning", "Cleaning"),
            ("garden", "Garden"),
            ("security", "Security"),
            ("pest", "Pest control"),
            ("building", "Building work"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
        tracking=True,
    )
    date_from = fields.Date(tracking=True)
    date_to = fields.Date(tracking=True)
    licence_until = fields.Date(string="Licence valid until", tracking=True)
    insurance_until = fields.Date(string="Insured until", tracking=True)
    has_expired = fields.Boolean(
        string="Licence or insurance expired", compute="_compute_has_expired"
    )

    @api.depends("partner_id.name", "trade")
    def _compute_display_name(self):
        trades = dict(self._fields["trade"]._description_selection(self.env))
        for contract in self:
            trade = trades.get(contract.trade, "")
            contract.display_name = f"{contract.partner_id.name} · {trade}"

    @api.depends("licence_until", "insurance_until")
    def _compute_has_expired(self):
        today = fields.Date.context_today(self)
        for contract in self:
            contract.has_expired = any(
                day and day < today
                for day in (contract.licence_until, contract.insurance_until)
            )
