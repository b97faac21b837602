from odoo import api, models

# Of core, for leads bought from Odoo: nothing that people who let flats are helped by,
# and what is asked there leaves the house.
BOUGHT = ("action_generate_leads", "iap_enrich")
STAFF = "property_leads.group_property_sales"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Staff of properties are not offered leads for sale; others are."""
        arch, view = super()._get_view(view_id, view_type, **options)
        for node in arch.iter("button"):
            if node.get("name") in BOUGHT:
                groups = node.get("groups")
                node.set("groups", ",".join(filter(None, (groups, f"!{STAFF}"))))
        return arch, view
