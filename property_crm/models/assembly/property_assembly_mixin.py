from odoo import fields, models

from ..territory.property_reference_guard import PropertyReferenceGuard


class PropertyAssemblyMixin(models.AbstractModel):
    """What belongs to an owners' assembly: seen by the staff of its site."""

    _name = "property.assembly.mixin"
    _inherit = ["property.assembly.kept", "property.site.mixin"]
    _description = "Belongs to an owners' assembly"
    _guarded_references = (
        *PropertyReferenceGuard._guarded_references,
        "assembly_id",
        "motion_id",
        "row_id",
        "proxy_id",
        "sheet_id",
    )

    assembly_id = fields.Many2one(
        "property.assembly",
        required=True,
        index=True,
        ondelete="restrict",
    )
    # not stored: what is frozen is not written again when a site changes its company
    site_id = fields.Many2one(related="assembly_id.site_id")
    territory_id = fields.Many2one(related="assembly_id.territory_id")
    company_id = fields.Many2one(related="assembly_id.company_id")
