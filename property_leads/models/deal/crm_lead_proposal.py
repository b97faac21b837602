from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.property_crm.tools.fee import split_by_price

# What is due every month for a unit of its own accord; the rest is ordered.
REGULAR = ("area", "unit", "space")


class CrmLead(models.Model):
    """The proposal to a prospect, and the agreement it becomes."""

    _inherit = "crm.lead"

    agreement_ids = fields.One2many("agreement", "lead_id", string="Proposals")
    agreement_count = fields.Integer(
        string="Number of proposals", compute="_compute_agreement_count"
    )

    @api.depends("agreement_ids")
    def _compute_agreement_count(self):
        Agreement = self.env["agreement"]
        counts = {}
        if Agreement.has_access("read"):
            counts = dict(
                Agreement._read_group(
                    [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
                )
            )
        for lead in self:
            lead.agreement_count = counts.get(lead._origin, 0)

    def action_propose(self):
        """Make a proposal of the unit with the prices of today, and open it."""
        self.ensure_one()
        if self.kind != "service" and not self.unit_id:
            raise UserError(self.env._("Unit: choose the one to propose."))
        if not self.partner_id:
            self._handle_partner_assignment(create_missing=True)
        agreement = self.env["agreement"].create(self._prepare_agreement_vals())
        self._get_active_reservations().agreement_id = agreement
        self._advance_to("proposal")
        return agreement.get_formview_action()

    def action_view_agreements(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Proposals"),
            "res_model": "agreement",
            "view_mode": "list,form",
            "domain": [("lead_id", "=", self.id)],
        }

    def _prepare_agreement_vals(self):
        words = self.with_context(lang=self.partner_id.lang or self.env.lang)
        return {
            "name": words._get_agreement_name(),
            "lead_id": self.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id or self.env.company.id,
            "unit_id": self.unit_id.id,
            "site_id": self.site_id.id,
            "user_id": self.user_id.id or self.env.uid,
            "start_date": self.wish_date or False,
            "line_ids": [
                fields.Command.create(vals) for vals in self._prepare_agreement_lines()
            ],
        }

    def _get_agreement_name(self):
        place = self.unit_id.name or self.site_id.name or ""
        if self.kind == "leasing":
            return self.env._("Lease of %(place)s", place=place)
        if self.kind == "sale":
            return self.env._("Purchase of %(place)s", place=place)
        return self.name

    def _prepare_agreement_lines(self):
        """Return rent or price, and what the price list asks for such a unit."""
        return [
            *self._prepare_main_line(),
            *({"service_id": one.id, "period": "3"} for one in self._get_regular()),
        ]

    def _prepare_main_line(self):
        unit = self.unit_id
        asked = {"leasing": unit.rent_asked, "sale": unit.price_asked}.get(self.kind)
        if not asked:
            return []
        code = "rent" if self.kind == "leasing" else "purchase"
        return [
            {
                "service_id": self.env.ref(
                    f"property_leads.property_service_{code}"
                ).id,
                "unit_id": unit.id,
                "basis": "unit" if self.kind == "leasing" else "once",
                "price": asked,
                "quantity": 1,
                "period": "1",
            }
        ]

    def _get_regular(self):
        """Return the services with a price that holds today for the unit."""
        if not self.unit_id:
            return self.env["property.service"]
        Price = self.env["property.price"]
        services = self.env["property.service"].search([("active", "=", True)])
        prices = Price._find_for(services, self.company_id or self.env.company)
        today = fields.Date.context_today(self)
        return services.filtered(lambda one: self._is_due(one, prices, today))

    def _is_due(self, service, prices, today):
        spans = prices._get_spans(service, self.site_id, self.unit_id)
        found = split_by_price(today, today, spans)
        price = prices.browse(found[0].key) if found and found[0].key else prices[:0]
        is_space = price.basis == "space"
        return price.basis in REGULAR and is_space == (self.unit_id.kind == "parking")

    def _close_deal(self, agreement):
        """The proposal was accepted: he is won, and the unit is his."""
        self.ensure_one()
        active = self._get_active_reservations()
        active.agreement_id = agreement
        active._agree()
        if agreement.unit_id and self.unit_id != agreement.unit_id:
            self.unit_id = agreement.unit_id
        if not self.expected_revenue:
            # what came back is counted by it, of sources and campaigns
            self.expected_revenue = agreement.amount_total
        if self.won_status != "won":
            self.action_set_won()
