from odoo import fields, models

from ..match.property_unit import SALES_GROUPS


class PropertyCall(models.Model):
    """Calls about a lease, a purchase or a service, and the prospects they are of."""

    _inherit = "property.call"

    lead_ids = fields.Many2many(
        "crm.lead",
        "crm_lead_property_call_rel",
        "call_id",
        "lead_id",
        string="Prospects",
        groups=SALES_GROUPS,
    )

    def action_make_lead(self):
        """Open the prospect of the call; make one where there is none."""
        self.ensure_one()
        self.check_access("read")
        if not self.lead_ids:
            # sudo: the link stands on the call, which its agent alone may write
            self.sudo().lead_ids = self.env["crm.lead"].create(
                self._prepare_lead_vals()
            )
        return self.lead_ids[:1].get_formview_action()

    def _prepare_lead_vals(self):
        first = (self.note or "").strip().splitlines()[:1]
        name = first[0][:80] if first else self.display_name
        return {
            "name": name,
            "description": self.note or False,
            "partner_id": self.partner_id.id,
            "phone": self.partner_id.phone or self.number or False,
            "site_id": self.site_id.id,
            "user_id": self.user_id.id or self.env.uid,
        }
